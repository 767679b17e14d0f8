"""The figure of the tree itself: who takes part by order (S004, этап 3)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from mentorship.organizations.figures import Facts, Figure, register_figure
from mentorship.organizations.models import Organization, Participation
from mentorship.organizations.school_year import SchoolYear


def listed(year: SchoolYear, day: date) -> Sequence[Facts]:
    """The yearly list holds for the whole year, whatever the day."""
    return [Facts(Participation.objects.filter(year=year.first), counted="institution")]


def organizations(year: SchoolYear, day: date) -> QuerySet[Organization]:
    return Organization.objects.order_by("name", "pk")


def register() -> None:
    register_figure(
        Figure(
            "institutions_listed",
            "Организации-участники",
            "Организации, включённые в перечень участников учебного года приказом региона.",
            "орг.",
            listed,
            organizations,
            "pk",
        )
    )
