"""The methodist's queue: what waits, since when, and which comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from mentorship.core.wording import counted
from mentorship.organizations.models import Membership
from roadmaps.models import Review, ReviewQuerySet

TITLES = {
    "": "Все",
    "new": "Не открыты",
    "mine": "Проверяю я",
    "others": "Проверяют коллеги",
    "repeat": "Повторные",
    "long": "Ждут больше недели",
}
A_WEEK = 7  # days


@dataclass(frozen=True)
class Choice:
    code: str
    title: str
    count: int


@dataclass(frozen=True)
class Place:
    """Where a review stands in the queue, from 1, and the next one after it."""

    number: int
    total: int
    next: int | None


def queue_of(member: Membership) -> ReviewQuerySet:
    """Plans of the institutions below that wait for a verdict, the longest waiting first."""
    below = Review.objects.visible_to(member).exclude(organization=member.organization_id)
    return below.awaiting().order_by("submitted_at", "pk")


def conditions(member: Membership, today: date) -> dict[str, Q]:
    taken = Q(taken_by=member)
    return {
        "": Q(),
        "new": Q(state=Review.State.WAITING),
        "mine": taken,
        "others": Q(state=Review.State.OPEN) & ~taken,
        "repeat": Q(changed_count__isnull=False),
        "long": Q(submitted_at__date__lt=date.fromordinal(today.toordinal() - A_WEEK)),
    }


def known(shown: str) -> str:
    return shown if shown in TITLES else ""


def choices(member: Membership, today: date) -> list[Choice]:
    """Filter links with their counts in one statement; empty ones but «Все» are left out."""
    rules = conditions(member, today)
    counts = (
        queue_of(member)
        .order_by()
        .aggregate(**{f"n_{code}": Count("pk", filter=rule) for code, rule in rules.items()})
    )
    found = [Choice(code, title, counts[f"n_{code}"]) for code, title in TITLES.items()]
    return [choice for choice in found if choice.count or not choice.code]


@dataclass(frozen=True)
class Line:
    """A line of the queue, ready to be printed."""

    pk: int
    school: str
    title: str
    version: int
    looked_at: str
    submitted_on: date
    waits: str
    is_late: bool
    state: str
    is_mine: bool


def lines_of(rows: ReviewQuerySet, member: Membership, today: date) -> list[Line]:
    """Only the columns that are shown: the contents of versions stay in the database."""
    return [_line(row, member, today) for row in rows.values(*_SHOWN)]


_SHOWN = (
    "pk",
    "state",
    "changed_count",
    "submitted_at",
    "taken_by",
    "organization__short_name",
    "roadmap__title",
    "version__number",
    "version__task_count",
)
_STATES = {Review.State.WAITING: "не открыта", Review.State.OPEN: "проверяет другой методист"}


def _line(row: dict[str, Any], member: Membership, today: date) -> Line:
    days = days_since(row["submitted_at"], today)
    tasks, changed = row["version__task_count"], row["changed_count"]
    first = f"первая проверка, {counted(tasks, 'мероприятие', 'мероприятия', 'мероприятий')}"
    is_mine = row["taken_by"] == member.pk
    return Line(
        pk=row["pk"],
        school=row["organization__short_name"],
        title=row["roadmap__title"],
        version=row["version__number"],
        looked_at=first if changed is None else f"изменено {changed} из {tasks}",
        submitted_on=timezone.localdate(row["submitted_at"]),
        waits=counted(days, "день", "дня", "дней") if days else "сегодня",
        is_late=days > A_WEEK,
        state="проверяете вы" if is_mine else _STATES[row["state"]],
        is_mine=is_mine,
    )


def place_of(member: Membership, review: Review) -> Place:
    """«2 из 6 в очереди»; after the last one comes the first again, nothing when it is alone."""
    keys: Sequence[int] = list(queue_of(member).values_list("pk", flat=True))
    if review.pk not in keys:
        return Place(0, len(keys), keys[0] if keys else None)
    at = keys.index(review.pk)
    following = keys[(at + 1) % len(keys)]
    return Place(at + 1, len(keys), following if len(keys) > 1 else None)


def days_since(moment: datetime, today: date) -> int:
    return (today - timezone.localdate(moment)).days
