"""Figures of events and of the training of mentors, for reports and indicators (S002, row 16).

The stage of a mentor on a day is what the last step of the selection by then says; a mentor whose
steps nobody wrote down stands where the card says.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncMonth

from mentorship.bank.dimensions import agreed, of_people
from mentorship.bank.entry_figures import describe, people
from mentorship.bank.models import Attendance, Event, MentorEntry, SelectionStep
from mentorship.organizations.figures import PEOPLE, Facts, Figure, register_figure
from mentorship.organizations.school_year import SchoolYear

TRAINED = (MentorEntry.Stage.TRAINED, MentorEntry.Stage.ADMITTED)


def trained_mentors(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Mentors of the year who were at a training, or passed that stage of the selection in it."""
    teaching = held(year, day).filter(kind__in=Event.TEACHING)
    was_there = Attendance.objects.present().filter(person=OuterRef("person"), event__in=teaching)
    passed = _steps_that_hold().filter(
        entry__person=OuterRef("person"), action="train", held_on__range=(year.starts_on, day)
    )
    taught = Exists(was_there) | (Exists(passed) & Q(stage_then__in=TRAINED))
    return _facts(_mentors(year, day).filter(taught), year, day)


def admitted_mentors(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Mentors of the year who are admitted by order."""
    admitted = Q(stage_then=MentorEntry.Stage.ADMITTED)
    return _facts(_mentors(year, day).filter(admitted), year, day)


def _mentors(year: SchoolYear, day: date) -> QuerySet[MentorEntry]:
    steps = _steps_that_hold().filter(entry=OuterRef("pk"))
    by_then = steps.filter(held_on__lte=day).order_by("-held_on", "-pk").values("to_stage")[:1]
    next_one = steps.filter(held_on__gt=day).order_by("held_on", "pk").values("from_stage")[:1]
    entries = MentorEntry.objects.of_year(year).filter(entered_on__lte=day)
    # A consent that held in the year and is not withdrawn by its counting day.
    entries = entries.filter(agreed("person", year.starts_on, day))
    return entries.annotate(stage_then=Coalesce(Subquery(by_then), Subquery(next_one), F("stage")))


def _steps_that_hold() -> QuerySet[SelectionStep]:
    """Steps without those that were taken back: that puts a mistake right, whenever it is done."""
    taken_back = SelectionStep.objects.filter(
        action="take_back",
        entry=OuterRef("entry"),
        pk__gt=OuterRef("pk"),
        from_stage=OuterRef("to_stage"),
        to_stage=OuterRef("from_stage"),
    )
    return SelectionStep.objects.exclude(action="take_back").filter(~Exists(taken_back))


def _facts(entries: QuerySet[MentorEntry], year: SchoolYear, day: date) -> Sequence[Facts]:
    own = of_people("person", year, day, entered="entered_on")
    return [Facts(entries, "person__institution", "person", own)]


def held(year: SchoolYear, day: date) -> QuerySet[Event]:
    """Events of the year that were held by the day."""
    return Event.objects.of_year(year).held().filter(starts_on__lte=day)


def held_events(year: SchoolYear, day: date, kind: str = "") -> Sequence[Facts]:
    """Events held by the day; those of organizations above institutions are theirs, not counted."""
    events = held(year, day).order_by("starts_on", "pk")
    if kind:
        events = events.filter(kind=kind)
    own = {"event_kind": "kind", "month": TruncMonth("starts_on")}
    return [Facts(events, "organization", "pk", own)]


def visitors(year: SchoolYear, day: date) -> Sequence[Facts]:
    """People who were at an event held by the day, whoever held it."""
    rows = Attendance.objects.present().for_figures(day).filter(event__in=held(year, day))
    own = of_people("person", year, day)
    own |= {"event_kind": "event__kind", "month": TruncMonth("event__starts_on")}
    return [Facts(rows, "institution", "person", own)]


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
        PEOPLE,
        trained_mentors,
        people,
        describe=describe,
    ),
    Figure(
        "mentors_admitted",
        "Наставники, допущенные приказом",
        (
            "Наставники учебного года, чей отбор завершён допуском; согласие на обработку данных "
            "действовало."
        ),
        PEOPLE,
        admitted_mentors,
        people,
        describe=describe,
    ),
    Figure(
        "events_held",
        "Проведённые мероприятия",
        "Мероприятия всех видов, проведённые организацией в учебном году по дату подсчёта.",
        "мероприятий",
        held_events,
        institution="organization",
        describe=describe_event,
    ),
    Figure(
        "event_participants",
        "Участники мероприятий",
        (
            "Люди, отмеченные хотя бы на одном проведённом мероприятии учебного года, в том числе "
            "муниципальном и региональном; согласие на обработку данных действовало."
        ),
        PEOPLE,
        visitors,
        people,
        describe=describe,
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
