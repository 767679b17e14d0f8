"""Figures that only indicators need; those of people are registered by the rooms that keep them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from mentorship.bank.models import Partner
from mentorship.organizations.figures import Facts, Figure, register_figure
from mentorship.organizations.own_figures import organizations
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.figures import OF_PAIRS, mentors, ordered_pairs


def enterprises(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Partners whose people took part as mentors (I4, Р-145); each institution counts its own."""
    (facts,) = mentors(year, day)
    partner = "mentor_entry__person__partner"
    giving = facts.rows.filter(**{f"{partner}__isnull": False})
    return [Facts(giving, f"{partner}__institution", partner, OF_PAIRS)]


def partners(year: SchoolYear, day: date) -> QuerySet[Partner]:
    return Partner.objects.order_by("name", "pk")


def paired_institutions(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Pairs an order made, counted by institution."""
    rows = ordered_pairs(year, day)
    own = {code: path.removeprefix("pair__") for code, path in OF_PAIRS.items()}
    return [Facts(rows, counted="institution", dimensions=own)]


FIGURES = [
    Figure(
        "enterprises_with_mentors",
        "Предприятия, предоставившие наставников",
        (
            "Партнёры организации, чьи представители были наставниками: пара закреплена приказом, "
            "согласие на обработку данных действовало."
        ),
        "орг.",
        enterprises,
        partners,
    ),
    Figure(
        "institutions_with_pairs",
        "Организации с парами",
        "Организации, в которых в учебном году приказом закреплена хотя бы одна пара или группа.",
        "орг.",
        paired_institutions,
        organizations,
        "pk",
    ),
]


def register() -> None:
    for figure in FIGURES:
        register_figure(figure)
