"""Possible doubles as they are shown: the row of the file beside everybody it may speak of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.bank.affiliations import place_on
from mentorship.bank.importing.decisions import birth_of, code_of
from mentorship.bank.models import ImportRow, ImportRun, Person
from mentorship.core.spreadsheets.lists import letters

HIDDEN = "скрыто: нет согласия"
_SHOWN = ("ФИО", "Рождение", "Класс или должность", "Контакты")


@dataclass(frozen=True)
class Fact:
    """A line of a card; `differs` from what the row says."""

    title: str
    value: str
    differs: bool = False


@dataclass(frozen=True)
class Side:
    """Somebody a row may speak of; `code` is the answer that says so."""

    code: str
    title: str
    url: str
    why: str
    facts: tuple[Fact, ...]
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    row: ImportRow
    facts: tuple[Fact, ...]
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
            Question(row, _facts(values := _values_of(row.values), values), tuple(self._sides(row)))
            for row in self.rows
        ]

    def _sides(self, row: ImportRow) -> Iterable[Side]:
        mine = _values_of(row.values)
        for candidate in row.candidates:
            person = self.people.get(candidate["person"])
            other = self.others.get(candidate["row"])
            if person:
                title, url, values = "В базе", person.get_absolute_url(), self._values_of(person)
            elif other:
                title, url = f"В файле, строка {other.number}", ""
                values = _values_of(other.values)
            else:
                continue
            code = code_of(candidate)
            facts = _facts(values, mine)
            yield Side(code, title, url, candidate["why"], facts, row.answer == code)

    def _values_of(self, person: Any) -> list[str]:
        """Without a consent in force only the name, the class and the contacts are shown."""
        birth = str(birth_of(person) or "")
        if birth and person.pk not in self.disclosed:
            birth = HIDDEN
        return [person.full_name, birth, person.place or "", person.contacts]


def _values_of(values: dict[str, Any]) -> list[str]:
    name = " ".join(filter(None, values.get("name", [])))
    return [name, *(values.get(code, "") for code in ("birth", "place", "contacts"))]


def _facts(values: list[str], mine: list[str]) -> tuple[Fact, ...]:
    return tuple(
        Fact(title, value, letters(value) != letters(own))
        for title, value, own in zip(_SHOWN, values, mine, strict=True)
    )
