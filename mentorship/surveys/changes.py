"""What changed between the entry and the exit questionnaire: of a person, and of a group.

A plain difference «after − before» of one scale: no formula of an index was found (`domain.md` F4).
Of a group only those count who answered both.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import mean

from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Questionnaire, Response
from mentorship.surveys.purposes import WAVES
from mentorship.surveys.questions import Question

ENTRY, EXIT = WAVES
# Fewer answers say more of the people than of the group.
FEW = 5


@dataclass(frozen=True)
class Line:
    """One scale before and after; None where it was not answered."""

    code: str
    title: str
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def shown_difference(self) -> str:
        """«+1», «−0,5», «0»; nothing where one side is missing."""
        return "" if self.difference is None else signed(self.difference)


@dataclass(frozen=True)
class GroupLine(Line):
    """Means of a scale over the `count` people who answered it both times."""

    count: int = 0

    @property
    def is_few(self) -> bool:
        return self.count < FEW


@dataclass(frozen=True)
class Change:
    """Both waves of one person as a mentor or a mentee of one group in a school year."""

    person: int
    group: tuple[str, str]
    year: SchoolYear
    # The set of the later wave: its scales are shown.
    asked: Questionnaire
    entry: Response | None
    exit: Response | None

    @property
    def title(self) -> str:
        return f"{self.asked.respondents}, {self.year}"

    @cached_property
    def lines(self) -> list[Line]:
        """The compared scales of the later set, in its order."""
        before = self.entry.answers if self.entry else {}
        after = self.exit.answers if self.exit else {}
        return [
            Line(scale.code, scale.text, before.get(scale.code), after.get(scale.code))
            for scale in compared(self.asked)
        ]

    def day(self, wave: str) -> date | None:
        """When a wave was answered."""
        response = self.entry if wave == ENTRY else self.exit
        return response.answered_on if response else None

    def line(self, code: str) -> Line | None:
        return next((line for line in self.lines if line.code == code), None)


def may_see_answers(member: Membership) -> bool:
    """What a person said of oneself is known to the curator and the psychologist alone."""
    return member.may(Right.ANSWERS_VIEW)


def compared(questionnaire: Questionnaire) -> list[Question]:
    return [question for question in questionnaire.asked if question.is_compared]


def changes_of(people: Collection[int], year: SchoolYear | None = None) -> list[Change]:
    """Of the people (pk) what they answered before and after, the newest year first.

    Of several answers to one wave the later stands. Who may see it is asked before.
    """
    given = Response.objects.filter(person__in=people, questionnaire__purpose__in=WAVES)
    if year is not None:
        given = given.filter(school_year=year.first)
    found: dict[tuple[int, int, str, str], dict[str, Response]] = {}
    ordered = given.order_by("-school_year", "answered_on", "pk")
    for response in ordered.prefetch_related("questionnaire"):
        asked = response.questionnaire
        key = (response.school_year, response.person_id, asked.audience, asked.group)
        found.setdefault(key, {})[asked.purpose] = response
    return [
        Change(
            person,
            (audience, group),
            SchoolYear(first),
            (waves.get(EXIT) or waves[ENTRY]).questionnaire,
            waves.get(ENTRY),
            waves.get(EXIT),
        )
        for (first, person, audience, group), waves in found.items()
    ]


def group_lines(changes: Iterable[Change]) -> list[GroupLine]:
    """Means before and after of those who answered the scale both times, scale by scale."""
    titles: dict[str, str] = {}
    pairs: dict[str, list[tuple[float, float]]] = {}
    for change in changes:
        for line in change.lines:
            titles.setdefault(line.code, line.title)
            if line.before is not None and line.after is not None:
                pairs.setdefault(line.code, []).append((line.before, line.after))
    return [_group_line(code, title, pairs.get(code, [])) for code, title in titles.items()]


def signed(number: float) -> str:
    """A difference as it is written: one figure after the comma, a sign, no «+0»."""
    rounded = round(number, 1)
    if not rounded:
        return "0"
    text = f"{abs(rounded):.1f}".removesuffix(".0").replace(".", ",")
    return f"+{text}" if rounded > 0 else f"−{text}"


def _group_line(code: str, title: str, pairs: list[tuple[float, float]]) -> GroupLine:
    if not pairs:
        return GroupLine(code, title, None, None)
    before, after = zip(*pairs, strict=True)
    return GroupLine(code, title, mean(before), mean(after), len(pairs))
