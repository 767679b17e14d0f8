"""The third bank as .xlsx. No source gives its official columns (domain C): these are ours."""

from typing import Any

from django.utils import timezone

from mentorship.core.spreadsheets.writing import Column, Table, write_workbook
from mentorship.organizations.models import Membership
from mentorship.programs.models import Practice

HEADING = (
    "База программ наставничества (S000, п. 2.2). Утверждённой формы у этой базы нет: состав граф "
    "предложен системой."
)
COLUMNS: tuple[Column[Any], ...] = (
    Column("№", lambda row: row[0], width=6),
    Column("Название программы, практики", lambda row: row[1].title, width=40),
    Column("Форма наставничества", lambda row: str(row[1].form), width=24),
    Column("Организация", lambda row: row[1].organization.short_name, width=30),
    Column("Описание", lambda row: row[1].description, width=60),
    Column("Цель", lambda row: row[1].content.get("goal", ""), width=40),
    Column("Срок, недель", lambda row: row[1].content.get("weeks"), width=10),
    Column("Мероприятий", lambda row: len(row[1].content.get("activities", [])), width=12),
    Column("Результат", lambda row: row[1].result, width=40),
    Column("Ссылка", lambda row: row[1].link, width=30),
    Column("Опубликована", lambda row: row[1].published_on, width=14),
    Column("Рекомендована", lambda row: "да" if row[1].recommended_at else "", width=14),
    Column("Взяли организаций", lambda row: row[1].takings, width=12),
)


def export_practices(*, member: Membership) -> bytes:
    """The published practices the member sees, by title; nobody is named in them."""
    shown = Practice.objects.visible_to(member).filter(state=Practice.State.PUBLISHED)
    rows = shown.with_takings().select_related("organization", "form").order_by("title", "pk")
    title = f"Программы на {timezone.localdate():%d.%m.%Y}"
    return write_workbook([Table(title, COLUMNS, enumerate(rows, 1), heading=HEADING)])
