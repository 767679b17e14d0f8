"""What the pages of the room show: rows of lists, the two columns of matching."""

from datetime import date
from typing import Any

from django.db.models import (
    Count,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from mentorship.bank.models import MentorEntry
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import PairMember, PairQuerySet
from mentorship.pairs.rules import whole_days


def with_people(pairs: PairQuerySet, today: date) -> PairQuerySet:
    """Pairs of a list with the mentor, the members and the facts of health, in three statements."""
    members = PairMember.objects.select_related("person").order_by("person__sort_name", "pk")
    return (
        pairs.select_related(
            "mentor_entry__person",
            "mentor_institution",
            "form",
            "kind",
            "variant",
            "order",
            "end_order",
        )
        .prefetch_related(Prefetch("members", queryset=members))
        .with_health_facts(today)
    )


def default_period(year: SchoolYear, today: date) -> tuple[date, date]:
    """From today, or the first day of a year to come or gone by, to the end of lessons."""
    starts_on = today if year.starts_on <= today <= year.ends_on else year.starts_on
    ends_on = year.lessons_end_on if starts_on < year.lessons_end_on else year.ends_on
    return starts_on, ends_on


def with_load(entries: QuerySet[MentorEntry], year: SchoolYear, today: date) -> QuerySet[Any]:
    """Mentors with `load`, how many mentees they have in a pair begun today, and `room` for more.

    `room` is below zero where the places were made fewer than the mentees.
    """
    period = whole_days(*default_period(year, today))
    held = PairMember.objects.filter(
        pair__mentor_entry=OuterRef("pk"), live=True, period__overlap=period
    )
    load = held.order_by().values("pair__mentor_entry").annotate(n=Count("pk")).values("n")
    return entries.annotate(
        load=Coalesce(Subquery(load, output_field=IntegerField()), Value(0))
    ).annotate(room=F("capacity") - F("load"))
