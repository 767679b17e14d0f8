"""Values of the change log in the words of the interface; no number of a row is ever shown."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.fields.json import JSONField
from django.utils import timezone
from psycopg2.extras import Range

EMPTY = "не указано"
_LONGEST = 300

Change = tuple[Any, Any, Any]


class Names:
    """Words of the rows that foreign keys point to: one statement for each model."""

    def __init__(self, changes: Iterable[Change]) -> None:
        wanted: dict[type[models.Model], set[Any]] = {}
        for field, old, new in changes:
            if field.remote_field:
                wanted.setdefault(field.related_model, set()).update((old, new))
        self.words = {model: self._named(model, pks - {None}) for model, pks in wanted.items()}

    def of(self, model: type[models.Model], pk: Any) -> str:
        return self.words[model].get(pk, "удалено")

    def _named(self, model: type[models.Model], pks: set[Any]) -> dict[Any, str]:
        rows = model._default_manager.filter(pk__in=pks).select_related()
        return {row.pk: str(row) for row in rows}


def title_of(field: Any) -> str:
    """The label of a field; a bare key to another row is called by what it points to."""
    title = str(field.verbose_name)
    if field.remote_field and title.isascii():
        return str(field.related_model._meta.verbose_name)
    return title


def in_words(field: Any, value: Any, names: Names) -> str:
    """One value as the card shows it: choices by their labels, dates by day, rows by name."""
    if value in (None, "", [], {}):
        return EMPTY
    if field.remote_field:
        return names.of(field.related_model, value)
    if isinstance(field, models.FileField):
        return "файл приложен"
    if isinstance(field, JSONField):
        return "заполнено"
    if isinstance(value, list):
        return ", ".join(_single(field.base_field, item) for item in value)
    if field.name == "school_year":
        return f"{value}/{value + 1}"
    return _single(field, value)


def _single(field: Any, value: Any) -> str:
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Range):
        return _period(value)
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _period(period: Range) -> str:
    """«с 01.09.2022», «01.09.2022 – 31.08.2023»: the bound kept in the database is left out."""
    if period.upper is None:
        return f"с {period.lower:%d.%m.%Y}"
    return f"{period.lower:%d.%m.%Y} – {period.upper - dt.timedelta(days=1):%d.%m.%Y}"
