"""The import of a bank from its checked rows on: ask, write once, or all of it in one go."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Count, ExpressionWrapper, Q
from django.utils import timezone

from mentorship.bank.banks import Bank
from mentorship.bank.importing.checking import Forms, RowChecker
from mentorship.bank.importing.columns import heading_of
from mentorship.bank.importing.decisions import code_of, remember_answers
from mentorship.bank.importing.keeping import (
    Groups,
    counted,
    counts_of,
    keep_plans,
    kept_row,
    taken_up,
)
from mentorship.bank.importing.mapping import apply_mapping
from mentorship.bank.importing.opening import (
    LARGEST_FILE,
    cells_of,
    locked,
    proposals,
    refuse_no_institution,
    sheet_of,
)
from mentorship.bank.importing.planning import Planner, RowPlan
from mentorship.bank.importing.reading import read_tables
from mentorship.bank.importing.values import BankSheet, Note
from mentorship.bank.importing.writing import write_plans
from mentorship.bank.models import ImportRow, ImportRun, ImportSource
from mentorship.bank.services import day_of_entering
from mentorship.core.downloads import safe_filename
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.lists import CheckedRow, letters
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear

State = ImportRun.State
# Unfinished runs hold cells of files: personal data nobody has vouched for.
UNFINISHED_FOR = timedelta(days=14)
# So long an import can be undone, and its refused rows fetched.
REMEMBERED_FOR = timedelta(days=60)
_ANSWERED = (
    "answer", "takes_spelling", "outcome", "messages", "kinds", "person", "effect"
)  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """What a table would do; nothing is written. `notes` are about the file, not about a row."""

    bank: Bank
    header_row: int
    headings: dict[str, str]
    plans: list[RowPlan]
    notes: list[Note] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return counts_of(self.plans)


def preview_sheet(
    *,
    institution: Organization,
    sheet: BankSheet,
    year: SchoolYear,
    today: date,
    spelled: Collection[int] = (),
    asks: bool = True,
) -> Preview:
    """Check the rows of a table and compare them with the bank; without `asks` people who are only
    alike are different people."""
    refuse_no_institution(institution)
    employers = {letters(name) for name in institution.partners.values_list("name", flat=True)}
    check = RowChecker(
        sheet, Forms(), on=year.counted_on(today), today=today, employers=employers
    ).check
    planner = Planner(
        institution,
        sheet.bank,
        map(check, sheet.rows),
        headings=sheet.headings,
        year=year,
        today=today,
        spelled=spelled,
        asks=asks,
    )
    notes = sheet.notes if "entered_on" in sheet.headings else _with_day(sheet, year, today)
    return Preview(sheet.bank, sheet.header_row, sheet.headings, planner.plan(), notes)


def _with_day(sheet: BankSheet, year: SchoolYear, today: date) -> list[Note]:
    """Without a column of days of entering new entries stand since the day offered by the forms."""
    heading = heading_of(sheet.bank, "entered_on")
    day = day_of_entering(year, today)
    text = f"Столбца в файле нет: у новых записей будет {day:%d.%m.%Y}."
    return [*sheet.notes, Note(heading, text)]


@transaction.atomic
def check_rows(*, run: ImportRun, today: date) -> ImportRun:
    """Check the mapped rows of a run, look for doubles, keep what would become of each.

    Answers given before hold; nothing of the bank is written.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state != State.CHECKING:
        return run
    spelled = set(run.rows.filter(takes_spelling=True).values_list("number", flat=True))
    preview = preview_sheet(
        institution=run.institution,
        sheet=sheet_of(run),
        year=SchoolYear(run.school_year),
        today=today,
        spelled=spelled,
    )
    run.state = State.PREVIEWED
    run.counts |= {"headings": preview.headings, "header_row": preview.header_row}
    run.notes = [asdict(note) for note in preview.notes]
    keep_plans(run, preview.plans, cells_of(run))
    run.rows.filter(number__in=spelled).update(takes_spelling=True)
    run.save()
    return run


@transaction.atomic
def take_good_rows(*, member: Membership, run: ImportRun) -> ImportRun:
    """Let the good rows in without the refused ones: only because somebody says so (F14)."""
    run = locked(member, run, frozenset({State.PREVIEWED}))
    run.is_partial = True
    run.save(update_fields=["is_partial"])
    return run


