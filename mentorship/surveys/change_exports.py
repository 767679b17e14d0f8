"""Changes of a group as .xlsx: the means, and what each person answered before and after."""

from collections.abc import Callable

from mentorship.core.spreadsheets.writing import Column, Table, write_workbook
from mentorship.surveys.change_groups import GroupChange, PersonChange
from mentorship.surveys.changes import ENTRY, EXIT, GroupLine

MEAN = "0.0"


def _of_person(code: str, side: str) -> Callable[[PersonChange], float | None]:
    """The value of one side of a scale of a person."""

    def value(row: PersonChange) -> float | None:
        line = row.change.line(code)
        return getattr(line, side) if line else None

    return value


def as_xlsx(found: GroupChange, title: str) -> bytes:
    """Two sheets; whoever withdrew the consent is in the means alone."""
    means: list[Column[GroupLine]] = [
        Column("Шкала (1–10)", lambda line: line.title, 60),
        Column("Ответили дважды, чел.", lambda line: line.count, 14),
        Column("До, среднее", lambda line: line.before, 12, MEAN),
        Column("После, среднее", lambda line: line.after, 12, MEAN),
        Column("Разница", lambda line: line.difference, 12, MEAN),
        Column("Пометка", lambda line: "мало ответов" if line.is_few else "", 16),
    ]
    people: list[Column[PersonChange]] = [
        Column("ФИО", lambda row: row.person.full_name, 34),
        Column("Класс или должность", lambda row: row.person.place, 24),
        Column("Входная", lambda row: row.change.day(ENTRY), 13),
        Column("Итоговая", lambda row: row.change.day(EXIT), 13),
    ]
    for line in found.lines:
        people += [
            Column(f"{line.title} До", _of_person(line.code, "before"), 12),
            Column(f"{line.title} После", _of_person(line.code, "after"), 12),
            Column(f"{line.title} Разница", _of_person(line.code, "difference"), 12),
        ]
    agreed = [row for row in found.people if row.is_agreed]
    return write_workbook(
        [
            Table("Средние", means, found.lines, title),
            Table("По людям", people, agreed, title),
        ]
    )
