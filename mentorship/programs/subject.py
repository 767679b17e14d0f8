from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from mentorship.bank.models import Person
from mentorship.pairs.subject import pairs_with
from mentorship.programs.models import (
    Activity,
    Difficulty,
    MentorReport,
    Program,
    Route,
    RouteStage,
)


def rows_about(person: Person) -> Iterator[QuerySet[Any]]:
    """Programs of the person's pairs, what was planned and done by them, and own routes."""
    programs = Program.objects.filter(pair__in=pairs_with(person))
    yield programs.order_by("pk")
    yield Difficulty.objects.filter(program__in=programs).order_by("program", "pk")
    yield Activity.objects.filter(program__in=programs).order_by("program", "pk")
    yield MentorReport.objects.filter(program__in=programs).order_by("pk")
    routes = Route.objects.filter(person=person)
    yield routes.order_by("pk")
    yield RouteStage.objects.filter(route__in=routes).order_by("route", "pk")
