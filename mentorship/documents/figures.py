"""The figure of documents: what was issued in the year, by kind."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Document
from mentorship.organizations.dimensions import Dimension, Words, register_dimension
from mentorship.organizations.figures import Facts, Figure, register_figure
from mentorship.organizations.school_year import SchoolYear


def issued(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Papers of the year registered with a date up to the day, and in force on it."""
    rows = Document.objects.in_force_on(day).filter(school_year=year.first)
    own = {"document_kind": "kind"}
    return [Facts(rows.order_by("dated_on", "pk"), "organization", "pk", own)]


def kind_titles(values: Iterable[Any]) -> Words:
    wanted = set(values)
    return {code: kind.title for code, kind in KINDS.items() if code in wanted}


def describe(document: Any) -> str:
    return f"{document.title}, № {document.number} от {document.dated_on:%d.%m.%Y}"


def register() -> None:
    register_dimension(Dimension("document_kind", "Вид документа", kind_titles))
    register_figure(
        Figure(
            "documents_issued",
            "Документы",
            "Документы учебного года, зарегистрированные по дату подсчёта и не отменённые к ней.",
            "документов",
            issued,
            institution="organization",
            describe=describe,
        )
    )
