"""Opening and closing rounds: who is asked, until when."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization, Participation
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import FormVersion, Round, RoundReport
from monitoring.rounds.workflow import can_extend, keeps
from monitoring.workbooks.layouts import layout_of

NOT_ASKED = {
    "pairs": "В форме есть строки по парам с именами, а выше организации имён не показывают.",
    "municipalities": "В форме есть строки по муниципалитетам: организация её не заполнит.",
}
NOBODY = {
    Round.Audience.PARTICIPANTS: "В перечне участников этого года нет ни одной организации.",
    Round.Audience.TYPES: "Организаций выбранных типов нет.",
    Round.Audience.LISTED: "Выберите хотя бы одну организацию.",
}


@transaction.atomic
def open_round(
    *,
    member: Membership,
    version: FormVersion,
    due_on: date,
    audience: str,
    first_year: int,
    period: str = Round.Period.SCHOOL,
    types: Collection[str] = (),
    institutions: Collection[Organization] = (),
    title: str = "",
    note: str = "",
) -> Round:
    """Open a round and an empty report for everybody asked.

    Raises DomainError for a form that institutions cannot fill, when nobody would be asked, and
    when the same is asked of all of them already.
    """
    _refuse_without_right(member)
    found = _askable(member, version)
    # A button pressed twice: the second press waits, and sees the round of the first.
    Organization.objects.select_for_update(no_key=True).get(pk=member.organization_id)
    opened = Round.objects.create(
        organization=member.organization,
        version=found,
        title=title or found.form.title,
        note=note,
        period=period,
        first_year=first_year,
        due_on=due_on,
        audience=audience,
        types=list(types),
        opened_by=member,
    )
    asked = _audience(opened, member, institutions)
    if not asked.exists():
        raise DomainError(NOBODY[Round.Audience(audience)])
    _refuse_double(opened, asked)
    _ask(opened, asked)
    return opened


@transaction.atomic
def widen_round(
    *, member: Membership, opened: Round, institutions: Collection[Organization] = ()
) -> int:
    """Ask those who have come to belong to the audience since; gives how many."""
    opened = _own(member, opened)
    if opened.closed_at:
        raise DomainError("Сбор закрыт: откройте его снова, чтобы добавить организации.")
    return _ask(opened, _audience(opened, member, institutions))


@transaction.atomic
def close_round(*, member: Membership, opened: Round) -> Round:
    """Nothing more is sent; what schools have typed stays. `reopen_round` undoes it."""
    opened = _own(member, opened)
    if opened.closed_at is None:
        opened.closed_at, opened.closed_by = timezone.now(), member
        opened.save(update_fields=["closed_at", "closed_by"])
    return opened


@transaction.atomic
def reopen_round(*, member: Membership, opened: Round) -> Round:
    """Let schools send again."""
    opened = _own(member, opened)
    opened.closed_at = opened.closed_by = None
    opened.save(update_fields=["closed_at", "closed_by"])
    return opened


@transaction.atomic
def extend_due(
    *, member: Membership, report: RoundReport, until: date, reason: str, today: date
) -> RoundReport:
    """Give one institution a later day, with the reason; it opens a closed round for it."""
    report = locked_report(member, report)
    if not member.may(Right.REPORTS_REVIEW):
        raise PermissionDenied
    if not can_extend(member, report):
        raise DomainError("Отчёт уже отправлен: срок продлевать незачем.")
    if until < today or until <= report.round.due_on:
        raise DomainError(
            f"Новый срок должен быть позже {max(today, report.round.due_on):%d.%m.%Y}."
        )
    report.due_until, report.due_reason = until, reason
    report.save(update_fields=["due_until", "due_reason"])
    return report


@transaction.atomic
def extend_round(*, member: Membership, opened: Round, until: date, today: date) -> Round:
    """Give everybody a later day; an own day stays, with its reason, and the later one holds.

    Raises DomainError for a closed round, and for a day that is not later.
    """
    opened = _own(member, opened)
    if opened.closed_at:
        raise DomainError("Сбор закрыт: откройте его снова, чтобы продлить срок.")
    if until < today or until <= opened.due_on:
        raise DomainError(f"Новый срок должен быть позже {max(today, opened.due_on):%d.%m.%Y}.")
    opened.due_on = until
    opened.save(update_fields=["due_on"])
    return opened


def locked_report(member: Membership, report: RoundReport) -> RoundReport:
    """The row for writing; PermissionDenied for a foreign one.

    The round itself is not locked: schools that send at once must not wait for one another.
    """
    rows = RoundReport.objects.visible_to(member).select_for_update(of=("self",))
    related = rows.select_related("round__version", "organization__parent__parent")
    found = related.filter(pk=report.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _audience(
    opened: Round, member: Membership, institutions: Collection[Organization]
) -> QuerySet[Organization]:
    year = SchoolYear(opened.first_year)
    reach = Organization.objects.visible_to(member).institutions().open_on(year.starts_on)
    if opened.audience == Round.Audience.TYPES:
        return reach.filter(institution_type__in=opened.types)
    if opened.audience == Round.Audience.LISTED:
        return reach.filter(pk__in=[row.pk for row in institutions])
    listed = Participation.objects.filter(year=opened.first_year)
    return reach.filter(pk__in=listed.values("institution"))


def _ask(opened: Round, institutions: QuerySet[Organization]) -> int:
    known = set(opened.reports.values_list("organization", flat=True))
    wanted = institutions.order_by("pk").values_list("pk", flat=True)
    rows: list[Any] = [
        RoundReport(round=opened, organization_id=pk) for pk in wanted if pk not in known
    ]
    RoundReport.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _refuse_double(opened: Round, institutions: QuerySet[Organization]) -> None:
    """Whom an open round asks for the same by the same day is not asked again."""
    same = Round.objects.filter(
        organization=opened.organization_id,
        version=opened.version_id,
        period=opened.period,
        first_year=opened.first_year,
        due_on=opened.due_on,
        closed_at=None,
    ).exclude(pk=opened.pk)
    for twice in same:
        if institutions.exclude(round_reports__round=twice).exists():
            continue
        raise DomainError(
            f"Такой сбор уже открыт: «{twice.title}», срок {twice.due_on:%d.%m.%Y}. "
            "Закройте его или назначьте другой срок."
        )


def _askable(member: Membership, version: FormVersion) -> FormVersion:
    """The version with its form; DomainError where institutions cannot fill it."""
    ready = FormVersion.objects.shared_with(member).accepted().select_related("form")
    found = ready.filter(pk=version.pk).first()
    if found is None:
        raise DomainError("Эту редакцию формы ещё не приняли.")
    blocks = {block.kind for sheet in layout_of(found.layout).sheets for block in sheet.blocks}
    for kind, words in NOT_ASKED.items():
        if kind in blocks:
            raise DomainError(words)
    return found


def _refuse_without_right(member: Membership) -> None:
    if not member.may(Right.REPORTS_REVIEW):
        raise PermissionDenied


def _own(member: Membership, opened: Round) -> Round:
    rows = Round.objects.opened_by(member).select_for_update(of=("self",))
    found = rows.filter(pk=opened.pk).first()
    if found is None or not keeps(member, found):
        raise PermissionDenied
    return found
