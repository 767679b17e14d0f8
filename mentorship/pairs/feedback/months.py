"""The months of feedback: who is due a word, until when, and who kept the cadence.

S002, row 25, asks for feedback «не реже 1 раза в месяц». A month is asked of whoever was in a pair
in the middle of it; a word is on time until a week after its end. Neither rule has an official
source: they are the plainest reading, kept here in one place.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format

from mentorship.bank.models import Consent, Person
from mentorship.core.wording import counted
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Feedback, MentorTerm, Pair, PairMember, PairQuerySet

MIDDLE = 15
GRACE = timedelta(days=7)
# Months in a row without a word that make somebody silent.
SILENT_MONTHS = 2
# What has become of a word owed; each is a number of the page and the list behind it.
ON_TIME, LATE, MISSING, WAITING = "on_time", "late", "missing", "waiting"
STATES = {
    ON_TIME: "ответили вовремя",
    LATE: "ответили позже",
    MISSING: "не ответили",
    WAITING: "ещё есть время",
}


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month by its first day."""

    first: date

    @classmethod
    def containing(cls, day: date) -> "Month":
        return cls(day.replace(day=1))

    @classmethod
    def of(cls, text: str) -> "Month | None":
        """«2022-10»; None for anything else."""
        try:
            return cls(date.fromisoformat(f"{text}-01"))
        except ValueError:
            return None

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def middle(self) -> date:
        return self.first.replace(day=MIDDLE)

    @property
    def following(self) -> "Month":
        return Month.containing(self.first + timedelta(days=31))

    @property
    def due_on(self) -> date:
        """The last day on which a word of the month is on time."""
        return self.following.first + GRACE - timedelta(days=1)

    def __str__(self) -> str:
        return date_format(self.first, "F Y").lower()


def months_of(year: SchoolYear, today: date) -> list[Month]:
    """Months of the school year that have begun, the first one first."""
    months = [Month(year.starts_on)]
    while len(months) < 12:
        months.append(months[-1].following)
    return [month for month in months if month.first <= today]


@dataclass(frozen=True)
class Due:
    """A word somebody owes for a month, and the word if it was given."""

    pair: Pair
    person: Person
    is_mentor: bool
    month: Month
    given: Feedback | None

    @property
    def is_on_time(self) -> bool:
        return self.given is not None and _day(self.given) <= self.month.due_on

    @property
    def is_late(self) -> bool:
        return self.given is not None and not self.is_on_time

    def is_missing(self, today: date) -> bool:
        """No word, and its time is over."""
        return self.given is None and today > self.month.due_on

    def state_on(self, today: date) -> str:
        """One of `STATES`: the number of the page it is counted in."""
        if self.given is None:
            return MISSING if self.is_missing(today) else WAITING
        return ON_TIME if self.is_on_time else LATE


def _day(feedback: Feedback) -> date:
    return feedback.answered_on or date.max


def dues(institution: Organization, months: Iterable[Month]) -> list[Due]:
    """Who owes a word for each of the months: mentors and mentees of pairs an order made.

    In a constant number of statements a month; people without a consent in force in the middle of
    the month are not asked and not counted, nor is a mentor about mentees without one.
    """
    return [due for month in months for due in _dues_of(institution, month)]


def _dues_of(institution: Organization, month: Month) -> list[Due]:
    agreed = Consent.objects.for_processing(OuterRef("person"), month.middle)
    members = PairMember.objects.filter(
        Exists(agreed),
        pair__institution=institution,
        pair__state__in=Pair.TAKING_PART,
        period__contains=month.middle,
    ).select_related("person", "pair__form", "pair__mentor_entry__person")
    mentor_agreed = Consent.objects.for_processing(OuterRef("mentor_entry__person"), month.middle)
    terms = MentorTerm.objects.filter(
        Exists(mentor_agreed),
        pair__in=members.values("pair"),
        period__contains=month.middle,
    ).select_related("mentor_entry__person")
    given = Feedback.objects.given().filter(pair__institution=institution, month=month.first)
    words = {(feedback.pair_id, feedback.person_id): feedback for feedback in given}
    mentors = {term.pair_id: term.mentor_entry.person for term in terms}
    sides: dict[Pair, list[tuple[Person, bool]]] = {}
    for row in members.order_by("pair__mentor_entry__person__sort_name", "person__sort_name"):
        if row.pair not in sides:
            sides[row.pair] = [(mentors[row.pair_id], True)] if row.pair_id in mentors else []
        sides[row.pair].append((row.person, False))
    return [
        Due(pair, who, is_mentor, month, words.get((pair.pk, who.pk)))
        for pair, people in sides.items()
        for who, is_mentor in people
    ]


@dataclass(frozen=True)
class Cadence:
    """How a month went, in words owed: `expected` = on time + late + missing + waiting."""

    month: Month
    expected: int
    on_time: int
    late: int
    missing: int

    @property
    def waiting(self) -> int:
        return self.expected - self.on_time - self.late - self.missing

    @property
    def share(self) -> int | None:
        """Whole per cent of words on time; None while nobody owes one."""
        return round(100 * self.on_time / self.expected) if self.expected else None

    @property
    def words(self) -> str:
        """«Вовремя 12 из 40»; what is missing is listed beside it."""
        people = counted(self.expected, "ответа", "ответов", "ответов")
        return f"вовремя {self.on_time} из {people}"


def cadence(month: Month, owed: Iterable[Due], today: date) -> Cadence:
    """Counts of the dues of one month; the list behind each number is the dues themselves."""
    states = Counter(due.state_on(today) for due in owed if due.month == month)
    return Cadence(
        month=month,
        expected=states.total(),
        on_time=states[ON_TIME],
        late=states[LATE],
        missing=states[MISSING],
    )


def begun_late(pairs: PairQuerySet, month: Month) -> int:
    """How many of the pairs began after the middle of the month: they are asked about the next."""
    began = Q(starts_on__gt=month.middle, starts_on__lt=month.following.first)
    return pairs.taking_part().filter(began).count()


def silent(owed: Iterable[Due], today: date) -> list[Due]:
    """Who has been silent for two months in a row up to now: the last due of each.

    Only months whose time is over count; somebody who came into a pair a month ago is not silent.
    """
    by_side: dict[tuple[int, int], list[Due]] = {}
    for due in owed:
        if today > due.month.due_on or due.given:
            by_side.setdefault((due.pair.pk, due.person.pk), []).append(due)
    found = []
    for listed in by_side.values():
        latest = sorted(listed, key=lambda due: due.month)[-SILENT_MONTHS:]
        if len(latest) == SILENT_MONTHS and not any(due.given for due in latest):
            found.append(latest[-1])
    return sorted(found, key=lambda due: due.person.sort_name)