@transaction.atomic
def answer_double(
    *,
    member: Membership,
    run: ImportRun,
    number: int,
    answer: str,
    takes_spelling: bool,
    today: date,
) -> ImportRow:
    """Say whom a row speaks of: «new», or the code of a candidate; remembered for ever.

    The row alone is planned anew, and the counts of the run follow.
    """
    run = locked(member, run, frozenset({State.PREVIEWED}))
    row = run.rows.select_for_update().exclude(candidates=[]).filter(number=number).first()
    codes = {code_of(candidate) for candidate in row.candidates} if row else set()
    if row is None or answer not in codes | {"new"}:
        raise DomainError("Такого вопроса в этой загрузке нет: откройте страницу заново.")
    row.answer, row.takes_spelling = answer, takes_spelling and answer.startswith("person:")
    remember_answers(member, [row], run)
    _plan_again(run, [row], today)
    return row


@transaction.atomic
def answer_rest_different(*, member: Membership, run: ImportRun, today: date) -> int:
    """Say of every row not answered yet that it is somebody new; remembered like single answers.

    Returns how many were answered. That two are one person is never said of many at once.
    """
    run = locked(member, run, frozenset({State.PREVIEWED}))
    rows = list(run.rows.select_for_update().filter(outcome="asked").order_by("number"))
    for row in rows:
        row.answer = "new"
    remember_answers(member, rows, run)
    _plan_again(run, rows, today)
    return len(rows)


def _plan_again(run: ImportRun, rows: list[ImportRow], today: date) -> None:
    """What becomes of answered rows; whether another one takes the same person is seen when all
    of them are written."""
    groups = Groups(run.groups)
    for row in rows:
        groups.drop(row.kinds)
        # What the check said of the cells; what the last answer led to is said anew.
        row.messages = row.effect.setdefault("checked", row.messages)
    spelled = {row.number for row in rows if row.takes_spelling}
    answers = {row.number: row.answer for row in rows}
    plans = _planner(run, taken_up(rows), today, spelled, answers).plan()
    for row, plan in zip(rows, plans, strict=True):
        fresh = kept_row(run, plan, groups, row.cells)
        row.outcome, row.messages, row.kinds = fresh.outcome, fresh.messages, fresh.kinds
        row.person_id = fresh.person_id
        row.effect |= {"changes": fresh.effect["changes"]}
    ImportRow.objects.bulk_update(rows, _ANSWERED, batch_size=500)
    run.groups = groups.listed
    recount(run)


def recount(run: ImportRun) -> None:
    """Counts of the run by what its rows say now."""
    rows = run.rows.order_by().annotate(is_said=ExpressionWrapper(~Q(messages=[]), BooleanField()))
    numbers = rows.values_list("outcome", "is_said").annotate(number=Count("pk"))
    run.counts |= counted(Counter({(name, is_said): n for name, is_said, n in numbers}))
    run.save(update_fields=["counts", "groups"])


def _planner(
    run: ImportRun,
    rows: list[CheckedRow],
    today: date,
    spelled: Collection[int],
    answers: Mapping[int, str] | None = None,
) -> Planner:
    return Planner(
        run.institution,
        Bank(run.bank),
        rows,
        headings=run.counts["headings"],
        year=SchoolYear(run.school_year),
        today=today,
        spelled=spelled,
        answers=answers,
    )


@transaction.atomic
def confirm_import(*, member: Membership, run: ImportRun, today: date) -> ImportRun:
    """Write the rows of a preview that were not refused, all in one transaction.

    Safe to run twice: a confirmed run is given back as it is. The bank may have changed since the
    preview, so rows are planned anew; a row refused then stays out. DomainError when there are
    refused rows and nobody said that the good ones may go in alone.
    """
    now = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if now.state == State.CONFIRMED and now.institution_id == member.organization_id:
        return now
    run = locked(member, now, frozenset({State.PREVIEWED}), in_job=True)
    lock(run.institution_id)
    kept = list(run.rows.exclude(outcome="refused"))
    refused = list(run.rows.filter(outcome="refused"))
    spelled = {row.number for row in kept if row.takes_spelling}
    plans = _planner(run, taken_up(kept), today, spelled).plan()
    if not run.is_partial and (refused or any(plan.outcome == "refused" for plan in plans)):
        raise DomainError(
            "В файле есть строки с ошибками. Исправьте их или разрешите загрузить только годные "
            "строки на шаге «Проверка»."
        )
    write_plans(plans)
    return finish_run(run, [*plans, *(RowPlan(row) for row in taken_up(refused))], member)


