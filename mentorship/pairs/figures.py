"""Figures of participation: people of pairs that an order made, by what the dated facts say.

The rules of counting, in one place (domain A2 leaves them to us):

- the counting day is the last day of the school year, or today while it runs;
- a person counts once, however many pairs; pairs ordered by the counting day count, also ended;
- of a mentor who was substituted both count, each with the days of their own term; a term that
  begins after the counting day does not;
- a consent to processing counts when it was signed by the counting day, not withdrawn by it, and
  had not run out before the participation began: a consent that runs out or is withdrawn after the
  year leaves the figures of the year as they were;
- category is what the person was during the participation, so a pupil who left school in June was
  still a pupil mentor of the year;
- a mentee who joins a group after the counting day does not count yet;
- age is full years on 31 December of the school year's first calendar year; by the year of birth
  alone it is the age reached in that year, which is the same number;
- teaching experience is counted to the same year: `year.first - teaching_since`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, Value

from mentorship.bank.affiliations import place_on
from mentorship.bank.dimensions import of_people
from mentorship.bank.models import Affiliation, Consent, Person
from mentorship.organizations.figures import PEOPLE, Facts, Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import MentorTerm, Pair, PairMember

MENTEE_AGES = (10, 19)
MENTOR_AGES = (15, 19)
YOUNG_TEACHER_YEARS = (0, 3)
PUPILS = (Affiliation.Category.PUPIL,)
TEACHERS = (Affiliation.Category.TEACHER, Affiliation.Category.HEAD)

Experience = tuple[int, int] | None


def mentees(
    year: SchoolYear,
    day: date,
    categories: Iterable[str] = (),
    experience: Experience = None,
    ages: tuple[int, int] | None = None,
) -> Sequence[Facts]:
    """Participations as mentee by the day, narrowed to categories, years of teaching and ages."""
    rows = PairMember.objects.filter(pair__in=ordered_pairs(year, day), period__startswith__lte=day)
    return [_facts(rows, "person", "mentee_entry", year, day, categories, experience, ages)]


def mentors(
    year: SchoolYear,
    day: date,
    categories: Iterable[str] = (),
    experience: Experience = None,
    ages: tuple[int, int] | None = None,
) -> Sequence[Facts]:
    """Participations as mentor by the day, narrowed like those of mentees."""
    rows = MentorTerm.objects.filter(pair__in=ordered_pairs(year, day), period__startswith__lte=day)
    person = "mentor_entry__person"
    return [_facts(rows, person, "mentor_entry", year, day, categories, experience, ages)]


def participants(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Both sides: whoever was mentee and mentor stands in both roles and counts once in all."""
    return [*mentees(year, day), *mentors(year, day)]


def ordered_pairs(year: SchoolYear, day: date) -> QuerySet[Pair]:
    """Pairs of the year that an order made by the day, also those that ended since."""
    return Pair.objects.of_year(year).taking_part().exclude(order__dated_on__gt=day)


def _facts(
    rows: QuerySet,
    person: str,
    entry: str,
    year: SchoolYear,
    day: date,
    categories: Iterable[str],
    experience: Experience,
    ages: tuple[int, int] | None,
) -> Facts:
    """Participations with a consent and, where asked, a category during their period."""
    began = Func(OuterRef("period"), function="lower")
    rows = rows.filter(Exists(Consent.objects.for_figures(OuterRef(person), began, day)))
    when = Q()
    if ages is not None:
        # Both ages included; whoever has no year of birth has no age and is not counted.
        born = (year.first - ages[1], year.first - ages[0])
        when &= Q(**{f"{person}__birth_year__range": born})
    if categories:
        when &= Q(Exists(_was(person, day, year, categories, experience)))
    role = "mentee" if entry == "mentee_entry" else "mentor"
    own = of_people(person, year, day, during="period", entered=f"{entry}__entered_on")
    own |= OF_PAIRS | {"role": Value(role)}
    return Facts.sharing(role, rows, when or None, f"{person}__institution", person, own)


# Paths from a row that knows its pair.
OF_PAIRS = {
    "form": "pair__form__code",
    "regime": "pair__form__regime",
    "kind": "pair__kind__code",
    "variant": "pair__variant__code",
}


def _was(
    person: str,
    day: date,
    year: SchoolYear,
    categories: Iterable[str],
    experience: Experience,
) -> QuerySet[Affiliation]:
    was = Affiliation.objects.filter(
        person=OuterRef(person),
        category__in=tuple(categories),
        period__overlap=OuterRef("period"),
        period__startswith__lte=day,
    )
    if experience is None:
        return was
    least, most = experience
    return was.filter(teaching_since__range=(year.first - most, year.first - least))


def people(year: SchoolYear, day: date) -> QuerySet[Person]:
    """People by name, each with the class or position of the counting day."""
    return Person.objects.order_by("sort_name", "pk").annotate(place=place_on(day, "pk"))


def describe(person: Any) -> str:
    """«Ёлкин Матвей Андреевич, 8 «А»»."""
    return ", ".join(filter(None, [person.full_name, person.place]))


def _figure(code: str, title: str, definition: str, facts: Any) -> Figure:
    return Figure(code, title, definition, PEOPLE, facts, people, describe=describe)


ORDERED = "пара закреплена приказом, согласие на обработку данных действовало"

FIGURES = [
    _figure(
        "participants",
        "Участники программ наставничества",
        f"Наставники и наставляемые учебного года, каждый один раз: {ORDERED}.",
        participants,
    ),
    _figure(
        "mentees_taking_part",
        "Наставляемые",
        f"Все наставляемые учебного года: {ORDERED}.",
        mentees,
    ),
    _figure(
        "mentors_taking_part", "Наставники", f"Все наставники учебного года: {ORDERED}.", mentors
    ),
    _figure(
        "pupils_10_19_as_mentees",
        "Дети 10–19 лет в роли наставляемого",
        f"Обучающиеся, которым на 31 декабря от 10 до 19 лет включительно: {ORDERED}.",
        partial(mentees, categories=PUPILS, ages=MENTEE_AGES),
    ),
    _figure(
        "pupils_15_19_as_mentors",
        "Подростки 15–19 лет в роли наставника",
        f"Обучающиеся, которым на 31 декабря от 15 до 19 лет включительно: {ORDERED}.",
        partial(mentors, categories=PUPILS, ages=MENTOR_AGES),
    ),
    _figure(
        "pupils_as_mentors",
        "Обучающиеся в роли наставника",
        f"Обучающиеся любого возраста: {ORDERED}.",
        partial(mentors, categories=PUPILS),
    ),
    _figure(
        "young_teachers_as_mentees",
        "Молодые специалисты в роли наставляемого",
        f"Педагоги, чей стаж в этом учебном году от 0 до 3 лет включительно: {ORDERED}.",
        partial(mentees, categories=TEACHERS, experience=YOUNG_TEACHER_YEARS),
    ),
    _figure(
        "teachers_as_mentees",
        "Педагоги в роли наставляемого",
        f"Педагоги и руководители: {ORDERED}.",
        partial(mentees, categories=TEACHERS),
    ),
    _figure(
        "teachers_as_mentors",
        "Педагоги в роли наставника",
        f"Педагоги и руководители: {ORDERED}.",
        partial(mentors, categories=TEACHERS),
    ),
]


def register() -> None:
    for figure in FIGURES:
        register_figure(figure)
