"""A run of the import as pages, files and the command show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse

from mentorship.bank.importing.services import Preview
from mentorship.bank.models import ImportRow, ImportRun
from mentorship.core.spreadsheets import Column, write_table
from mentorship.core.spreadsheets.as_json import cell_from_json

FAULT = "Ошибка"
_NAMED = {
    "file": "Файл",
    "columns": "Столбцы",
    "check": "Проверка",
    "doubles": "Совпадения",
    "detail": "Итог",
}


@dataclass(frozen=True)
class Step:
    """A step of the wizard; without `url` it cannot be opened now."""

    title: str
    url: str
    is_current: bool


def chain_of(run: ImportRun | None, current: str) -> list[Step]:
    """The five named steps; one goes back to any that is passed (ecosystem §4, 17)."""
    open_steps = _open_steps(run) if run else set()
    return [
        Step(
            title,
            reverse(f"bank:import_{code}", args=[run.pk]) if run and code in open_steps else "",
            code == current,
        )
        for code, title in _NAMED.items()
    ]


def _open_steps(run: ImportRun) -> set[str]:
    if not run.is_open or run.is_busy:
        return set()
    found = {"file"}
    if run.state in ImportRun.READ and run.layout:
        found.add("columns")
    if run.state == ImportRun.State.PREVIEWED:
        found |= {"check", "doubles", "detail"}
    return found


def refused_file(run: ImportRun) -> bytes:
    """Rows that stayed out as the table they came from, with what is wrong in a last column."""
    columns: list[Column[ImportRow]] = [
        Column(heading, partial(_cell, position))
        for position, heading in enumerate(run.layout["header"]["headings"])
        if heading and position not in run.layout["refused"]
    ]
    left_out = run.rows.filter(outcome__in=ImportRow.LEFT_OUT, cells__isnull=False)
    rows = left_out.order_by("number")
    return write_table("Строки с ошибками", [*columns, Column(FAULT, _faults, width=60)], rows)


def _cell(position: int, row: ImportRow) -> Any:
    return cell_from_json(row.cells[position]) if position < len(row.cells) else None


def _faults(row: ImportRow) -> str:
    if row.outcome == ImportRow.Outcome.ASKED:
        return "Не отвечено, тот ли это человек, что уже есть в базе или в файле."
    said = [m for m in row.messages if m["is_error"]] or row.messages
    return "; ".join(f"{message['column']}: {message['text']}" for message in said)


def messages_of(preview: Preview) -> Iterable[dict[str, Any]]:
    """Every message with its row and column: first those about the file, by its header row."""
    for note in preview.notes:
        yield {"row": preview.header_row, "column": note.column, "message": note.text}
    for plan in preview.plans:
        for message in plan.row.messages:
            yield {"row": plan.row.number, "column": message.column, "message": message.text}


def doubles_of(preview: Preview) -> Iterable[dict[str, Any]]:
    """Rows that nobody has answered for: whom they may speak of, by key and by row."""
    for plan in preview.plans:
        for candidate in plan.candidates:
            yield {
                "row": plan.row.number,
                "person": candidate.person or None,
                "other_row": candidate.row or None,
                "why": candidate.why,
            }
