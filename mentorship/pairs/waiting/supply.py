"""Supply and demand before a matching (M2): who waits, and how many places are free for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from mentorship.bank.models import MenteeTopic, MentorEntry, MentorForm, MentoringForm, MentorTopic
from mentorship.bank.topics import offered_topics
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.summaries import with_load
from mentorship.pairs.waiting.lists import waiting_mentees

# In an address: nothing is named in the request.
NONE = "none"


@dataclass(frozen=True)
class Line:
    """A form or a topic: mentees who wait, mentors with a free place, and their places."""

    key: str
    title: str
    waiting: int
    mentors: int
    places: int

    @property
    def short(self) -> int:
        """Places that are missing for those who wait; 0 when there are enough."""
        return max(self.waiting - self.places, 0)

    @property
    def words(self) -> str:
        if self.short:
            return f"не хватает мест: {self.short}"
        return "мест хватает" if self.waiting else "никто не ждёт"


@dataclass(frozen=True)
class Market:
    """All of it; a mentor of several forms is in the line of each, but once in `places`."""

    waiting: int
    mentors: int
    places: int
    by_form: list[Line]
    by_topic: list[Line]


def free_mentors(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any]:
    """Mentors of the bank with a consent and a free place, the most places first."""
    entries = MentorEntry.objects.not_declined().visible_to(member).of_year(year)
    standing = entries.open_on(year.counted_on(today)).with_consent_on(today)
    return (
        with_load(standing, year, today)
        .filter(room__gt=0)
        .order_by("-room", "person__sort_name", "pk")
    )


def market(member: Membership, year: SchoolYear, today: date) -> Market:
    """Counted from the very rows that the lists behind the numbers show."""
    waiting = waiting_mentees(member, year, today).order_by()
    rooms = dict(free_mentors(member, year, today).order_by().values_list("pk", "room"))
    forms = MentorForm.objects.filter(mentorentry__in=list(rooms))
    topics = MentorTopic.objects.filter(entry__in=list(rooms))
    return Market(
        waiting=waiting.count(),
        mentors=len(rooms),
        places=sum(rooms.values()),
        by_form=_lines(
            [(form.pk, form.title) for form in MentoringForm.objects.all()],
            dict(waiting.values_list("form").annotate(n=Count("pk"))),
            _offers(forms.values_list("mentoringform", "mentorentry"), rooms),
            rooms,
        ),
        by_topic=_by_shortage(
            _lines(
                [(topic.pk, topic.title) for topic in offered_topics(member)],
                _asked_topics(waiting),
                _offers(topics.values_list("topic", "entry"), rooms),
                rooms,
            )
        ),
    )


def _asked_topics(waiting: QuerySet[Any]) -> dict[int | None, int]:
    rows = MenteeTopic.objects.filter(entry__in=waiting.values("pk")).order_by()
    asked: dict[int | None, int] = dict(rows.values_list("topic").annotate(n=Count("pk")))
    silent = waiting.filter(topic_rows=None).count()
    return asked | ({None: silent} if silent else {})


def _offers(
    rows: Iterable[tuple[int, int]], rooms: Mapping[int, int]
) -> dict[int | None, set[int]]:
    """Mentors by what they are ready for; under None those who named nothing."""
    found: dict[int | None, set[int]] = defaultdict(set)
    for key, entry in rows:
        found[key].add(entry)
    found[None] = set(rooms) - set().union(*found.values())
    return found


def _lines(
    named: list[tuple[int, str]],
    asked: Mapping[int | None, int],
    offers: Mapping[int | None, set[int]],
    rooms: Mapping[int, int],
) -> list[Line]:
    """Lines where somebody waits or somebody is free; what is not named comes last."""
    keys: list[tuple[int | None, str]] = [*named, (None, "не указано")]
    places = Counter({key: sum(rooms[pk] for pk in mentors) for key, mentors in offers.items()})
    return [
        Line(
            key=NONE if key is None else str(key),
            title=title,
            waiting=asked.get(key, 0),
            mentors=len(offers.get(key, ())),
            places=places[key],
        )
        for key, title in keys
        if asked.get(key) or offers.get(key)
    ]


def _by_shortage(lines: list[Line]) -> list[Line]:
    """What is missing most comes first; what nobody named stays last."""
    return sorted(lines, key=lambda line: (line.key == NONE, -line.short, line.title))
