"""What a person is on a day: category, class or position; reading it, and writing it in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from psycopg2.extras import DateRange

from mentorship.bank.classes import canonical_place
from mentorship.bank.models import Affiliation, Person

Category = Affiliation.Category
# Of one group a person is one thing at a time: a pupil becomes a student, a teacher a head.
_SUCCESSIVE = (
    frozenset({Category.PUPIL, Category.STUDENT, Category.GRADUATE}),
    frozenset({Category.TEACHER, Category.HEAD}),
)


@dataclass(frozen=True)
class Standing:
    """Category, class or position, and since when one teaches; what a form or a sheet says.

    Everything that writes a class goes through here, so a class has one spelling: «5 «А»».
    """

    category: str
    place: str = ""
    teaching_since: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", canonical_place(self.place))


def latest_on(day: date, person: str = "person") -> QuerySet[Affiliation]:
    """Affiliation of `OuterRef(person)` on a day, else the latest before; for a subquery."""
    own = Affiliation.objects.filter(person=OuterRef(person), period__startswith__lte=day)
    return own.order_by("-period__startswith", "-pk")


def place_on(day: date, person: str = "person") -> Subquery:
    return Subquery(latest_on(day, person).values("place")[:1])


def category_on(day: date, person: str = "person") -> Subquery:
    return Subquery(latest_on(day, person).values("category")[:1])


def standing_on(person: Person, day: date) -> Affiliation | None:
    """The affiliation of a person on a day, else the latest one before it."""
    own = Affiliation.objects.filter(person=person, period__startswith__lte=day)
    return own.order_by("-period__startswith", "-pk").first()


def put_right(*, person: Person, standing: Standing, day: date) -> Affiliation:
    """Correct what a person is on a day; nothing moves in time unless the category is new."""
    current = standing_on(person, day)
    if current is None or current.category != standing.category:
        return move(person=person, standing=standing, day=day)
    _rewritten(current, standing).save(update_fields=["category", "place", "teaching_since"])
    return current


def move(*, person: Person, standing: Standing, day: date) -> Affiliation:
    """From the day on the person is something else; the past stays as it was.

    A stretch of the same category (or of one that cannot stand beside it) that is open on the day
    ends the day before; one that begins on the day is corrected in place.
    """
    group = successive(standing.category)
    own = list(Affiliation.objects.filter(person=person, category__in=group))
    ended, current = moved(own, person=person, standing=standing, day=day)
    for affiliation in ended:
        affiliation.save(update_fields=["period"])
    current.save()
    return current


def successive(category: str) -> frozenset[str]:
    """Categories of which a person is one at a time, the given one among them."""
    return next((group for group in _SUCCESSIVE if category in group), frozenset({category}))


def moved(
    own: Iterable[Affiliation], *, person: Person, standing: Standing, day: date
) -> tuple[list[Affiliation], Affiliation]:
    """What `move` would save: the stretches that end, and the one that holds from the day on.

    `own` are the person's affiliations of the successive categories.
    """
    ended: list[Affiliation] = []
    later: list[date] = []
    for affiliation in own:
        if affiliation.period.lower > day and affiliation.category == standing.category:
            later.append(affiliation.period.lower)
        elif affiliation.period.lower == day:
            return [], _rewritten(affiliation, standing)
        elif day in affiliation.period:
            affiliation.period = DateRange(affiliation.period.lower, day)
            ended.append(affiliation)
    return ended, Affiliation(
        institution_id=person.institution_id,
        person=person,
        category=standing.category,
        place=standing.place,
        teaching_since=standing.teaching_since,
        period=DateRange(day, min(later, default=None)),
    )


def last_day(period: DateRange) -> date | None:
    """Last day of a period stored with an open upper bound; None while it goes on."""
    return period.upper - timedelta(days=1) if period.upper else None


def _rewritten(affiliation: Affiliation, standing: Standing) -> Affiliation:
    affiliation.category = standing.category
    affiliation.place = standing.place
    affiliation.teaching_since = standing.teaching_since
    return affiliation
