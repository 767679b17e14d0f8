"""What of the roadmaps needs attention today."""

from collections import Counter
from datetime import date

from django.urls import reverse

from mentorship.core.wording import counted, date_in_words, plural_ru
from mentorship.core.working_days import day_off_in_words
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Task
from roadmaps.selection import conditions, narrow
from roadmaps.summaries import progress_by_institution, without_roadmap
from roadmaps.work.people import ME

LONGEST = 90  # characters of a title in a line


def overdue_tasks(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Own tasks past their day; the oldest is named."""
    if not member.may(Right.ROADMAPS_VIEW):
        return None
    own = Task.objects.visible_to(member).filter(organization=member.organization_id)
    overdue = own.of_year(year).overdue(today)
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


def doubtful_deadlines(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Own open tasks whose dates are a guess; the line leads to the screen that asks them all."""
    if not member.may(Right.ROADMAPS_EDIT):
        return None
    own = Task.objects.visible_to(member).filter(organization=member.organization_id)
    asked = own.of_year(year).filter(conditions(today)["doubtful"])
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


def tasks_due_soon(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """For whoever keeps the plan: own tasks due within a week."""
    if not member.may(Right.ROADMAPS_EDIT):
        return None
    own = Task.objects.visible_to(member).filter(organization=member.organization_id)
    due = narrow(own.of_year(year).open(), "soon", today)
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


def tasks_in_charge(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """For whoever is in charge of tasks: those past their day or due within a week.

    Nobody keeps the plan of a region in the system, so nobody is put in charge there.
    """
    if not member.may(Right.ROADMAPS_VIEW) or member.organization.level == "region":
        return None
    mine = Task.objects.visible_to(member).of_year(year).open()
    due = narrow(mine.filter(responsibles__membership=member), "pressing", today)
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
    late = [row for row in progress_by_institution(member, year, today) if row.overdue]
    if not late:
        return None
    words = plural_ru(
        len(late),
        "организация с просроченными мероприятиями",
        "организации с просроченными мероприятиями",
        "организаций с просроченными мероприятиями",
    )
    tasks = sum(row.overdue for row in late)
    return Attention(
        count=len(late),
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
