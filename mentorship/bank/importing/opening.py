"""The first two steps of the wizard: a file becomes tables, a table gets its columns."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.bank.banks import BANKS, Bank
from mentorship.bank.importing.keeping import pack, unpack
from mentorship.bank.importing.mapping import (
    apply_mapping,
    header_at,
    propose,
    propose_table,
    remembered_of,
)
from mentorship.bank.importing.reading import read_pasted, read_tables
from mentorship.bank.importing.values import BankSheet, Header, TableProposal
from mentorship.bank.models import ColumnMapping, ImportRun, ImportSource
from mentorship.core.downloads import safe_filename
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets import Workbook, workbook_from_json, workbook_to_json
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

LARGEST_FILE = 10 * 1024 * 1024
BUSY = "Эта загрузка сейчас обрабатывается: подождите, пока задание закончится."


@transaction.atomic
def start_import(
    *,
    member: Membership,
    content: bytes | None,
    pasted: str,
    filename: str,
    bank: Bank | None,
    year: SchoolYear,
) -> ImportRun:
    """Take a file or a pasted table to be read; DomainError where there is nothing to read."""
    refuse_strangers(member)
    run = ImportRun(institution=member.organization, created_by=member, school_year=year.first)
    return _take_source(run, content, pasted, filename, bank)


@transaction.atomic
def replace_source(
    *,
    member: Membership,
    run: ImportRun,
    content: bytes | None,
    pasted: str,
    filename: str,
    bank: Bank | None,
) -> ImportRun:
    """Take another file into a run that is not over; what was chosen for the first one goes."""
    run = locked(member, run)
    run.rows.all().delete()
    run.tables, run.layout, run.counts, run.groups, run.notes = [], {}, {}, [], []
    return _take_source(run, content, pasted, filename, bank)


def _take_source(
    run: ImportRun, content: bytes | None, pasted: str, filename: str, bank: Bank | None
) -> ImportRun:
    given = content if content is not None else pasted.encode()
    if not given.strip():
        raise DomainError("Выберите файл или вставьте таблицу: читать пока нечего.")
    if len(given) > LARGEST_FILE:
        raise DomainError("Файл больше 10 МБ. Оставьте в книге один лист с базой.")
    run.state, run.error, run.is_partial = ImportRun.State.READING, "", False
    run.bank = bank or ""
    run.file_name = safe_filename(filename) if content is not None else ""
    run.file_sha256 = hashlib.sha256(given).hexdigest()
    run.save()
    ImportSource.objects.update_or_create(
        run=run,
        defaults={"content": content, "workbook": None}
        | {"pasted": pasted if content is None else ""},
    )
    return run


def read_source(*, run: ImportRun) -> ImportRun:
    """Read the file of a run and note what its tables seem to hold; runs in the worker.

    A file that cannot be taken ends the run's reading with its reason; DomainError says it too.
    """
    source = ImportSource.objects.get(run=run)
    try:
        if source.content is not None:
            workbook = read_tables(bytes(source.content), run.file_name)
        else:
            workbook = read_pasted(source.pasted)
        tables = proposals(run.institution, workbook, Bank(run.bank) if run.bank else None)
    except DomainError as refusal:
        _finish_reading(run, source, ImportRun.State.FAILED, error=str(refusal))
        raise
    source.workbook = pack(workbook_to_json(workbook))
    kept = [asdict(table) for table in tables]
    return _finish_reading(run, source, ImportRun.State.MAPPING, tables=kept)


@transaction.atomic
def _finish_reading(
    run: ImportRun, source: ImportSource, state: ImportRun.State, **fields: Any
) -> ImportRun:
    """The bytes are not needed any more; a run that took another file meanwhile is let be."""
    now = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if now.state != ImportRun.State.READING or now.file_sha256 != run.file_sha256:
        return now
    now.state = state
    for name, value in fields.items():
        setattr(now, name, value)
    if state == ImportRun.State.MAPPING:
        table = now.tables[0]
        now.bank = table["bank"] or ""
        # Of several tables one is chosen by hand.
        now.layout = layout_of(table) if len(peopled(now.tables)) < 2 else {}
    now.save()
    source.content = None
    source.save()
    return now


def proposals(
    institution: Organization, workbook: Workbook, bank: Bank | None
) -> list[TableProposal]:
    """What the tables hold, an institution's own headings understood as the last time."""
    found = propose(workbook, bank, {})
    told = bank or found[0].bank
    codes = remembered(institution, told) if told else {}
    return propose(workbook, bank, codes) if codes else found


def remembered(institution: Organization, bank: Bank) -> dict[str, str]:
    kept = ColumnMapping.objects.filter(institution=institution, bank=bank).first()
    return dict(kept.codes) if kept else {}


