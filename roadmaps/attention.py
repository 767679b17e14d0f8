"""What of the roadmaps needs attention today."""

from collections import Counter
from datetime import date

from django.urls import reverse

from mentorship.core.wording import counted, date_in_words, plural_ru
from mentorship.core.working_days import day_off_in_words
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Task, TaskQuerySet
from roadmaps.selection import conditions, narrow
from roadmaps.summaries import overdue_below, without_roadmap
from roadmaps.work.people import ME

LONGEST = 90  # characters of a title in a line


def _overdue(member: Membership, year: SchoolYear, today: date) -> TaskQuerySet | None:
    return _own(member, year).overdue(today) if member.may(Right.ROADMAPS_VIEW) else None


@told_of(_overdue)
def overdue_tasks(
    overdue: TaskQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Own tasks past their day; the oldest is named."""
    oldest = overdue.order_by("due_on", "pk").first()
    if oldest is None or oldest.due_on is None:
        return None
    count = overdue.count()
    words = plural_ru(
        count,
        "мероприятие дорожной карты просрочено",
        "мероприятия дорожной карты просрочены",
        "мероприятий дорожной карты просрочено",
    )
    return Attention(
        count=count,
        text=words,
        url=f"{reverse('roadmaps:task_list')}?organization={member.organization_id}&show=overdue",
        detail=f"самое раннее – «{short(oldest.title)}», срок был {date_in_words(oldest.due_on)}",
        since=oldest.due_on,
        tag=counted((today - oldest.due_on).days, "день", "дня", "дней"),
        tone="bad",
    )


def _doubtful(member: Membership, year: SchoolYear, today: date) -> TaskQuerySet | None:
    asked = _own(member, year).filter(conditions(today)["doubtful"])
    return asked if member.may(Right.ROADMAPS_EDIT) else None


@told_of(_doubtful)
def doubtful_deadlines(
    asked: TaskQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Own open tasks whose dates are a guess; the line leads to the screen that asks them all."""
    roadmaps = dict(Counter(asked.values_list("section__roadmap", flat=True)))
    if not roadmaps:
        return None
    fullest = max(sorted(roadmaps), key=roadmaps.__getitem__)
    count, others = roadmaps[fullest], len(roadmaps) - 1
    words = plural_ru(
        count,
        "срок дорожной карты под вопросом",
        "срока дорожной карты под вопросом",
        "сроков дорожной карты под вопросом",
    )
    return Attention(
        count=count,
        text=words,
        url=reverse("roadmaps:roadmap_deadlines", args=[fullest]),
        detail="подтвердите даты на одном экране"
        + (f"; ещё карт с такими: {others}" * (others > 0)),
    )


def _soon(member: Membership, year: SchoolYear, today: date) -> TaskQuerySet | None:
    due = narrow(_own(member, year).open(), "soon", today)
    return due if member.may(Right.ROADMAPS_EDIT) else None


@told_of(_soon)
def tasks_due_soon(
    due: TaskQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """For whoever keeps the plan: own tasks due within a week."""
    first = due.order_by("due_on", "pk").first()
    if first is None or first.due_on is None:
        return None
    count = due.count()
    return Attention(
        count=count,
        text=f"{_tasks(count)} дорожной карты со сроком в ближайшие 7 дней",
        url=f"{reverse('roadmaps:task_list')}?organization={member.organization_id}&show=soon",
        detail=_nearest(first, first.due_on),
        tone="info",
    )


def _in_charge(member: Membership, year: SchoolYear, today: date) -> TaskQuerySet | None:
    """Nobody keeps the plan of a region in the system, so nobody is put in charge there."""
    if not member.may(Right.ROADMAPS_VIEW) or member.organization.level == "region":
        return None
    mine = Task.objects.visible_to(member).of_year(year).open()
    return narrow(mine.filter(responsibles__membership=member), "pressing", today)


@told_of(_in_charge)
def tasks_in_charge(
    due: TaskQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """For whoever is in charge of tasks: those past their day or due within a week."""
    first = due.order_by("due_on", "pk").first()
    if first is None or first.due_on is None:
        return None
    count = due.count()
    words = plural_ru(count, "поручено вам", "поручены вам", "поручено вам")
    return Attention(
        count=count,
        text=f"{_tasks(count)} {words}: срок прошёл или подходит",
        url=f"{reverse('roadmaps:task_list')}?who={ME}&show=pressing",
        detail=_nearest(first, first.due_on),
        since=first.due_on,
    )


def _own(member: Membership, year: SchoolYear) -> TaskQuerySet:
    own = Task.objects.visible_to(member).filter(organization=member.organization_id)
    return own.of_year(year)


def _tasks(count: int) -> str:
    return plural_ru(count, "мероприятие", "мероприятия", "мероприятий")


def _nearest(task: Task, due_on: date) -> str:
    words = f"ближайшее – «{short(task.title)}», {date_in_words(due_on)}"
    off = day_off_in_words(due_on)
    return f"{words}: {off.partition(' – ')[2]}" if off else words


def institutions_overdue(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """For a municipality or a region: institutions that are late with their tasks."""
    if not _oversees(member):
        return None
    late, tasks = overdue_below(member, year, today)
    if not late:
        return None
    words = plural_ru(
        late,
        "организация с просроченными мероприятиями",
        "организации с просроченными мероприятиями",
        "организаций с просроченными мероприятиями",
    )
    return Attention(
        count=late,
        text=words,
        url=f"{reverse('roadmaps:roadmap_list')}?show=overdue",
        detail=f"{counted(tasks, 'мероприятие', 'мероприятия', 'мероприятий')} позже срока",
        tone="bad",
    )


def institutions_without_roadmap(
    member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """For a municipality or a region: institutions that have no roadmap for the school year."""
    if not _oversees(member):
        return None
    missing, total = without_roadmap(member, year, today)
    if not missing:
        return None
    words = plural_ru(
        missing,
        "организация без дорожной карты",
        "организации без дорожной карты",
        "организаций без дорожной карты",
    )
    return Attention(
        count=missing,
        text=words,
        url=f"{reverse('roadmaps:roadmap_list')}?show=missing",
        detail=f"{year} учебный год, всего организаций – {total}",
    )


def _oversees(member: Membership) -> bool:
    return member.may(Right.ROADMAPS_VIEW) and not member.organization.is_institution


def short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]}…"
