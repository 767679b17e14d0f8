"""The reading log as workbooks: the journal as filtered, and the pack for an inquiry."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from mentorship.audit.models import Reading
from mentorship.audit.people import Shown, named
from mentorship.core.spreadsheets.writing import Column, Table, write_table, write_workbook
from mentorship.organizations.models import Membership

# A sheet of a year of one school; a narrower period gives the rest.
MOST_ROWS = 20_000


@dataclass
class Touched:
    """One person in a pack: which of their data went where, how often, from when to when."""

    shown: Shown
    kinds: Counter[str] = field(default_factory=Counter)
    moments: list[datetime] = field(default_factory=list)

    @property
    def what(self) -> str:
        return "; ".join(f"{kind} – {times}" for kind, times in sorted(self.kinds.items()))


def journal_workbook(readings: Iterable[Reading], *, reader: Membership) -> bytes:
    """The journal: a row for each reading, with everybody it showed."""
    rows = list(readings)
    names = named((pk for row in rows for pk in row.people), reader)
    columns: list[Column[Reading]] = [
        *_reading_columns(),
        Column("Чьи данные", lambda row: _listed(row, names), 80),
    ]
    return write_table("Журнал обращений", columns, rows, heading="Журнал обращений к данным")


def incident_workbook(readings: Iterable[Reading], *, reader: Membership, heading: str) -> bytes:
    """Exactly the cards opened and the data given out; apart from them what lists showed (D7)."""
    rows = list(readings)
    given = [row for row in rows if row.kind not in Reading.LISTED]
    listed = [row for row in rows if row.kind in Reading.LISTED]
    names = named((pk for row in rows for pk in row.people), reader)
    return write_workbook(
        [
            Table("Люди", _person_columns(), touched_in(given, names), heading),
            Table("Обращения", _reading_columns(), given, heading),
            Table("Показаны в списках", _person_columns(), touched_in(listed, names), heading),
        ]
    )


def touched_in(readings: Iterable[Reading], names: dict[int, Shown]) -> list[Touched]:
    """Everybody the readings showed, by name; two cards of one person stand apart."""
    found: dict[int, Touched] = {}
    for reading in readings:
        for pk in reading.people:
            person = found.setdefault(pk, Touched(names[pk]))
            person.kinds[reading.get_kind_display()] += 1
            person.moments.append(timezone.localtime(reading.at))
    return sorted(found.values(), key=lambda person: person.shown.name)


def _listed(reading: Reading, names: dict[int, Shown]) -> str:
    return "; ".join(sorted(names[pk].name for pk in reading.people))


def _reading_columns() -> Sequence[Column[Reading]]:
    return [
        Column("Когда", lambda row: row.at, 18),
        Column("Сотрудник", lambda row: row.user.full_name if row.user else "система", 34),
        Column("Роль", _role, 24),
        Column("Что", lambda row: row.get_kind_display(), 24),
        Column("Отбор", lambda row: row.selection, 34),
        Column("Сколько человек", lambda row: row.count, 12),
        Column("Адрес", lambda row: row.address or "", 18),
        Column("Запрос или задание", _source, 18),
    ]


def _role(reading: Reading) -> str:
    return reading.membership.get_role_display() if reading.membership else ""


def _source(reading: Reading) -> str:
    return f"задание {reading.job}" if reading.job else reading.request_id


def _person_columns() -> Sequence[Column[Any]]:
    return [
        Column("ФИО", lambda row: row.shown.name, 40),
        Column("Класс или должность", lambda row: row.shown.place, 28),
        Column("Что", lambda row: row.what, 50),
        Column("Сколько раз", lambda row: row.kinds.total(), 12),
        Column("Впервые", lambda row: min(row.moments), 18),
        Column("В последний раз", lambda row: max(row.moments), 18),
    ]