def peopled(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tables in which somebody stands."""
    return [table for table in tables if table["people"]]


def layout_of(table: Mapping[str, Any]) -> dict[str, Any]:
    """The proposed choice of a table: its sheet, header and columns; `refused` are never read."""
    columns = table["columns"]
    return {
        "sheet": table["sheet"],
        "header": table["header"],
        "mapping": {str(column["position"]): column["code"] for column in columns},
        "refused": [column["position"] for column in columns if column["refused"]],
    }


@transaction.atomic
def choose_table(
    *,
    member: Membership,
    run: ImportRun,
    sheet: int,
    bank: Bank | None,
    header_row: int | None = None,
) -> ImportRun:
    """Take a table of the file, its bank or the row of its headings; columns are proposed anew."""
    run = locked(member, run, ImportRun.READ)
    workbook = workbook_of(run)
    position = next((n for n, table in enumerate(run.tables) if table["sheet"] == sheet), None)
    if position is None:
        raise DomainError("Такой таблицы в файле нет.")
    rows = (header_row - 1,) if header_row else ()
    header = None if header_row is None else header_at(workbook.sheets[sheet], rows)
    told = bank or Bank(run.tables[position]["told_bank"] or "mentees")
    table = asdict(propose_table(workbook, sheet, bank, remembered(run.institution, told), header))
    run.tables[position] = table
    run.layout, run.bank = layout_of(table), table["bank"] or ""
    run.state = ImportRun.State.MAPPING
    run.save()
    return run


@transaction.atomic
def map_columns(
    *, member: Membership, run: ImportRun, bank: Bank, mapping: Mapping[int, str | None]
) -> ImportRun:
    """Settle which column is what, and remember it; DomainError says what is still missing."""
    run = locked(member, run, ImportRun.READ)
    header = Header(**_tupled(run.layout["header"]))
    sheet = workbook_of(run).sheets[run.layout["sheet"]]
    read = apply_mapping(sheet, header, mapping, bank)
    run.bank, run.state, run.is_partial = bank, ImportRun.State.CHECKING, False
    run.layout |= {"mapping": {str(p): code or "" for p, code in mapping.items()}}
    run.counts = {"rows": len(read.rows)}
    run.save()
    kept, _ = ColumnMapping.objects.get_or_create(institution=run.institution, bank=bank)
    kept.codes |= remembered_of(header, mapping)
    kept.save()
    return run


def sheet_of(run: ImportRun) -> BankSheet:
    """Rows of the chosen table under the chosen columns."""
    mapping = {int(position): code or None for position, code in run.layout["mapping"].items()}
    sheet = workbook_of(run).sheets[run.layout["sheet"]]
    header = Header(**_tupled(run.layout["header"]))
    return apply_mapping(sheet, header, mapping, Bank(run.bank))


def workbook_of(run: ImportRun) -> Workbook:
    return workbook_from_json(kept_workbook(run))


def kept_workbook(run: ImportRun) -> dict[str, Any]:
    """The tables as they are kept; DomainError when they are gone."""
    source = ImportSource.objects.filter(run=run).first()
    if source is None or source.workbook is None:
        raise DomainError("Таблица этой загрузки уже удалена: загрузите файл снова.")
    found: dict[str, Any] = unpack(source.workbook)
    return found


def cells_of(run: ImportRun) -> dict[int, list[Any]]:
    """Cells of the chosen table by the number of their row, as JSON that a database can hold."""
    rows = kept_workbook(run)["sheets"][run.layout["sheet"]]["rows"]
    return {
        number: [c.replace("\0", "") if isinstance(c, str) else c for c in row]
        for number, row in enumerate(rows, start=1)
    }


def locked(
    member: Membership,
    run: ImportRun,
    states: frozenset[Any] = ImportRun.OPEN,
    *,
    in_job: bool = False,
) -> Any:
    """The run, for this transaction alone; refused to strangers, once over, and while a job is at
    work on it, unless it is that job which asks."""
    refuse_strangers(member, run)
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("job").get(pk=run.pk)
    if run.is_busy and not in_job:
        raise DomainError(BUSY)
    if run.state not in states:
        raise DomainError(f"Сейчас этого сделать нельзя: {run.get_state_display()}.")
    return run


def refuse_strangers(member: Membership, run: ImportRun | None = None) -> None:
    """PermissionDenied without the right, or for a run of another institution."""
    if not member.may(Right.BANK_EDIT):
        raise PermissionDenied
    if run is not None and run.institution_id != member.organization_id:
        raise PermissionDenied


def refuse_no_institution(organization: Organization) -> None:
    if not organization.is_institution:
        raise DomainError("Загрузить базу можно только в образовательную организацию.")


def title_of(run: ImportRun) -> str:
    """How a job is called: without the name of the file, which may hold somebody's name."""
    bank = BANKS[Bank(run.bank)].title.lower() if run.bank else "определяется по столбцам"
    return f"Загрузка № {run.pk}: {bank}"


def _tupled(header: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "rows": tuple(header["rows"]),
        "first_row": header["first_row"],
        "headings": tuple(header["headings"]),
    }
