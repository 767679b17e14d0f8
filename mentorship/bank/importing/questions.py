"""Possible doubles as they are shown: the row of the file beside everybody it may speak of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.bank.affiliations import place_on
from mentorship.bank.births import Birth
from mentorship.bank.models import ImportRow, ImportRun, Person

HIDDEN = "скрыто: нет согласия"
_SHOWN = (("name", "ФИО"), ("birth", "Рождение"), ("place", "Класс или должность"))
_CONTACTS = "Контакты"


@dataclass(frozen=True)
class Side:
    """Somebody a row may speak of; `code` is the answer that says so."""

    code: str
    title: str
    url: str
    why: str
    facts: tuple[tuple[str, str], ...]
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    row: ImportRow
    facts: tuple[tuple[str, str], ...]
    sides: tuple[Side, ...]

    @property
    def is_answered(self) -> bool:
        return bool(self.row.answer)

    @property
    def chosen(self) -> Side | None:
        return next((side for side in self.sides if side.is_chosen), None)


class Questions:
    """Questions of one page, with the people they are about in two statements."""

    def __init__(self, run: ImportRun, rows: Iterable[ImportRow], today: date) -> None:
        self.rows = list(rows)
        people = {c["person"] for row in self.rows for c in row.candidates if c["person"]}
        own = Person.objects.filter(institution_id=run.institution_id, pk__in=people)
        self.people = own.annotate(place=place_on(today, "pk")).in_bulk()
        self.disclosed = set(own.with_consent_on(today).values_list("pk", flat=True))
        numbers = {c["row"] for row in self.rows for c in row.candidates if c["row"]}
        self.others = {row.number: row for row in run.rows.filter(number__in=numbers)}

    def listed(self) -> list[Question]:
        return [
            Question(row, _facts_of_row(row.values), tuple(self._sides(row))) for row in self.rows
        ]

    def _sides(self, row: ImportRow) -> Iterable[Side]:
        for candidate in row.candidates:
            person = self.people.get(candidate["person"])
            other = self.others.get(candidate["row"])
            code = f"person:{candidate['person']}" if person else f"row:{candidate['row']}"
            if person:
                title, url, facts = "В базе", person.get_absolute_url(), self._facts_of(person)
            elif other:
                title, url = f"В файле, строка {other.number}", ""
                facts = _facts_of_row(other.values)
            else:
                continue
            yield Side(code, title, url, candidate["why"], facts, row.answer == code)

    def _facts_of(self, person: Any) -> tuple[tuple[str, str], ...]:
        """Without a consent in force only the name, the class and the contacts are shown."""
        birth = str(Birth(person.birth_year, person.born_on)) if person.birth_year else ""
        if birth and person.pk not in self.disclosed:
            birth = HIDDEN
        values = (person.full_name, birth, person.place or "")
        titles = [title for _, title in _SHOWN]
        return (*zip(titles, values, strict=True), (_CONTACTS, person.contacts))


def _facts_of_row(values: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    shown = values | {"name": " ".join(filter(None, values.get("name", [])))}
    facts = [(title, shown.get(code, "")) for code, title in _SHOWN]
    return (*facts, (_CONTACTS, values.get("contacts", "")))
