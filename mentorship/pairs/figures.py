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
- age is full years on 31 December of the school year's first calendar year; by the year of birth
  alone it is the age reached in that year, which is the same number;
- teaching experience is counted to the same year: `year.first - teaching_since`.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db.models import Exists, Func, OuterRef, Q, QuerySet
from django.utils import timezone

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Affiliation, Consent, Person
from mentorship.organizations.figures import Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import MentorTerm, Pair, PairMember

MENTEE_AGES = (10, 19)
MENTOR_AGES = (15, 19)
YOUNG_TEACHER_YEARS = (0, 3)
TEACHERS = (Affiliation.Category.TEACHER, Affiliation.Category.HEAD)

People = QuerySet[Person]


def mentees(
    year: SchoolYear, categories: Iterable[str] = (), experience: tuple[int, int] | None = None
) -> People:
    """People who took part as mentees, narrowed to categories and years of teaching."""
    taking_part = Q(pair__in=_ordered_pairs(year))
    rows = _counted(PairMember.objects.filter(taking_part), "person", year, categories, experience)
    return _people(rows.filter(person=OuterRef("pk")), year)


def mentors(year: SchoolYear, categories: Iterable[str] = ()) -> People:
    """People who took part as mentors, narrowed to categories."""
    terms = MentorTerm.objects.filter(
        pair__in=_ordered_pairs(year), period__startswith__lte=year.counted_on(timezone.localdate())
    )
    rows = _counted(terms, "mentor_entry__person", year, categories, None)
    return _people(rows.filter(mentor_entry__person=OuterRef("pk")), year)


def aged(people: People, year: SchoolYear, ages: tuple[int, int]) -> People:
    """Both ages included; whoever has no year of birth has no age and is not counted."""
    youngest, oldest = ages
    return people.filter(birth_year__range=(year.first - oldest, year.first - youngest))


def _ordered_pairs(year: SchoolYear) -> QuerySet[Pair]:
    day = year.counted_on(timezone.localdate())
    return Pair.objects.of_year(year).taking_part().exclude(order__dated_on__gt=day)


def _counted(
    rows: QuerySet,
    person: str,
    year: SchoolYear,
    categories: Iterable[str],
    experience: tuple[int, int] | None,
) -> QuerySet:
    """Participations with a consent and, where asked, a category during their period."""
    day = year.counted_on(timezone.localdate())
    began = Func(OuterRef("period"), function="lower")
    consents = Consent.objects.for_figures(OuterRef(person), began, day)
    rows = rows.filter(Exists(consents))
    if not categories:
        return rows
    was = Affiliation.objects.filter(
        person=OuterRef(person),
        category__in=tuple(categories),
        period__overlap=OuterRef("period"),
        period__startswith__lte=day,
    )
    if experience is not None:
        least, most = experience
        was = was.filter(teaching_since__range=(year.first - most, year.first - least))
    return rows.filter(Exists(was))


def _people(rows: QuerySet, year: SchoolYear) -> People:
    """People of the participations, each with the class or position of the counting day."""
    day = year.counted_on(timezone.localdate())
    people = Person.objects.filter(Exists(rows)).order_by("sort_name", "pk")
    return people.annotate(place=place_on(day, "pk"))


def describe(person: Any) -> str:
    """«Ёлкин Матвей Андреевич, 8 «А»»."""
    return ", ".join(filter(None, [person.full_name, person.place]))


def _figure(
    code: str, title: str, definition: str, rows: Callable[[SchoolYear], QuerySet]
) -> Figure:
    return Figure(code, title, definition, "чел.", rows, describe=describe)


PUPILS = (Affiliation.Category.PUPIL,)
ORDERED = "пара закреплена приказом, согласие на обработку данных действовало"

FIGURES = [
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
        lambda year: aged(mentees(year, PUPILS), year, MENTEE_AGES),
    ),
    _figure(
        "pupils_15_19_as_mentors",
        "Подростки 15–19 лет в роли наставника",
        f"Обучающиеся, которым на 31 декабря от 15 до 19 лет включительно: {ORDERED}.",
        lambda year: aged(mentors(year, PUPILS), year, MENTOR_AGES),
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
