"""A note as it reads now: lines with live numbers, tables and drawings, section by section."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import HIDDEN_CELL
from monitoring.models import Note, NoteSection, Recommendation
from monitoring.notes.assessed import growth_blocks, quality_blocks
from monitoring.notes.blocks import Block, Chart, Grid, Line, Piece, words
from monitoring.notes.charts import Column, column_chart
from monitoring.notes.collected import (
    Collected,
    explanations_blocks,
    places_blocks,
    totals_blocks,
)
from monitoring.notes.kept import kept_for
from monitoring.notes.names import block_of, marks_in, own_names, parts_of, told
from monitoring.notes.numbers import EMPTY_YEAR, is_empty_year, read_numbers
from monitoring.notes.readers import part_of
from monitoring.notes.reference import tables_of
from monitoring.summaries import current_indicators, readable_values
from monitoring.values import IndicatorValue
from monitoring.workbooks.marks import Mark, MarkError
from monitoring.workbooks.shown import NO_VALUE, UNKNOWN, Shown

YEARS_COMPARED = 5
T = TypeVar("T")
DASH = "–"


@dataclass(frozen=True)
class SectionBody:
    section: NoteSection
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class NoteBody:
    """Everything a printed note is made of; `shown` is what each of its marks reads."""

    note: Note
    counted_on: date
    sections: tuple[SectionBody, ...]
    shown: Mapping[str, Shown]
    is_empty: bool

    @property
    def unknown(self) -> list[str]:
        """Marks without a value, for the list of what to look at before issuing."""
        return [code for code, shown in self.shown.items() if shown.state == UNKNOWN]


def body_of(note: Note, today: date, *, is_fresh: bool = False) -> NoteBody:
    """The note as its organization reads it today. Statements do not depend on institutions.

    A draft above the institution may be some minutes old; `is_fresh` counts it now.
    """
    sections = [row for row in note.sections.all() if not row.is_left_out]
    marks = {
        mark.written: mark
        for row in sections
        for mark in known_marks(f"{row.text}\n{remembered_marks(row)}", note)
    }
    reader = Reader(note, today, tuple(marks.values()), is_fresh=is_fresh)
    return NoteBody(
        note,
        note.year.counted_on(today),
        tuple(SectionBody(row, tuple(reader.blocks(row.text))) for row in sections),
        reader.shown,
        reader.numbers.is_empty,
    )


def remembered_marks(section: NoteSection) -> str:
    """Marks whose numbers a person may have written by hand: they are still looked after."""
    return "\n".join(f"{{{{ {code} }}}}" for code in section.remembered)


def known_marks(text: str, note: Note) -> list[Mark]:
    """Marks of a text that can be read; what is wrong with the others is told by `problems_in`."""
    found = []
    for mark in marks_in(text):
        try:
            told(mark, note.organization)
        except MarkError:
            continue
        found.append(mark)
    return found


class Reader:
    """Reads marks, tables and charts of one note; each thing is asked for once."""

    def __init__(
        self, note: Note, today: date, marks: Sequence[Mark], *, is_fresh: bool = False
    ) -> None:
        self.note, self.organization, self.year = note, note.organization, note.year
        self.today = today
        self.marks = marks
        self.collected = Collected(note)
        self.is_fresh = is_fresh
        written = sorted(mark.written for mark in marks)
        self.numbers = self._kept(written, lambda: read_numbers(note, today, marks))
        self.tables: dict[str, Callable[[], Iterable[Block]]] = {
            "indicators": self._indicators,
            "years": self._years,
            "unreported": self._unreported,
            "recommendations": self._recommendations,
            "totals": lambda: totals_blocks(note),
            "places": lambda: places_blocks(note),
            "explanations": lambda: explanations_blocks(note),
            "quality": lambda: quality_blocks(note),
            "growth": lambda: growth_blocks(note, today),
        }

    def _kept(self, what: list[str], count: Callable[[], T]) -> T:
        return count() if self.is_fresh else kept_for(self.note, self.today, what, count)

    @cached_property
    def shown(self) -> dict[str, Shown]:
        rounds = {
            mark.written: self.collected.shown(mark.path[0])
            for mark in self.marks
            if mark.kind == "round"
        }
        known = {mark.written for mark in self.marks}
        counted = {code: row for code, row in self.numbers.marks.items() if code in known}
        return counted | rounds

    def blocks(self, text: str) -> Iterator[Block]:
        """The text as blocks; a line that cannot be read stands as it was typed."""
        for line in text.splitlines():
            try:
                parts = parts_of(line)
            except MarkError:
                yield Line((Piece(line),))
                continue
            block = block_of(parts)
            if block is not None and block.name in own_names(self.organization):
                yield from self._block(block)
            elif line.strip():
                yield Line(tuple(self._piece(part) for part in parts))

    def _piece(self, part: str | Mark) -> Piece:
        if isinstance(part, str):
            return Piece(part)
        found = self.shown.get(part.written)
        if found is None:
            return Piece(f"{{{{ {part.written} }}}}")
        return Piece(found.text, part.written, found.state, found.reason)

    def _block(self, mark: Mark) -> Iterable[Block]:
        code = mark.path[0]
        if mark.kind == "chart":
            return self._year_charts() if code == "years" else self._indicator_chart()
        if code in self.tables:
            return self.tables[code]()
        return self._counted(code)

    def _counted(self, code: str) -> Iterable[Block]:
        kind = tables_of(self.organization)[code]
        rows = self.numbers.tables.get(code, [])
        if not rows:
            return [words(f"{kind.title}: {NO_VALUE}.")]
        columns = tuple((column.title, column.width) for column in kind.columns)
        return [Grid(kind.title, columns, tuple(tuple(c.text for c in row) for row in rows))]

    @cached_property
    def values(self) -> list[IndicatorValue]:
        return self._kept(["values"], lambda: self._values_of(self.year))

    @cached_property
    def by_year(self) -> dict[SchoolYear, dict[str, IndicatorValue]]:
        """Values of the last years by code, each by the version that held in it."""
        return self._kept(["years"], self._by_year)

    def _by_year(self) -> dict[SchoolYear, dict[str, IndicatorValue]]:
        years = [SchoolYear(self.year.first - back) for back in range(YEARS_COMPARED - 1, 0, -1)]
        found = {year: {row.indicator.code: row for row in self._values_of(year)} for year in years}
        return found | {self.year: {row.indicator.code: row for row in self.values}}

    def _values_of(self, year: SchoolYear) -> list[IndicatorValue]:
        chosen = current_indicators(self.organization, year)
        values = readable_values(
            self.organization, year, self.today, member=part_of(self.note), indicators=chosen
        )
        if any(value.numerator or value.hides for value in values):
            return values
        if not is_empty_year(self.note, year, self.today):
            return values
        # The year is not in the system, and that is no zero.
        return [replace(value, reason=value.reason or EMPTY_YEAR) for value in values]

    def _indicators(self) -> Iterable[Block]:
        columns = (("№", 6), ("Показатель", 44), ("Факт", 22), ("План, %", 12), ("Разница", 16))
        rows = tuple(
            (str(n), value.indicator.title, _fact(value), _plan(value), _difference(value))
            for n, value in enumerate(self.values, 1)
        )
        return [Grid("Целевые показатели", columns, rows)]

    def _years(self) -> Iterable[Block]:
        columns = (("Показатель, %", 40), *((_short(year), 12) for year in self.by_year))
        rows = tuple(
            (
                value.indicator.short_title[:1].upper() + value.indicator.short_title[1:],
                *(_percent(of_year.get(value.indicator.code)) for of_year in self.by_year.values()),
            )
            for value in self.values
        )
        return [Grid("Показатели по учебным годам", columns, rows)]

    def _year_charts(self) -> Iterable[Block]:
        """A chart for each indicator that is known in at least two years."""
        for value in self.values:
            of_years = [of.get(value.indicator.code) for of in self.by_year.values()]
            columns = [
                Column(_short(year), *_heights(of_year))
                for year, of_year in zip(self.by_year, of_years, strict=True)
            ]
            if sum(column.fact is not None for column in columns) > 1:
                title = f"{value.indicator.short_title}, %"
                yield Chart(title[:1].upper() + title[1:], column_chart(title, columns))

    def _indicator_chart(self) -> Iterable[Block]:
        columns = [Column(str(n), *_heights(value)) for n, value in enumerate(self.values, 1)]
        if any(column.fact is not None for column in columns):
            caption = "Показатели года по номерам таблицы: столбец – факт, черта – план, %"
            yield Chart(caption, column_chart(caption, columns))

    def _unreported(self) -> Iterable[Block]:
        if self.note.round is None:
            return [words("Сбор отчётов не выбран: нет данных.")]
        missing = self.collected.missing
        if not missing:
            return [words("Все организации представили отчёты.")]
        columns = (("№", 9), ("Организация", 60), ("Состояние", 31))
        rows = tuple(
            (str(n), _school_name(row.organization, self.note), row.get_state_display())
            for n, row in enumerate(missing, 1)
        )
        return [Grid("Отчёт не представили", columns, rows)]

    def _recommendations(self) -> Iterable[Block]:
        given = list(recommendations_of(self.note))
        if not given:
            return [words("Рекомендаций нет.")]
        if self.organization.is_institution:
            return [words(f"– {row.text}") for row in given]
        return list(_addressed(given, self.note))


def recommendations_of(note: Note) -> Iterable[Recommendation]:
    rows = note.recommendations.in_force().select_related("institution__parent")
    return rows.order_by("institution__parent__name", "institution__name", "pk")


def _addressed(given: Iterable[Recommendation], note: Note) -> Iterator[Line]:
    """One advice to many schools is said once, with their names after it, in a region by place."""
    by_text: dict[str, list[Organization]] = {}
    for row in given:
        by_text.setdefault(row.text, []).append(row.institution)
    by_place = note.organization.level == "region"
    for number, (text, schools) in enumerate(by_text.items(), 1):
        yield words(f"{number}. {text}")
        if by_place:
            yield words("Кому:")
            yield from (words(line) for line in _by_place(schools))
        else:
            yield words(f"Кому: {'; '.join(school.short_name for school in schools)}.")


def _by_place(schools: Iterable[Organization]) -> list[str]:
    """«Округ № 1: СОШ № 1, СОШ № 2»."""
    places: dict[str, list[str]] = {}
    for school in schools:
        place = school.parent.short_name if school.parent else ""
        places.setdefault(place, []).append(school.short_name)
    return [f"{place}: {', '.join(names)}" for place, names in places.items()]


def _school_name(organization: Organization, note: Note) -> str:
    if note.organization.level == "region" and organization.parent:
        return f"{organization.short_name} ({organization.parent.short_name})"
    return str(organization.short_name)


def _short(year: SchoolYear) -> str:
    return f"{year.first}/{(year.first + 1) % 100:02}"


def _heights(value: IndicatorValue | None) -> tuple[int | None, int | None]:
    if value is None:
        return None, None
    return value.percent, value.plan.value if value.plan else None


def _fact(value: IndicatorValue) -> str:
    left_out = f" ({value.left_out_text})" if value.left_out_text else ""
    return f"{value.text}{left_out}"


def _plan(value: IndicatorValue) -> str:
    return str(value.plan.value) if value.plan else "не задан"


def _difference(value: IndicatorValue) -> str:
    if value.difference is None:
        return DASH
    return f"{value.difference:+d} п. п.".replace("-", "−")


def _percent(value: IndicatorValue | None) -> str:
    if value is None:
        return DASH
    if value.hides and value.percent is None:
        return HIDDEN_CELL
    return NO_VALUE if value.percent is None else f"{value.percent} %"
