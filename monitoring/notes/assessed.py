"""What a note says of quality (S000, section 6): finished sheets, and growth of participants."""

from collections.abc import Iterable, Iterator
from datetime import date

from monitoring.models import Note, SheetVersion
from monitoring.notes.blocks import Block, Grid, words
from monitoring.notes.readers import part_of, reader_of
from monitoring.quality.growth import GrowthLine, growth_of
from monitoring.quality.results import SWOT
from monitoring.summaries import institutions_counted


def quality_blocks(note: Note) -> Iterable[Block]:
    """Sheets of whole institutions in force; nothing while no sheet is finished."""
    organization = note.organization
    seen = SheetVersion.objects.visible_to(reader_of(note))
    found = seen.filter(sheet__school_year=note.first_year, sheet__form=None)
    sheets = list(found.in_force().select_related("sheet__institution"))
    if not sheets:
        return []
    if organization.is_institution:
        return list(_own(sheets[0]))
    return list(_below(note, sheets))


def growth_blocks(note: Note, today: date) -> Iterable[Block]:
    """Means before and after by groups; under five people of a scale are hidden at every level."""
    columns = (("Шкала", 46), ("До", 12), ("После", 13), ("Разница", 15), ("Ответили", 14))
    return [
        Grid(
            f"{group.title}: изменения за год (средние, 1–10)",
            columns,
            tuple(_grown(line) for line in group.shown),
        )
        for group in growth_of(note.organization, note.year, today, member=part_of(note))
        if group.shown
    ]


def _own(sheet: SheetVersion) -> Iterator[Block]:
    """The school's own sheet: its level, SWOT and conclusion."""
    yield words(
        f"Качество реализации программы наставничества: {sheet.score} из {sheet.greatest} баллов, "
        f"уровень – {sheet.level_title}."
    )
    given = sheet.content.get("swot", {})
    if rows := tuple((title, given[code]) for code, title in SWOT.items() if given.get(code)):
        yield Grid("SWOT-анализ", (("Факторы", 30), ("Что отмечено", 70)), rows)
    for line in str(sheet.content.get("conclusion", "")).splitlines():
        if line.strip():
            yield words(line)


def _below(note: Note, sheets: list[SheetVersion]) -> Iterator[Block]:
    """How many institutions have each level; in a municipality each by name."""
    asked = institutions_counted(note.organization, note.year, part_of(note)).count()
    yield words(
        f"Качество программ оценили организаций – {len(sheets)} из {asked}; остальные оценку не "
        "завершили и в распределении не учтены."
    )
    sheets.sort(key=lambda row: (-row.score, row.sheet.institution.name))
    levels: dict[str, int] = {}
    for row in sheets:
        levels[row.level_title] = levels.get(row.level_title, 0) + 1
    rows = tuple((level, str(count)) for level, count in levels.items())
    yield Grid("Уровни качества программ", (("Уровень", 70), ("Организации", 30)), rows)
    if note.organization.level == "municipality":
        columns = (("Организация", 56), ("Баллы", 18), ("Уровень", 26))
        named = tuple(
            (row.sheet.institution.short_name, f"{row.score} из {row.greatest}", row.level_title)
            for row in sheets
        )
        yield Grid("Оценка качества по организациям", columns, named)


def _grown(line: GrowthLine) -> tuple[str, ...]:
    if line.before is None or line.after is None:
        return line.title, "скрыто", "скрыто", "скрыто", "менее 5"
    means = (f"{mean:.1f}".replace(".", ",") for mean in (line.before, line.after))
    return line.title, *means, line.shown_difference, str(line.count)
