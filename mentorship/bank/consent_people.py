"""The page «Согласия»: people of the year with the state of their consent, counts and classes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from mentorship.bank.affiliations import Category, category_on, place_on
from mentorship.bank.classes import class_key
from mentorship.bank.consents import Coverage, keys_of_year, people_of_year
from mentorship.bank.letters import letters_of
from mentorship.bank.models import Consent, ConsentSheet, Person, PersonQuerySet, Withdrawal
from mentorship.bank.renewals import ENDS_SOON, ending, needs_paper, to_renew
from mentorship.bank.summaries import grade_of
from mentorship.core.statements import counting
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear

# Categories whose place is a class or a group: coverage is told by it.
_BY_CLASS = frozenset({Category.PUPIL, Category.STUDENT})
STATES = {
    "lacking": "Без согласия",
    "stopped": "Отозвано, обработка остановлена",
    "out": "Лист роздан, не вернулся",
    "ending": "Заканчивается за 30 дней",
    "renewal": "Нужно переоформить (14 и 18 лет)",
    "agreed": "Есть согласие",
    "scanned": "Есть скан",
    "unscanned": "Нет скана",
}


@dataclass(frozen=True)
class Scope:
    """What the page is about: whose people, which year, which purpose, seen on which day."""

    member: Membership
    year: SchoolYear
    purpose: str
    today: date
    asks_joint: bool

    @property
    def day(self) -> date:
        return self.year.counted_on(self.today)

    @property
    def current(self) -> SchoolYear:
        """The year that runs: what is signed today counts in it."""
        return SchoolYear.containing(self.today)

    @property
    def is_past(self) -> bool:
        return self.day < self.today

    @property
    def purpose_words(self) -> str:
        return f"({Consent.Purpose(self.purpose).label})"

    @property
    def people(self) -> PersonQuerySet:
        return people_of_year(self.member, self.year)


@dataclass(frozen=True)
class ClassCoverage:
    """«7 «А»»: 24 of 25; people without a class go by what they are."""

    place: str
    agreed: int
    everyone: int

    @property
    def lacking(self) -> int:
        return self.everyone - self.agreed


def in_state(scope: Scope, people: PersonQuerySet, state: str) -> PersonQuerySet:
    """People of a state of `STATES`; an unknown word means all of them."""
    agreed = Exists(Consent.objects.for_purpose(OuterRef("pk"), scope.purpose, scope.day))
    scanned = Exists(_in_force(scope).exclude(scan=""))
    if state == "lacking":
        return people.filter(~agreed)
    if state == "stopped":
        taken_back = Withdrawal.objects.of(OuterRef("pk"), scope.purpose)
        return people.filter(~Exists(_in_force(scope)), Exists(taken_back))
    if state == "out":
        wanted = needs_paper(people, scope.purpose, scope.today, scope.asks_joint)
        return wanted.filter(Exists(_sheets_out(scope)))
    if state == "ending":
        return ending(people, scope.purpose, scope.today)
    if state == "renewal":
        return to_renew(people, scope.purpose, scope.today, scope.asks_joint)
    if state == "scanned":
        return people.filter(scanned)
    if state == "unscanned":
        return people.filter(agreed, ~scanned)
    return people.filter(agreed) if state == "agreed" else people


def counts_of(scope: Scope) -> dict[str, int]:
    """How many people stand in each state that wants something; the lists are `in_state`."""
    wanted = ("lacking", "stopped", "out", "ending", "renewal", "unscanned")
    return counting({state: in_state(scope, scope.people, state) for state in wanted}).answers()


def coverage_of(scope: Scope, counts: dict[str, int]) -> Coverage:
    """How many of the people of the year have a consent for the purpose; the rest are «lacking»."""
    everyone = keys_of_year(scope.member, scope.year).count()
    return Coverage(everyone - counts["lacking"], everyone)


def sheets_given_on(scope: Scope) -> date | None:
    """When the sheets that did not come back were given out, the oldest day."""
    out = in_state(scope, scope.people, "out").annotate(sheet_on=_sheet_on(scope))
    return out.order_by("sheet_on").values_list("sheet_on", flat=True).first()


def by_class(scope: Scope) -> list[ClassCoverage]:
    """Coverage by classes and groups, then by what the others are; one statement."""
    agreed = Exists(Consent.objects.for_purpose(OuterRef("pk"), scope.purpose, scope.day))
    people = with_place(scope.people, scope.day).annotate(is_agreed=agreed)
    counted: dict[str, tuple[int, int]] = {}
    for place, category, has_one in people.order_by().values_list("place", "category", "is_agreed"):
        agreed_here, everyone = counted.get(group_of(place, category), (0, 0))
        counted[group_of(place, category)] = (agreed_here + has_one, everyone + 1)
    titles = sorted(counted, key=class_key)
    return [ClassCoverage(title, *counted[title]) for title in titles]


def group_of(place: str | None, category: str | None) -> str:
    """The class of a pupil, of others what they are: positions are too many to count by."""
    if category in _BY_CLASS and place:
        return place
    return str(Category(category).label) if category else "категория не указана"


def with_place(people: PersonQuerySet, day: date) -> QuerySet[Any]:
    return people.annotate(place=place_on(day, "pk"), category=category_on(day, "pk"))


def listed(scope: Scope, people: PersonQuerySet) -> QuerySet[Any]:
    """People as the rows of the page need them, by class and name: as sheets are given out."""
    in_force = _in_force(scope)
    best = in_force.order_by(F("ends_on").desc(nulls_first=True), "-signed_on", "-pk")
    ended = Consent.objects.filter(
        person=OuterRef("pk"), purpose=scope.purpose, withdrawn_on=None, ends_on__lt=scope.today
    )
    taken_back = Withdrawal.objects.of(OuterRef("pk"), scope.purpose).order_by("-received_on")
    placed = with_place(people, scope.day)
    placed = placed.annotate(grade=grade_of(F("place")), place_key=letters_of(F("place")))
    return placed.order_by("grade", "place_key", "sort_name", "pk").annotate(
        is_agreed=Exists(in_force),
        is_counted=Exists(Consent.objects.for_purpose(OuterRef("pk"), scope.purpose, scope.day)),
        signed_on=Subquery(best.values("signed_on")[:1]),
        agreed_until=Subquery(best.values("ends_on")[:1]),
        signer=Subquery(best.values("signer")[:1]),
        has_scan=Exists(in_force.exclude(scan="")),
        ended_on=Subquery(ended.order_by("-ends_on").values("ends_on")[:1]),
        sheet_on=_sheet_on(scope),
        taken_back_on=Subquery(taken_back.values("received_on")[:1]),
    )


@dataclass(frozen=True)
class Words:
    """The state of a consent in words, and its tone in the look."""

    text: str
    tone: str


def words_of(person: Any, scope: Scope) -> Words:
    """What stands in the column «Согласие» for a person of `listed`.

    A paper signed after the day of a past year counts from its own day, not in that year.
    """
    today = scope.today
    if person.is_agreed and not person.is_counted:
        return Words(f"на {scope.day:%d.%m.%Y} не было, есть с {person.signed_on:%d.%m.%Y}", "info")
    if person.is_agreed:
        until = person.agreed_until
        if until and until - today <= ENDS_SOON:
            return Words(f"заканчивается {until:%d.%m.%Y}", "warn")
        return Words(f"до {until:%d.%m.%Y}" if until else "до отзыва", "good")
    if person.taken_back_on:
        return Words(f"отозвано {person.taken_back_on:%d.%m.%Y}, обработка остановлена", "bad")
    if person.ended_on:
        return Words(f"закончилось {person.ended_on:%d.%m.%Y}", "bad")
    return Words("нет", "bad")


def _in_force(scope: Scope) -> Any:
    return Consent.objects.for_purpose(OuterRef("pk"), scope.purpose, scope.today)


def _sheets_out(scope: Scope) -> QuerySet[ConsentSheet]:
    """Sheets of `OuterRef("pk")` that were given out and not followed by a paper."""
    signed = Consent.objects.filter(
        person=OuterRef("person"), purpose=scope.purpose, signed_on__gte=OuterRef("printed_on")
    )
    sheets = ConsentSheet.objects.filter(person=OuterRef("pk"), purpose=scope.purpose)
    return sheets.exclude(Exists(signed))


def _sheet_on(scope: Scope) -> Subquery:
    return Subquery(_sheets_out(scope).order_by("-printed_on").values("printed_on")[:1])


def names_of(pks: Iterable[int], member: Membership) -> dict[int, str]:
    people = Person.objects.visible_to(member).filter(pk__in=list(pks))
    return {person.pk: person.full_name for person in people}
