"""What an institution does with a sheet of quality: begin, write, finish, correct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.bank.models import MentoringForm
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from monitoring.access import can_edit_indicators
from monitoring.models import QualitySheet, QualityTable, SheetVersion
from monitoring.quality.content import MARK, content_of, keys_of, proposals_of, unmarked
from monitoring.quality.growth import programs_of
from monitoring.quality.tables import table_for

State = QualitySheet.State
NAMED = 3


@dataclass(frozen=True)
class Difference:
    """A field that somebody else saved otherwise meanwhile."""

    key: str
    saved: str
    typed: str


class StaleSheetError(DomainError):
    """Somebody else has saved or finished the sheet since the page was opened."""

    def __init__(self, words: str, differences: Sequence[Difference] = ()) -> None:
        super().__init__(words)
        self.differences = differences


class StaleTableError(DomainError):
    """Somebody has written the next table since the page was opened; `saved` is theirs."""

    def __init__(self, saved: QualityTable | None) -> None:
        super().__init__(
            "Пока вы писали, таблицу изменил кто-то ещё. Ваше цело, но пока не сохранено."
        )
        self.saved = saved


def can_write(member: Membership) -> bool:
    """Sheets of an institution are written by whoever sends its reports."""
    return member.may(Right.REPORTS_SUBMIT)


def can_edit(member: Membership, sheet: QualitySheet) -> bool:
    return _is_own(member, sheet) and sheet.is_draft


def can_correct(member: Membership, sheet: QualitySheet) -> bool:
    return _is_own(member, sheet) and not sheet.is_draft


def _is_own(member: Membership, sheet: QualitySheet) -> bool:
    return can_write(member) and sheet.institution_id == member.organization_id


def create_sheet(
    *, member: Membership, year: SchoolYear, form: MentoringForm | None, today: date
) -> QualitySheet:
    """Begin the sheet of the institution, or of its program of a form; gives the one begun before.

    Raises DomainError for a form without pairs in the year, PermissionDenied for another role.
    """
    if not can_write(member):
        raise PermissionDenied
    if form and form not in programs_of(member.organization, year, today):
        raise DomainError(f"В форме «{form}» нет пар, закреплённых приказом в {year} году.")
    table = table_for(member, year)
    if table is None:
        raise DomainError("Таблица критериев не загружена: обратитесь к администратору системы.")
    own = {"institution": member.organization, "school_year": year.first, "form": form}
    try:
        with transaction.atomic():
            return QualitySheet.objects.create(**own, table=table)
    except IntegrityError:
        return QualitySheet.objects.get(**own)


@transaction.atomic
def save_sheet(
    *, member: Membership, sheet: QualitySheet, typed: Mapping[str, str], seen: int
) -> QualitySheet:
    """Keep what was typed; `seen` is the saving the page shows.

    Raises StaleSheetError with both texts when there is a newer saving with other words, or the
    sheet has been finished meanwhile.
    """
    sheet = _locked(member, sheet)
    known = keys_of(sheet.table)
    given = {key: typed[key] for key in known if typed.get(key)}
    differences = _differences(known, sheet.typed, given)
    if not sheet.is_draft:
        raise StaleSheetError("Лист уже завершён: чтобы его изменить, исправьте его.", differences)
    if sheet.draft != seen and differences:
        raise StaleSheetError(
            "Пока вы заполняли, лист сохранил кто-то ещё. Ваше не потеряно, но пока не сохранено.",
            differences,
        )
    if differences:
        sheet.typed, sheet.draft = given, sheet.draft + 1
        sheet.saved_at, sheet.saved_by = timezone.now(), member
        sheet.save(update_fields=["typed", "draft", "saved_at", "saved_by"])
    return sheet


def with_proposed_marks(sheet: QualitySheet, typed: Mapping[str, str], today: date) -> dict:
    """What was typed, with the proposed mark where the person has not given one."""
    told = proposals_of(sheet, today).items()
    proposed = {MARK.format(code): str(row.mark) for code, row in told if row.mark is not None}
    return proposed | {key: text for key, text in typed.items() if text}


@transaction.atomic
def finish_sheet(
    *, member: Membership, sheet: QualitySheet, seen: int, today: date
) -> SheetVersion:
    """Freeze the sheet with its evidence and growth as its next version.

    Raises DomainError while a criterion has no mark, and when the page is older than the sheet.
    """
    sheet = _locked(member, sheet)
    if not sheet.is_draft:
        raise DomainError("Лист уже завершён.")
    if sheet.draft != seen:
        raise DomainError("Пока вы смотрели, лист сохранил кто-то ещё: посмотрите его ещё раз.")
    if missing := unmarked(sheet):
        named = "; ".join(f"«{text}»" for text in missing[:NAMED])
        more = f" и ещё {len(missing) - NAMED}" if len(missing) > NAMED else ""
        raise DomainError(f"Поставьте оценку по каждому критерию. Нет оценки: {named}{more}.")
    content = content_of(sheet, today) | {"is_draft": False}
    last = sheet.versions.first()
    version = SheetVersion.objects.create(
        sheet=sheet,
        number=last.number + 1 if last else 1,
        content=content,
        score=content["score"],
        greatest=content["greatest"],
        level_code=content["level"]["code"],
        level_title=content["level"]["title"],
        reason=sheet.correction,
        finished_by=member,
    )
    sheet.state, sheet.correction = State.FINISHED, ""
    sheet.save(update_fields=["state", "correction"])
    return version


@transaction.atomic
def correct_sheet(*, member: Membership, sheet: QualitySheet, reason: str) -> QualitySheet:
    """Open a finished sheet again; until it is finished the version before it stands."""
    sheet = _locked(member, sheet)
    if not can_correct(member, sheet):
        raise DomainError("Лист уже исправляют: откройте его ещё раз.")
    if not reason.strip():
        raise DomainError("Укажите причину исправления: она останется при листе.")
    sheet.state, sheet.correction = State.DRAFT, reason.strip()
    sheet.save(update_fields=["state", "correction"])
    return sheet


@transaction.atomic
def save_table(
    *,
    member: Membership,
    year: SchoolYear,
    seen: int,
    fields: Mapping[str, Any],
    today: date,
) -> QualityTable:
    """Write the region's next table; sheets begun by an earlier one keep it.

    `seen` is the table (pk) the page shows, the one of the year. Raises StaleTableError when
    somebody was quicker, PermissionDenied for another role.
    """
    if not can_edit_indicators(member):
        raise PermissionDenied
    Organization.objects.select_for_update().get(pk=member.organization_id)
    before = table_for(member, year)
    if before is None or before.pk != seen:
        raise StaleTableError(before)
    own = QualityTable.objects.owned_by(member)
    last = own.aggregate(last=Max("version"))["last"] or 0
    kept = {"aspects": before.aspects, "proposals_source": before.proposals_source}
    return QualityTable.objects.create(
        organization=member.organization, version=last + 1, checked_on=today, **kept, **fields
    )


def _locked(member: Membership, sheet: QualitySheet) -> QualitySheet:
    rows = QualitySheet.objects.visible_to(member).select_for_update(of=("self",))
    related = rows.select_related("table", "form", "institution")
    found = related.filter(pk=sheet.pk).first()
    if found is None or not _is_own(member, found):
        raise PermissionDenied
    return found


def _differences(
    keys: Sequence[str], saved: Mapping[str, str], typed: Mapping[str, str]
) -> list[Difference]:
    found = [Difference(key, saved.get(key, ""), typed.get(key, "")) for key in keys]
    return [row for row in found if row.saved != row.typed]
