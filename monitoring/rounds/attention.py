"""What the home page and the digests say about rounds: to send, to review, late."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import RoundReport, RoundReportQuerySet

# From when on a report presses: lines of the home page stand in the order of their dates.
PRESSING = timedelta(days=7)


def _unsent(member: Membership, year: SchoolYear, today: date) -> RoundReportQuerySet | None:
    unsent = RoundReport.objects.visible_to(member).unsent().open_on(today)
    return unsent if member.may(Right.REPORTS_SUBMIT) else None


@told_of(_unsent)
def to_send_line(
    unsent: RoundReportQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """The institution's reports that wait to be sent, the nearest day first."""
    found = list(
        unsent.with_due()
        .order_by("due", "pk")
        .values_list("pk", "due", "round__title", "state")[:50]
    )
    if not found:
        return None
    pk, due, title, state = found[0]
    count = len(found)
    verb = plural_ru(count, "ждёт", "ждут", "ждут")
    returned = "возвращён с замечаниями; " if state == RoundReport.State.RETURNED else ""
    one = reverse("monitoring:round_report", args=[pk])
    return Attention(
        count=count,
        text=f"{plural_ru(count, 'отчёт', 'отчёта', 'отчётов')} {verb} отправки",
        detail=f"{title}: {returned}{_due_words(due, today)}",
        url=one if count == 1 else reverse("monitoring:round_list"),
        since=due - PRESSING,
        tag="срок прошёл" if due < today else f"до {due:%d.%m}",
        tone="bad" if due < today else "warn",
    )


def to_review_line(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """What waits for the reviewer, and who is late in rounds that are open; one statement."""
    if not member.may(Right.REPORTS_REVIEW):
        return None
    waits = Q(state=RoundReport.State.SUBMITTED)
    past = (Q(due_until__lt=today) | Q(due_until=None)) & Q(round__due_on__lt=today)
    late = Q(state__in=RoundReport.EDITABLE, round__closed_at=None) & past
    found = RoundReport.objects.visible_to(member).aggregate(
        waiting=Count("pk", filter=waits, distinct=True),
        sent_at=Min("versions__submitted_at", filter=Q(versions__decision="waiting")),
        late=Count("pk", filter=late, distinct=True),
        due_on=Min("round__due_on", filter=late),
        report=Min("pk", filter=waits),
        opened=Min("round", filter=waits),
        rounds=Count("round", filter=waits, distinct=True),
    )
    if found["waiting"]:
        return _waiting_line(
            found["waiting"], found["late"], found["sent_at"].date(), _where(found)
        )
    return _late_line(found["late"], found["due_on"]) if found["late"] else None


def _where(found: Mapping[str, Any]) -> str:
    """The one report that waits, the one round whose reports do, or all rounds."""
    if found["waiting"] == 1:
        return reverse("monitoring:round_report", args=[found["report"]])
    if found["rounds"] == 1:
        state = RoundReport.State.SUBMITTED
        return f"{reverse('monitoring:round_detail', args=[found['opened']])}?state={state}"
    return reverse("monitoring:round_list")


def _waiting_line(count: int, late: int, since: date, url: str) -> Attention:
    late_words = f"; не сдали в срок: {late}" if late else ""
    return Attention(
        count=count,
        text=f"{plural_ru(count, 'отчёт ждёт', 'отчёта ждут', 'отчётов ждут')} проверки",
        detail=f"организации отправили их по сборам отчётов{late_words}",
        url=url,
        since=since,
        tag="отчёты",
    )


def _late_line(count: int, since: date) -> Attention:
    return Attention(
        count=count,
        text=plural_ru(count, "отчёт не сдан", "отчёта не сданы", "отчётов не сданы") + " в срок",
        detail="кто не сдал – на странице сбора, там же продлевают срок",
        url=reverse("monitoring:round_list"),
        since=since,
        tag="просрочено",
        tone="bad",
    )


def _due_words(due: date, today: date) -> str:
    return f"срок прошёл {due:%d.%m.%Y}" if due < today else f"отправьте до {due:%d.%m.%Y}"
