"""Satisfaction is counted among those who answered (S002: 8 of 12 while there are 15 mentors)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Person
from mentorship.organizations.figures import Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.participants import answered, of_opinion, of_wave, satisfied

Audience = Questionnaire.Audience
MENTEES, MENTORS = of_opinion(Audience.MENTEE), of_opinion(Audience.MENTOR)
ENTRY, EXIT = Questionnaire.Purpose.ENTRY, Questionnaire.Purpose.EXIT


def _rows(select: Callable[..., QuerySet[Person]], which: Q, year: SchoolYear) -> QuerySet[Person]:
    today = timezone.localdate()
    people = select(which, year, today).order_by("sort_name", "pk")
    return people.annotate(place=place_on(year.counted_on(today), "pk"))


def describe(person: Any) -> str:
    """«Ёлкин Матвей Андреевич, 8 «А»»."""
    return ", ".join(filter(None, [person.full_name, person.place]))


def _figure(
    code: str, title: str, definition: str, select: Callable[..., QuerySet[Person]], which: Q
) -> Figure:
    return Figure(code, title, definition, "чел.", partial(_rows, select, which), describe=describe)


ANSWERED = (
    "ответили в учебном году на анкету, которая считает довольных, "
    "согласие на обработку действовало"
)
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
    *(
        _figure(
            f"{audience.value}s_{wave.value}",
            f"{audience.label.capitalize()}, ответившие на {words}",
            f"{audience.label.capitalize()}, которые ответили в учебном году на {words}, "
            "согласие на обработку действовало.",
            answered,
            of_wave(wave, audience),
        )
        for audience in (Audience.MENTEE, Audience.MENTOR)
        for wave, words in ((ENTRY, "входную анкету"), (EXIT, "итоговую анкету"))
    ),
]


def register() -> None:
    for figure in FIGURES:
        register_figure(figure)
