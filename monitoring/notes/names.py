"""What the text of a note may name: names of report forms, and its round, tables and charts.

The grammar is that of report forms (`workbooks/marks.py`). A line is a paragraph; a table or a
chart stands on a line of its own.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from mentorship.organizations.models import Organization
from monitoring.notes.reference import tables_of
from monitoring.workbooks.marks import Mark, MarkError, Part, lone_mark, marks_of, parse_cell
from monitoring.workbooks.vocabulary import all_names, explain

FROM_FORMS = frozenset({"figure", "indicator", "headcount", "organization", "period", "today"})
ROUND = {
    "title": "название сбора отчётов",
    "due": "срок сбора",
    "asked": "сколько отчётов запрошено",
    "accepted": "сколько отчётов принято",
    "waiting": "сколько отчётов ждёт проверки",
    "missing": "сколько организаций не представили отчёт",
}
TABLES = {
    "indicators": "Целевые показатели: факт, план, отклонение",
    "years": "Показатели по учебным годам",
    "totals": "Свод сбора отчётов по принятым отчётам",
    "places": "Отчёты по муниципалитетам",
    "unreported": "Организации, не представившие отчёт",
    "explanations": "Предупреждения проверок и пояснения организаций",
    "recommendations": "Рекомендации организациям",
    "quality": "Качество реализации программ: уровни, SWOT",
    "growth": "Изменения у участников: до и после",
}
OF_ROUNDS = frozenset({"table.totals", "table.places", "table.unreported", "table.explanations"})
CHARTS = {
    "years": "Показатели по учебным годам, столбцы и план",
    "indicators": "Показатели года: факт и план",
}
OWN_LINE = "таблица и диаграмма пишутся отдельной строкой."
_BLOCKS = frozenset({"table", "chart"})


def parts_of(line: str) -> list[Part]:
    """Words and marks of a line in turn; MarkError for what cannot be read."""
    return parse_cell(line)


def block_of(parts: list[Part]) -> Mark | None:
    """The table or chart a line consists of."""
    mark = lone_mark(parts)
    return mark if mark and mark.kind in _BLOCKS else None


def marks_in(text: str) -> list[Mark]:
    """Marks of a text, each once; lines that cannot be read have none."""
    found: dict[str, Mark] = {}
    for line in text.splitlines():
        try:
            found |= {mark.written: mark for mark in marks_of(parts_of(line))}
        except MarkError:
            continue
    return list(found.values())


def told(mark: Mark, organization: Organization) -> str:
    """What a mark shows in words; MarkError when there is no such name in a note of this level."""
    if mark.kind in FROM_FORMS:
        return explain(mark, None).shows
    if mark.kind == "round" and organization.is_institution:
        raise MarkError("Сборы отчётов открывают муниципалитет и регион: в отчёте школы их нет.")
    known = own_names(organization)
    if mark.name not in known or mark.options or mark.flags:
        raise MarkError(_unknown(mark, known))
    return known[mark.name]


def problems_in(text: str, organization: Organization) -> Iterator[str]:
    """What is wrong with the marks of a text, in words that quote the mark."""
    for line in text.splitlines():
        try:
            parts = parts_of(line)
        except MarkError as error:
            yield str(error)
            continue
        for mark in marks_of(parts):
            try:
                told(mark, organization)
            except MarkError as error:
                yield f"{{{{ {mark.written} }}}}: {error}"
            else:
                if mark.kind in _BLOCKS and block_of(parts) is None:
                    yield f"{{{{ {mark.written} }}}}: {OWN_LINE}"


def own_names(organization: Organization) -> dict[str, str]:
    """Names that only notes have, with what each shows."""
    tables = TABLES | {code: kind.title for code, kind in tables_of(organization).items()}
    names = {f"table.{code}": title for code, title in tables.items()}
    names |= {f"chart.{code}": title for code, title in CHARTS.items()}
    if organization.is_institution:
        return {code: title for code, title in names.items() if code not in OF_ROUNDS}
    return names | {f"round.{code}": words for code, words in ROUND.items()}


def _unknown(mark: Mark, known: dict[str, str]) -> str:
    near = get_close_matches(mark.name, [*known, *all_names()], 1, 0.6)
    hint = f" Может быть, {near[0]}?" if near else " Все имена – на странице «Имена для форм»."
    return f"Имени {mark.name} в справке нет.{hint}"
