from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from mentorship.bank.models import Person
from mentorship.pairs.subject import pairs_with
from mentorship.programs.models import Activity, Program


def rows_about(person: Person) -> Iterator[QuerySet[Any]]:
    """Programs of the person's pairs and what was planned and done by them."""
    programs = Program.objects.filter(pair__in=pairs_with(person))
    yield programs.order_by("pk")
    yield Activity.objects.filter(program__in=programs).order_by("program", "pk")
