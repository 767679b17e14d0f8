"""Figures that only indicators need; those of people are registered by the rooms that keep them."""

from django.db.models import Exists, OuterRef, QuerySet

from mentorship.bank.models import Partner
from mentorship.organizations.figures import Figure, register_figure
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.figures import mentors


def enterprises(year: SchoolYear) -> QuerySet[Partner]:
    """Partners whose people took part as mentors (I4, Р-145); each institution counts its own."""
    giving = mentors(year).filter(partner=OuterRef("pk"))
    return Partner.objects.filter(Exists(giving)).order_by("name", "pk")


ENTERPRISES_WITH_MENTORS = Figure(
    code="enterprises_with_mentors",
    title="Предприятия, предоставившие наставников",
    definition=(
        "Партнёры организации, чьи представители были наставниками: пара закреплена приказом, "
        "согласие на обработку данных действовало."
    ),
    unit="орг.",
    rows=enterprises,
)


def register() -> None:
    register_figure(ENTERPRISES_WITH_MENTORS)
