"""Figures of events and of the training of mentors, for reports and indicators (S002, row 16)."""

from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mentorship.bank.models import (
    Attendance,
    Consent,
    Event,
    MentorEntry,
    Person,
    SelectionStep,
)
from mentorship.organizations.figures import Figure, register_figure
from mentorship.organizations.school_year import SchoolYear


def trained_mentors(year: SchoolYear) -> QuerySet[Person]:
    """Mentors of the year who were at a training, or passed that stage of the selection in it."""
    day = year.counted_on(timezone.localdate())
    held = Event.objects.of_year(year).held().filter(kind__in=Event.TEACHING, starts_on__lte=day)
    was_there = Attendance.objects.present().filter(person=OuterRef("pk"), event__in=held)
    passed = SelectionStep.objects.filter(
        entry__person=OuterRef("pk"),
        action="train",
        held_on__range=(year.starts_on, day),
        entry__stage__in=[MentorEntry.Stage.TRAINED, MentorEntry.Stage.ADMITTED],
    )
    mentors = MentorEntry.objects.filter(person=OuterRef("pk")).of_year(year)
    people = Person.objects.filter(Exists(mentors), Exists(_agreed(year)))
    return people.filter(Exists(was_there) | Exists(passed)).order_by("sort_name", "pk")


def admitted_mentors(year: SchoolYear) -> QuerySet[Person]:
    """Mentors of the year who are admitted by order."""
    entries = MentorEntry.objects.filter(person=OuterRef("pk")).of_year(year)
    admitted = entries.filter(stage=MentorEntry.Stage.ADMITTED)
    people = Person.objects.filter(Exists(admitted), Exists(_agreed(year)))
    return people.order_by("sort_name", "pk")


def _agreed(year: SchoolYear) -> QuerySet[Consent]:
    """A consent of the person that held in the year and is not withdrawn by its counting day."""
    day = year.counted_on(timezone.localdate())
    return Consent.objects.for_figures(OuterRef("pk"), year.starts_on, day)


def held_events(year: SchoolYear, kind: str) -> QuerySet[Event]:
    """Events of a kind that were held in the year by now."""
    day = year.counted_on(timezone.localdate())
    events = Event.objects.of_year(year).held().filter(kind=kind, starts_on__lte=day)
    return events.order_by("starts_on", "pk")


def describe_event(event: Any) -> str:
    return f"{event.title}, {event.starts_on:%d.%m.%Y}"


FIGURES = [
    Figure(
        "mentors_trained",
        "Наставники, прошедшие обучение",
        (
            "Наставники учебного года, которые были на проведённом обучении, семинаре или "
            "тренинге либо прошли этап обучения в отборе; согласие на обработку данных действовало."
        ),
        "чел.",
        trained_mentors,
    ),
    Figure(
        "mentors_admitted",
        "Наставники, допущенные приказом",
        (
            "Наставники учебного года, чей отбор завершён допуском; согласие на обработку данных "
            "действовало."
        ),
        "чел.",
        admitted_mentors,
    ),
    *(
        Figure(
            f"events_{kind.value}",
            f"Проведено: {kind.label}",
            f"Мероприятия вида «{kind.label}», проведённые организацией в учебном году.",
            "мероприятий",
            partial(held_events, kind=kind.value),
            institution="organization",
            describe=describe_event,
        )
        for kind in Event.Kind
    ),
]


def register() -> None:
    for figure in FIGURES:
        register_figure(figure)
