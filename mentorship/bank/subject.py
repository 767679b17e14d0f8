"""Everything held about one person, for the person's own request (152-ФЗ, ст. 14 и 20).

Rows are found by their foreign keys in every room, so nothing new is forgotten; rooms add the rows
that point to a person through others of theirs (meetings of a pair), and of confidential ones the
person's own words. Each row says who put it in.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.db.models.fields.json import JSONField
from django.utils import timezone

from mentorship.audit.history import RowChange, whole_history
from mentorship.audit.models import Reading
from mentorship.audit.origins import Authors
from mentorship.audit.trails import told_fields
from mentorship.audit.values import EMPTY, Names, in_words, title_of
from mentorship.bank.models import MentorForm, Namesakes, Person
from mentorship.bank.trails import cards_of, is_confidential, pointing_at, trails_of
from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership

# Of another person as much as of this one, and nothing but that they are not the same.
LEFT_OUT = frozenset({Namesakes})
# Rows that stand in others as a list; their changes are told.
LISTED = frozenset({MentorForm})
# Person → rows of a room that mention them without a key of their own.
SUBJECT_ROWS: Registry[Callable[[Person], Iterable[QuerySet[Any]]]] = Registry()
# «app.Model.field» kept as JSON → the words of it for each of the rows.
SUBJECT_WORDS: Registry[Callable[[list[Any]], list[str]]] = Registry()


@dataclass(frozen=True)
class Section:
    """One kind of rows: headings of what is kept at all, and a line of words for each row."""

    title: str
    headings: list[str]
    rows: list[list[str]]


def everything_about(person: Person, reader: Membership) -> list[Section]:
    """Sections of all rows, the changes and the readings; empty ones are left out."""
    found = [list(rows) for rows in _rows_of(person)]
    sources = _sources(found, reader)
    sections = [_section(rows, sources) for rows in found if rows]
    cards = cards_of(person)
    return [*sections, _changes(cards, reader), _readings(cards)]


def as_json(sections: list[Section], person: Person, reader: Membership, today: date) -> str:
    content = {
        "человек": person.full_name,
        "организация": reader.organization.name,
        "на дату": f"{today:%d.%m.%Y}",
        "разделы": [
            {
                "раздел": section.title,
                "строки": [_told_of(section, row) for row in section.rows],
            }
            for section in sections
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _told_of(section: Section, row: list[str]) -> dict[str, str]:
    return {title: told for title, told in zip(section.headings, row, strict=True) if told}


def _rows_of(person: Person) -> Iterator[QuerySet[Any]]:
    yield Person.objects.filter(pk=person.pk)
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model") or model in LEFT_OUT | LISTED:
            continue
        if is_confidential(model):
            continue
        if where := pointing_at(model, [person.pk]):
            yield model._default_manager.filter(where).order_by("pk")
    for source in SUBJECT_ROWS:
        yield from source(person)


def _sources(found: list[list[Any]], reader: Membership) -> dict[tuple[type[Model], Any], str]:
    """Who put each row in, and when, from the change log."""
    first: dict[tuple[type[Model], Any], Any] = {}
    for rows in filter(None, found):
        model = type(rows[0])
        if hasattr(model, "pgh_event_model"):
            events = model.pgh_event_model.objects.filter(pgh_label="insert")
            for event in events.filter(pgh_obj__in=[row.pk for row in rows]):
                first[model, event.pgh_obj_id] = event
    authors = Authors([event.pgh_context or {} for event in first.values()], reader)
    return {
        key: f"{_moment(event.pgh_created_at)}, {authors.of(event.pgh_context or {}).name}"
        for key, event in first.items()
    }


def _section(rows: list[Any], sources: dict[tuple[type[Model], Any], str]) -> Section:
    model = type(rows[0])
    fields = told_fields(model)
    lists = model._meta.many_to_many
    prefetch_related_objects(rows, *(field.name for field in lists))
    names = Names((field, getattr(row, field.attname), None) for row in rows for field in fields)
    columns = {_capital(title_of(field)): _column(field, rows, names) for field in fields}
    for field in lists:
        told = [", ".join(map(str, getattr(row, field.name).all())) for row in rows]
        columns[_capital(title_of(field))] = told
    columns["Источник"] = [sources.get((model, row.pk), "") for row in rows]
    filled = {title: told for title, told in columns.items() if any(told)}
    return Section(
        title=_capital(str(model._meta.verbose_name_plural)),
        headings=list(filled),
        rows=[list(row) for row in zip(*filled.values(), strict=True)],
    )


def _column(field: Any, rows: list[Any], names: Names) -> list[str]:
    """Values of one field in words; empty where nothing is kept."""
    if isinstance(field, JSONField):
        label = f"{field.model._meta.label}.{field.name}"
        return SUBJECT_WORDS[label](rows) if label in SUBJECT_WORDS else ["" for _ in rows]
    told = (in_words(field, getattr(row, field.attname), names) for row in rows)
    return ["" if words == EMPTY else words for words in told]


def _changes(cards: list[int], reader: Membership) -> Section:
    """The whole history, a line for each changed row."""
    trails = [trail for trail in trails_of(cards) if trail.model not in LEFT_OUT]
    rows = [
        [_moment(moment.at), f"{moment.author.name}, {moment.author.role}".rstrip(", "), _told(row)]
        for moment in whole_history(trails, reader=reader)
        for row in moment.rows
    ]
    return Section("История изменений", ["Когда", "Кто", "Что"], rows)


def _told(change: RowChange) -> str:
    told = [
        f"{field.title}: {'' if change.is_new else f'{field.old} → '}{field.new}"
        for field in change.fields
        if not (change.is_new and field.new == EMPTY)
    ]
    return f"{change.title}: {change.done}. {'; '.join(told)}".strip()


def _readings(cards: list[int]) -> Section:
    """Who looked: the role and the place, and the name of the colleague."""
    readings = Reading.objects.about(*cards).select_related("user", "membership", "organization")
    rows = [
        [
            _moment(reading.at),
            reading.user.full_name if reading.user else "система",
            reading.membership.get_role_display() if reading.membership else "",
            str(reading.organization or ""),
            ", ".join(filter(None, [reading.get_kind_display(), reading.selection])),
        ]
        for reading in readings.order_by("-at", "-pk")
    ]
    return Section("Кто видел данные", ["Когда", "Кто", "Роль", "Организация", "Что"], rows)


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%d.%m.%Y %H:%M}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
