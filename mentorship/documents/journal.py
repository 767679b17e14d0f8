"""The journal of registration: what the page lists and the workbook holds."""

import re
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from mentorship.core.spreadsheets.writing import Column, write_table
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Document, DocumentQuerySet
from mentorship.documents.search import matching
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.search import cleaned, read

EVERY_YEAR = "all"


def kind_titles() -> list[tuple[str, str]]:
    return [(kind.code, kind.title) for kind in KINDS]


class DocumentFilter(django_filters.FilterSet):
    """By number or title, kind, state and school year; without a year the current one is meant."""

    q = django_filters.CharFilter(label="Номер или заголовок", method="with_text")
    kind = django_filters.ChoiceFilter(label="Вид", choices=kind_titles, empty_label="все виды")
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=Document.State.choices, empty_label="все состояния"
    )
    year = django_filters.ChoiceFilter(
        label="Учебный год", method="of_year", empty_label=None, choices=[]
    )

    class Meta:
        model = Document
        fields = ("q", "kind", "state", "year")

    def __init__(self, given: Any, queryset: DocumentQuerySet, current: SchoolYear) -> None:
        given = given.copy()
        given.setdefault("year", str(current.first))
        found = queryset.order_by().values_list("school_year", flat=True).distinct()
        asked = [int(year) for year in [given["year"]] if re.fullmatch("20[0-9]{2}", year)]
        years = sorted({*found, *asked, current.first}, reverse=True)
        super().__init__(given, queryset=queryset)
        self.filters["year"].extra["choices"] = [
            *((str(year), str(SchoolYear(year))) for year in years),
            (EVERY_YEAR, "все годы"),
        ]
        self.current = current

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the current school year was asked."""
        chosen = {
            name: value for name, value in self.data.items() if value and name in self.filters
        }
        return chosen != {"year": str(self.current.first)}

    def with_text(self, rows: DocumentQuerySet, name: str, text: str) -> DocumentQuerySet:
        return rows.filter(matching(read(cleaned(text))))

    def of_year(self, rows: DocumentQuerySet, name: str, year: str) -> DocumentQuerySet:
        return rows if year == EVERY_YEAR else rows.filter(school_year=int(year))


def journal(member: Membership, given: Any, year: SchoolYear) -> DocumentFilter:
    """The member's documents under the filters of the page."""
    return DocumentFilter(given, Document.objects.visible_to(member), year)


def in_order(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Drafts first, then the newest dates: what waits is on top."""
    return rows.order_by("-dated_on", "-created_at", "-pk")


def title_of(document: Document) -> str:
    return KINDS[document.kind].title if document.kind in KINDS else document.kind


def _registrar(document: Document) -> str:
    return document.registered_by.user.full_name if document.registered_by else ""


COLUMNS: list[Column[Document]] = [
    Column("Номер", lambda document: document.number, 16),
    Column("Дата", lambda document: document.dated_on, 12),
    Column("Вид", title_of, 40),
    Column("Заголовок", lambda document: document.title, 60),
    Column("Состояние", lambda document: document.get_state_display(), 18),
    Column("Зарегистрировал", _registrar, 30),
    Column("Причина отмены", lambda document: document.cancel_reason, 40),
]


def journal_workbook(member: Membership, rows: QuerySet[Document]) -> bytes:
    """The journal as .xlsx, the same rows as the page."""
    named = in_order(rows.select_related("registered_by__user"))
    heading = (
        f"Журнал документов, {member.organization.short_name}, {timezone.localdate():%d.%m.%Y}"
    )
    return write_table("Журнал", COLUMNS, named, heading=heading)
