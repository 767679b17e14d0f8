"""The journal of registration: what the page lists and the workbook holds."""

import re
from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet

from mentorship.core.forms import RussianDateField
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Acquaintance, Document, DocumentQuerySet
from mentorship.documents.search import matching
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.search import cleaned, read

EVERY_YEAR = "all"


def kind_titles() -> list[tuple[str, str]]:
    return [(kind.code, kind.title) for kind in KINDS]


class RussianDateFilter(django_filters.DateFilter):
    field_class = RussianDateField


class DocumentFilter(django_filters.FilterSet):
    """By number or title, kind, state, year, dates, signature, and what is in force on a day.

    Without a year the current one is meant; a question about a day is asked of every year.
    """

    q = django_filters.CharFilter(label="Номер или заголовок", method="with_text")
    kind = django_filters.ChoiceFilter(label="Вид", choices=kind_titles, empty_label="все виды")
    state = django_filters.ChoiceFilter(
        label="Состояние", choices=Document.State.choices, empty_label="все состояния"
    )
    year = django_filters.ChoiceFilter(
        label="Учебный год", method="of_year", empty_label=None, choices=[]
    )

    since = RussianDateFilter(label="Дата с", field_name="dated_on", lookup_expr="gte")
    until = RussianDateFilter(label="Дата по", field_name="dated_on", lookup_expr="lte")
    signed = django_filters.ChoiceFilter(
        label="Подпись",
        method="with_signature_of",
        choices=Document.Signed.choices,
        empty_label="любая",
    )
    acquaintance = django_filters.ChoiceFilter(
        label="Ознакомление",
        method="with_waiting_lines",
        choices=[("waiting", "не все ознакомлены")],
        empty_label="любое",
    )
    in_force = RussianDateFilter(label="Действует на дату", method="of_day")

    class Meta:
        model = Document
        fields = (
            "q",
            "kind",
            "state",
            "year",
            "since",
            "until",
            "signed",
            "acquaintance",
            "in_force",
        )

    def __init__(self, given: Any, queryset: DocumentQuerySet, current: SchoolYear) -> None:
        given = given.copy()
        # What is in force was mostly issued in earlier years: the year that stands there by
        # itself would hide it.
        if given.get("in_force") and given.get("year") in (None, str(current.first)):
            given["year"] = EVERY_YEAR
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

    # Fields that fold away until one of them is used.
    further = ("since", "until", "signed", "acquaintance", "in_force")

    @property
    def asks_further(self) -> bool:
        return any(self.data.get(name) for name in self.further)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the current school year was asked."""
        chosen = {
            name: value for name, value in self.data.items() if value and name in self.filters
        }
        return chosen != {"year": str(self.current.first)}

    def with_text(self, rows: DocumentQuerySet, name: str, text: str) -> DocumentQuerySet:
        return rows.filter(matching(read(cleaned(text))))

    def with_signature_of(self, rows: DocumentQuerySet, name: str, how: str) -> DocumentQuerySet:
        return rows.signed_as(how)

    def with_waiting_lines(self, rows: DocumentQuerySet, name: str, how: str) -> DocumentQuerySet:
        return rows.filter(pk__in=Acquaintance.objects.waiting().values("document"))

    def of_day(self, rows: DocumentQuerySet, name: str, day: date) -> DocumentQuerySet:
        return rows.in_force_on(day)

    def of_year(self, rows: DocumentQuerySet, name: str, year: str) -> DocumentQuerySet:
        return rows if year == EVERY_YEAR else rows.filter(school_year=int(year))


def journal(member: Membership, given: Any, year: SchoolYear) -> DocumentFilter:
    """The member's documents under the filters of the page."""
    rows = Document.objects.visible_to(member).with_signature().with_end()
    return DocumentFilter(given, rows, year)


def in_order(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Drafts first, then the newest dates: what waits is on top."""
    return rows.order_by("-dated_on", "-created_at", "-pk")


def title_of(document: Document) -> str:
    return KINDS[document.kind].title if document.kind in KINDS else document.kind
