"""What each cell of a form will show, and what is unknown in it, before it is accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mentorship.core.exceptions import DomainError
from monitoring.models import FormVersion
from monitoring.workbooks.circles import circle_in
from monitoring.workbooks.filling import IN_HEADERS
from monitoring.workbooks.layouts import FormCell, FormLayout, FormSheet, Problem, layout_of
from monitoring.workbooks.manual import ManualField, manual_field
from monitoring.workbooks.marks import Mark, MarkError
from monitoring.workbooks.vocabulary import KnownIndicators, check_rows, explain, known_indicators

_LOST = (
    ("xl/pivottables/", "Сводная таблица останется, но обновить её нужно в Excel: «Обновить всё»."),
    (
        "xl/externallinks/",
        "Книга ссылается на другие файлы: у получателя эти ссылки могут не открыться.",
    ),
    ("xl/connections.xml", "Подключение к внешним данным останется, система им не пользуется."),
    ("xl/querytables/", "Запрос к внешним данным останется, система его не выполняет."),
    ("_xmlsignatures/", "Электронная подпись книги снимается: заполненная книга – другой файл."),
    ("xl/slicers/", "Срезы останутся, но фильтр в них нужно выбрать заново."),
)
_KEPT = (
    ("xl/charts/", "диаграммы"),
    ("xl/media/", "рисунки"),
    ("xl/comments", "примечания"),
    ("xl/tables/", "умные таблицы"),
)
MOST_MARKS = 5_000


@dataclass(frozen=True)
class CellCheck:
    """A marked cell as the screen of acceptance tells it."""

    cell: FormCell
    shows: tuple[str, ...]
    problem: str = ""

    @property
    def place(self) -> str:
        return f"{self.cell.sheet}!{self.cell.address}"

    @property
    def written(self) -> str:
        return "".join(
            part if isinstance(part, str) else f"{{{{ {part.written} }}}}"
            for part in self.cell.parts
        )


@dataclass(frozen=True)
class FormCheck:
    """A form looked through: cells in order, problems, what is kept as it was."""

    cells: list[CellCheck]
    problems: list[Problem]
    kept: list[str]
    for_institution: bool

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    @property
    def notes(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.is_error]


def cells_of(version: FormVersion) -> list[CellCheck]:
    """Every marked cell of a version with what it shows, or what is wrong with it."""
    return check_form(layout_of(version.layout)).cells


def check_form(layout: FormLayout) -> FormCheck:
    """Look a form through; an unknown name comes with the nearest one there is."""
    cells: list[CellCheck] = []
    problems = list(layout.problems)
    inner, indicators = False, cache(known_indicators)
    for cell in layout.cells:
        check, is_inner = _checked(cell, indicators)
        inner = inner or is_inner
        cells.append(check)
        if check.problem:
            problems.append(Problem(check.place, check.problem))
    problems += _rows(layout)
    problems += _headers(layout)
    problems += _contradicting(layout)
    problems += _formulas(layout)
    if len(cells) > MOST_MARKS:
        problems.append(Problem("", f"Ячеек с именами больше {MOST_MARKS}: разделите форму."))
    problems += _notes(layout)
    kept = [word for start, word in _KEPT if _has_part(layout, start)]
    return FormCheck([cell for cell in cells if cell.cell.marks], problems, kept, inner)


def refuse_unfit(layout: FormLayout) -> None:
    """DomainError with the first errors of a form that may not be accepted."""
    errors = check_form(layout).errors
    if errors:
        told = " ".join(f"{error.place}: {error.text}" for error in errors[:3])
        more = f" И ещё ошибок: {len(errors) - 3}." if len(errors) > 3 else ""
        raise DomainError(f"Форма не принята. {told}{more}")


def _checked(cell: FormCell, indicators: KnownIndicators) -> tuple[CellCheck, bool]:
    shows: list[str] = []
    inner = bool(cell.block and cell.block.kind == "pairs")
    for mark in cell.marks:
        try:
            meaning = explain(mark, cell.block, indicators)
        except MarkError as error:
            return CellCheck(cell, tuple(shows), str(error)), inner
        shows.append(meaning.shows)
        inner = inner or meaning.for_institution
    return CellCheck(cell, tuple(shows)), inner


def _rows(layout: FormLayout) -> Iterator[Problem]:
    for sheet in layout.sheets:
        for block in sheet.blocks:
            try:
                check_rows(block)
            except MarkError as error:
                yield Problem(f"{sheet.name}, строка {block.first}", str(error))


def _headers(layout: FormLayout) -> Iterator[Problem]:
    for sheet in layout.sheets:
        for _tag, parts in sheet.headers:
            for mark in parts:
                if isinstance(mark, Mark):
                    yield from _header(sheet, mark)


def _header(sheet: FormSheet, mark: Mark) -> Iterator[Problem]:
    place = f"{sheet.name}, колонтитул"
    if mark.kind not in IN_HEADERS:
        yield Problem(
            place, f"Имя {mark.name} в колонтитуле не заполняется: там организация и период."
        )
        return
    try:
        explain(mark, None)
    except MarkError as error:
        yield Problem(place, str(error))


def _contradicting(layout: FormLayout) -> Iterator[Problem]:
    """One code of a manual cell has one type everywhere."""
    known: dict[str, ManualField] = {}
    for cell in layout.cells:
        for mark in cell.marks:
            if mark.kind != "manual":
                continue
            try:
                entered = manual_field(mark)
            except MarkError:
                continue
            first = known.setdefault(entered.code, entered)
            if (first.type, first.least, first.most) != (entered.type, entered.least, entered.most):
                yield Problem(
                    f"{cell.sheet}!{cell.address}",
                    f"Ячейка {mark.name} названа дважды с разным типом или границами.",
                )


def _formulas(layout: FormLayout) -> Iterator[Problem]:
    if circle := circle_in(layout.scan):
        yield Problem(
            circle[0],
            f"Формулы ссылаются по кругу: {' → '.join([*circle, circle[0]])}. Исправьте их.",
        )
    for sheet in layout.sheets:
        for row, column, text, kind in sheet.scan["formulas"]:
            place = sheet.place(row, column)
            if kind == "dataTable":
                yield Problem(place, "Таблица данных «что если» при повторе строк сломается.")
            elif kind == "array" and any(row in block for block in sheet.blocks):
                yield Problem(place, "Формула массива стоит в повторяемых строках: замените её.")
            elif "#REF!" in text:
                yield Problem(place, "В формуле потеряна ссылка (#REF!).", is_error=False)


def _notes(layout: FormLayout) -> Iterator[Problem]:
    for sheet in layout.sheets:
        if sheet.scan["protected"]:
            yield Problem(
                sheet.name,
                "Лист защищён: заполненная книга останется защищённой, вписать в неё что-то "
                "руками можно будет только в незащищённые ячейки.",
                is_error=False,
            )
        if sheet.scan["hidden"] and sheet.cells:
            yield Problem(sheet.name, "Лист скрыт, но заполняется.", is_error=False)
        for row, column in sheet.scan["rich"]:
            yield Problem(
                sheet.place(row, column),
                "Часть текста ячейки оформлена иначе: после заполнения оформление станет общим.",
                is_error=False,
            )
    for start, words in _LOST:
        if _has_part(layout, start):
            yield Problem("Книга", words, is_error=False)
    if layout.scan["marks_outside"]:
        yield Problem(
            "Книга",
            "Имена в надписях, рисунках и примечаниях не заполняются: перенесите их в ячейки.",
            is_error=False,
        )


def _has_part(layout: FormLayout, start: str) -> bool:
    return any(part.lower().startswith(start) for part in layout.scan["parts"])
