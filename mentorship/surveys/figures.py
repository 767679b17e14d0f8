"""Satisfaction is counted among those who answered (S002: 8 of 12 while there are 15 mentors)."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Least, TruncDate

from mentorship.bank.affiliations import place_on
from mentorship.bank.dimensions import agreed, of_people
from mentorship.bank.models import Person
from mentorship.organizations.dimensions import Dimension, of_choices, register_dimension
from mentorship.organizations.figures import PEOPLE, Facts, Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Invitation, Questionnaire, Response
from mentorship.surveys.participants import of_opinion, of_wave

Audience = Questionnaire.Audience
MENTEES, MENTORS = of_opinion(Audience.MENTEE), of_opinion(Audience.MENTOR)
# Answered and satisfied are counted over the same answers.
SHARED = {"opinions of mentees": MENTEES, "opinions of mentors": MENTORS}
ENTRY, EXIT = Questionnaire.Purpose.ENTRY, Questionnaire.Purpose.EXIT


DIMENSIONS = [
    Dimension("survey_purpose", "Назначение анкеты", of_choices(Questionnaire.Purpose.choices)),
    Dimension("audience", "Кому анкета", of_choices(Audience.choices)),
]
OF_SURVEYS = {
    "survey_purpose": "questionnaire__purpose",
    "audience": "questionnaire__audience",
}


def answers(year: SchoolYear, day: date, which: Q, *, satisfied: bool = False) -> Sequence[Facts]:
    """Answers given by the day; with `satisfied` the latest of each person, if it says so.

    Versions of a region and of a school are numbered apart, so the day decides. An answer entered
    after the school year it belongs to is an answer of its last day.
    """
    given = Response.objects.filter(which, school_year=year.first)
    given = given.alias(given_on=Least("answered_on", Value(year.ends_on)))
    given = given.filter(given_on__lte=day)
    rows = given.filter(agreed("person", OuterRef("answered_on"), day))
    when = None
    if satisfied:
        newer = given.filter(
            Q(answered_on__gt=OuterRef("answered_on"))
            | Q(answered_on=OuterRef("answered_on"), pk__gt=OuterRef("pk")),
            person=OuterRef("person"),
        )
        when = Q(~Exists(newer), is_satisfied=True)
    own = of_people("person", year, day) | OF_SURVEYS
    shared = next((name for name, those in SHARED.items() if those is which), None)
    return [Facts.sharing(shared, rows, when, "person__institution", "person", own)]


def invitations(year: SchoolYear, day: date, *, answered: bool = False) -> Sequence[Facts]:
    """Links given out by the day, and with `answered` those whose answer came by it."""
    rows = Invitation.objects.filter(batch__school_year=year.first)
    rows = rows.alias(
        given_on=Least(TruncDate("batch__created_at"), Value(year.ends_on)),
        answered_on=Least(TruncDate("link__used_at"), Value(year.ends_on)),
    )
    rows = rows.filter(given_on__lte=day)
    if answered:
        rows = rows.filter(link__used_at__isnull=False, answered_on__lte=day)
    own = {code: f"batch__{path}" for code, path in OF_SURVEYS.items()}
    rows = rows.select_related("batch__questionnaire").order_by("pk")
    return [Facts(rows, "institution", "pk", own)]


def people(year: SchoolYear, day: date) -> QuerySet[Person]:
    """People by name, each with the class or position of the counting day."""
    return Person.objects.order_by("sort_name", "pk").annotate(place=place_on(day, "pk"))


def describe_invitation(invitation: Any) -> str:
    """Without a name: a link is counted also where the consent has ended since."""
    return f"{invitation.questionnaire.title}, приглашение № {invitation.pk}"


def describe(person: Any) -> str:
    """«Ёлкин Матвей Андреевич, 8 «А»»."""
    return ", ".join(filter(None, [person.full_name, person.place]))


def _figure(code: str, title: str, definition: str, which: Q, *, satisfied: bool = False) -> Figure:
    facts = partial(answers, which=which, satisfied=satisfied)
    return Figure(code, title, definition, PEOPLE, facts, people, describe=describe)


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
        MENTEES,
    ),
    _figure(
        "mentees_satisfied",
        "Наставляемые, довольные участием",
        f"Наставляемые, которые {ANSWERED}; {SATISFIED}.",
        MENTEES,
        satisfied=True,
    ),
    _figure(
        "mentors_answered",
        "Наставники, ответившие на анкету",
        f"Наставники, которые {ANSWERED}.",
        MENTORS,
    ),
    _figure(
        "mentors_satisfied",
        "Наставники, довольные участием",
        f"Наставники, которые {ANSWERED}; {SATISFIED}.",
        MENTORS,
        satisfied=True,
    ),
    Figure(
        "surveys_sent",
        "Приглашения к анкетам",
        "Ссылки и листы с кодами, выданные в учебном году по дату подсчёта, вместе с отозванными.",
        "приглашений",
        invitations,
        describe=describe_invitation,
    ),
    Figure(
        "surveys_answered",
        "Ответы по приглашениям",
        "Приглашения учебного года, по которым к дате подсчёта пришёл ответ.",
        "приглашений",
        partial(invitations, answered=True),
        describe=describe_invitation,
    ),
    *(
        _figure(
            f"{audience.value}s_{wave.value}",
            f"{audience.label.capitalize()}, ответившие на {words}",
            f"{audience.label.capitalize()}, которые ответили в учебном году на {words}, "
            "согласие на обработку действовало.",
            of_wave(wave, audience),
        )
        for audience in (Audience.MENTEE, Audience.MENTOR)
        for wave, words in ((ENTRY, "входную анкету"), (EXIT, "итоговую анкету"))
    ),
]


def register() -> None:
    for dimension in DIMENSIONS:
        register_dimension(dimension)
    for figure in FIGURES:
        register_figure(figure)