def finish_run(run: ImportRun, plans: list[RowPlan], member: Membership | None) -> ImportRun:
    """Note that a run is written; the cells of the file go, but for those of rows left out."""
    run.state, run.confirmed_at, run.confirmed_by = State.CONFIRMED, timezone.now(), member
    cells = cells_of(run) if ImportSource.objects.filter(run=run).exists() else {}
    keep_plans(run, sorted(plans, key=lambda plan: plan.row.number), cells)
    run.tables = []
    run.save()
    ImportSource.objects.filter(run=run).delete()
    return run


def lock(institution_pk: int) -> None:
    """Two uploads confirmed at once would both find a person missing: one waits for the other."""
    Organization.objects.select_for_update(no_key=True).get(pk=institution_pk)


@transaction.atomic
def abandon_import(*, member: Membership, run: ImportRun) -> ImportRun:
    """Leave an unfinished run: nothing of its file stays."""
    run = locked(member, run)
    forget_runs(ImportRun.objects.filter(pk=run.pk), State.ABANDONED)
    run.refresh_from_db()
    return run


@transaction.atomic
def purge_runs(*, now: Any) -> int:
    """Forget files that nobody went on with, and the rows of imports long written.

    Returns how many unfinished runs were closed.
    """
    old = ImportRun.objects.filter(confirmed_at__lt=now - REMEMBERED_FOR)
    ImportRow.objects.filter(run__in=old).delete()
    return forget_runs(
        ImportRun.objects.unfinished().filter(created_at__lt=now - UNFINISHED_FOR), State.ABANDONED
    )


def forget_runs(runs: Any, state: State) -> int:
    pks = list(runs.values_list("pk", flat=True))
    ImportSource.objects.filter(run__in=pks).delete()
    ImportRow.objects.filter(run__in=pks).delete()
    kept: dict[str, Any] = {"tables": [], "layout": {}, "groups": []}
    return ImportRun.objects.filter(pk__in=pks).update(state=state, **kept)


def preview_bank(
    *,
    institution: Organization,
    content: bytes,
    filename: str,
    wanted: Bank | None,
    year: SchoolYear,
    today: date,
    asks: bool = True,
) -> Preview:
    """Read a file by its likeliest table and proposed columns, for the administrator's command."""
    refuse_no_institution(institution)
    if len(content) > LARGEST_FILE:
        raise DomainError("Файл больше 10 МБ. Оставьте в книге один лист с базой.")
    workbook = read_tables(content, filename)
    table = proposals(institution, workbook, wanted)[0]
    if table.problem or table.bank is None:
        raise DomainError(table.problem or "Не удалось понять, чей это список: выберите базу.")
    read = apply_mapping(workbook.sheets[table.sheet], table.header, table.mapping, table.bank)
    sheet = replace(read, notes=[*table.notes, *read.notes])
    return preview_sheet(institution=institution, sheet=sheet, year=year, today=today, asks=asks)


@transaction.atomic
def import_at_once(
    *,
    institution: Organization,
    content: bytes,
    filename: str,
    year: SchoolYear,
    today: date,
    wanted: Bank | None = None,
    asks: bool = True,
) -> Preview:
    """Look and write in one transaction; rows that may be doubles stay out, told in the preview.

    The run is kept, so that it can be undone on its page.
    """
    refuse_no_institution(institution)
    lock(institution.pk)
    preview = preview_bank(
        institution=institution,
        content=content,
        filename=filename,
        wanted=wanted,
        year=year,
        today=today,
        asks=asks,
    )
    write_plans(preview.plans)
    _keep_at_once(institution, preview, content, filename, year)
    return preview


def _keep_at_once(
    institution: Organization, preview: Preview, content: bytes, filename: str, year: SchoolYear
) -> None:
    run = ImportRun.objects.create(
        institution=institution,
        bank=preview.bank,
        file_name=safe_filename(filename),
        file_sha256=hashlib.sha256(content).hexdigest(),
        school_year=year.first,
        notes=[asdict(note) for note in preview.notes],
        counts={"headings": preview.headings, "header_row": preview.header_row},
    )
    finish_run(run, preview.plans, None)
