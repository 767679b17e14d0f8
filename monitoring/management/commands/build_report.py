import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db.models import Q

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.exports import REPORTS
from monitoring.management.arguments import add_day, day_of, organization_of, school_year_of
from monitoring.management.writing import cells_of, write_whole
from monitoring.models import FormVersion, ReportForm
from monitoring.summaries import chain_above
from monitoring.workbooks.filling import fill


class Command(BaseCommand):
    """A report of the system, or any accepted form that reaches the organization, by its code."""

    help = "Writes a report of an organization and a school year as XLSX."

    def add_arguments(self, parser):
        parser.add_argument("form", nargs="?", help="code of the form: targets")
        parser.add_argument("--organization", metavar="CODE")
        parser.add_argument("--year", metavar="2022", help="2022 means 2022/2023")
        parser.add_argument("--out", metavar="FILE.xlsx")
        parser.add_argument("--json", action="store_true", dest="as_json")
        add_day(parser)

    def handle(self, *args, form, organization, year, out, as_json, on, **options):
        if form not in (known := codes()):
            raise CommandError(f"Формы отчёта «{form or ''}» нет. Есть: {', '.join(known)}.")
        if not out:
            raise CommandError("Укажите файл: --out ФАЙЛ.xlsx")
        place, school_year = organization_of(organization), school_year_of(year)
        content, told = built(form, place, school_year, day_of(on))
        write_whole(Path(out), content)
        self.stderr.write(f"Записан отчёт: {out}")
        if as_json:
            told = {"form": form, "organization": place.code, "year": school_year.first} | told
            self.stdout.write(json.dumps(told | {"out": out}, ensure_ascii=False))


def codes() -> list[str]:
    forms = ReportForm.objects.in_use().order_by("code").values_list("code", flat=True)
    return list(dict.fromkeys([*REPORTS, *forms]))


def built(
    form: str, place: Organization, year: SchoolYear, day: date
) -> tuple[bytes, dict[str, Any]]:
    """The file, and what is to be told of it beside its name."""
    if form in REPORTS:
        return REPORTS[form].build(place, year, day, None), {}
    version = version_of(form, place, year)
    try:
        content, filled = fill(version, place, year, today=day)
    except DomainError as refusal:
        raise CommandError(str(refusal)) from None
    return content, {"version": version.number, "cells": cells_of(filled), "rows": filled.row_keys}


def version_of(code: str, place: Organization, year: SchoolYear) -> FormVersion:
    """What holds in the year of the nearest form with the code: own, of those above, shipped."""
    chain: list[int | None] = [*chain_above(place)]
    rows = ReportForm.objects.in_use().filter(
        Q(organization__in=chain) | Q(organization=None), code=code
    )
    chain.append(None)
    for form in sorted(rows, key=lambda row: chain.index(row.organization_id)):
        if version := form.version_for(year):
            return version
    raise CommandError(f"Для {place.short_name} нет принятой формы «{code}» на {year} учебный год.")
