"""Satisfaction is counted among those who answered (S002: 8 of 12 while there are 15 mentors)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Person
from mentorship.organizations.figures import Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.participants import answered, satisfied

MENTEES, MENTORS = "mentee-satisfaction", "mentor-satisfaction"


def _rows(select: Callable[..., QuerySet[Person]], code: str, year: SchoolYear) -> QuerySet[Person]:
    today = timezone.localdate()
    people = select(code, year, today).order_by("sort_name", "pk")
    return people.annotate(place=place_on(year.counted_on(today), "pk"))


def describe(person: Any) -> str:
    """«Ёлкин Матвей Андреевич, 8 «А»»."""
    return ", ".join(filter(None, [person.full_name, person.place]))


def _figure(
    code: str, title: str, definition: str, select: Callable[..., QuerySet[Person]], asked: str
) -> Figure:
    return Figure(code, title, definition, "чел.", partial(_rows, select, asked), describe=describe)


ANSWERED = "ответили на анкету удовлетворённости в учебном году, согласие на обработку действовало"
SATISFIED = "средняя оценка по шкалам не ниже порога анкеты"

FIGURES = [
    _figure(
        "mentees_answered",
        "Наставляемые, ответившие на анкету",
        f"Наставляемые, которые {ANSWERED}.",
        answered,
        MENTEES,
    ),
    _figure(
        "mentees_satisfied",
        "Наставляемые, довольные участием",
        f"Наставляемые, которые {ANSWERED}; {SATISFIED}.",
        satisfied,
        MENTEES,
    ),
    _figure(
        "mentors_answered",
        "Наставники, ответившие на анкету",
        f"Наставники, которые {ANSWERED}.",
        answered,
        MENTORS,
    ),
    _figure(
        "mentors_satisfied",
        "Наставники, довольные участием",
        f"Наставники, которые {ANSWERED}; {SATISFIED}.",
        satisfied,
        MENTORS,
    ),
]


def register() -> None:
    for figure in FIGURES:
        register_figure(figure)
