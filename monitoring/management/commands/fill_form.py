import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from monitoring.management.arguments import organization_of, school_year_of
from monitoring.management.writing import cells_of, write_whole
from monitoring.workbooks.checking import check_form, refuse_unfit
from monitoring.workbooks.filling import FilledForm, fill_cells, written
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.reading import scan_form


class Command(BaseCommand):
    """True numbers for administrators: nothing small is hidden inside an institution."""

    help = "Заполнить книгу XLSX с именами в ячейках числами организации"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("workbook", help="книга .xlsx, в ячейках которой стоят имена")
        parser.add_argument("--organization", metavar="КОД")
        parser.add_argument("--year", metavar="2022", help="2022 – это 2022/2023")
        parser.add_argument("--out", required=True, help="куда записать заполненную книгу")
        parser.add_argument("--values", help="файл JSON со значениями ячеек manual.…")
        parser.add_argument("--json", action="store_true", help="ячейки на стандартный вывод")

    def handle(self, *args: Any, **options: Any) -> None:
        organization = organization_of(options["organization"])
        year = school_year_of(options["year"])
        try:
            content = Path(options["workbook"]).read_bytes()
            layout = layout_of(scan_form(content, options["workbook"]))
            refuse_unfit(layout)
            filled = fill_cells(
                layout, organization, year, _values(options["values"]), today=timezone.localdate()
            )
            if filled.wrong:
                raise DomainError(_missing(filled))
            write_whole(Path(options["out"]), written(content, filled))
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"Файл не открыть: {error.filename}.") from None
        for problem in check_form(layout).notes:
            self.stderr.write(f"{problem.place}: {problem.text}")
        if options["json"]:
            result = {"out": options["out"], "cells": cells_of(filled), "rows": filled.row_keys}
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self.stderr.write(f"Записано: {options['out']}, ячеек {len(filled.cells)}.")


def _missing(filled: FilledForm) -> str:
    told = [f"{key} («{filled.manual[key].label}»): {why}" for key, why in filled.wrong.items()]
    keys = json.dumps(dict.fromkeys(filled.wrong, "…"), ensure_ascii=False)
    return "\n".join([*told, f"Значения передаются файлом: --values ФАЙЛ.json, в нём {keys}"])


def _values(path: str | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        values = json.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError:
        raise CommandError(f"В файле {path} нет правильного JSON.") from None
    if not isinstance(values, dict):
        raise CommandError(f"В файле {path} должен быть объект JSON: имя ячейки – значение.")
    return values
