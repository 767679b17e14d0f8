"""Deadlines as a calendar a phone subscribes to (`organizations/feeds.py` says how).

Titles of tasks are those of a published order; names of people in them are left out.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from icalendar import Event as Entry

from mentorship.core.morphology import may_name_a_person
from mentorship.core.working_days import day_off_in_words
from mentorship.organizations.feeds import Subscription, all_day, entry_of, new_calendar
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from roadmaps.models import Task, TaskFeed
from roadmaps.work.spans import Span, all_spans, has_own_days

DAYS_BACK = timedelta(days=31)
LONGEST = 120  # characters of a title
INITIALS = re.compile(
    r"[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё-]+"
)
_CAPITALISED = r"[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]+)(?:-[А-ЯЁ][а-яёА-ЯЁ]+)?"
CAPITALISED = re.compile(rf"\b{_CAPITALISED}(?:\s+{_CAPITALISED})+\b")


def may_subscribe(member: Membership) -> bool:
    return member.may(Right.ROADMAPS_VIEW)


FEED = Subscription("task-feed", TaskFeed, may_subscribe)


def calendar_of(member: Membership, today: date) -> bytes:
    """Deadlines of the member's organization since a month ago.

    Whoever keeps the plan has all of them, others those they are in charge of.
    """
    calendar = new_calendar("Сроки", "Сроки дорожной карты")
    for task in _told(member):
        for span in _recent(task, today):
            calendar.add_component(_entry(task, span))
    return calendar.to_ical()


def _told(member: Membership) -> Iterable[Task]:
    tasks = Task.objects.filter(
        organization=member.organization_id, section__roadmap__archived_on=None
    ).exclude(progress=Task.Progress.DROPPED)
    if not member.may(Right.ROADMAPS_EDIT):
        tasks = tasks.filter(responsibles__membership=member)
    tasks = tasks.select_related("section__roadmap").prefetch_related("occurrences")
    return tasks.order_by("pk")


def _recent(task: Task, today: date) -> list[Span]:
    if not has_own_days(task):
        return []
    return [span for span in all_spans(task) if span.ends_on >= today - DAYS_BACK]


def _entry(task: Task, span: Span) -> Entry:
    words = f"{task.number} {without_names(task.title)}".strip()
    prefix = "Срок" if span.is_open else Task.Progress(span.state).label.capitalize()
    # The day is in the name: a phone never keeps a span under the name of an earlier one.
    name = f"task-{task.pk}-{span.ends_on:%Y%m%d}"
    entry = entry_of(name, f"{prefix}: {words}", task.get_absolute_url())
    # Not the moment of reading: the same deadlines are the same file.
    entry.add("dtstamp", task.section.roadmap.created_at.replace(microsecond=0))
    if remark := day_off_in_words(span.ends_on):
        entry.add("description", remark)
    all_day(entry, span.ends_on, span.ends_on)
    return entry


def without_names(text: str) -> str:
    """The first words of a title, with «…» in place of names with initials or of two words."""
    line = CAPITALISED.sub(_without_people, INITIALS.sub("…", " ".join(text.split())))
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]}…"


def _without_people(words: re.Match[str]) -> str:
    """Words with capitals of which two are names become «…»; a rare surname before them too, but
    not the word that a text begins with."""
    said = words[0].split()
    named = [place for place, word in enumerate(said) if may_name_a_person(word)]
    if len(named) < 2:
        return words[0]
    kept = said[: named[0]] if words.start() == 0 else []
    return " ".join([*kept, "…", *said[named[-1] + 1 :]])
