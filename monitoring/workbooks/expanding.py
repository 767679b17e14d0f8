"""A sheet with its blocks of rows repeated: every part that names rows says the new ones.

It runs inside the limited child. The tree of a sheet is changed in place.
"""

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from monitoring.workbooks.package import Element, Package, SheetPart, child_of, children, local
from monitoring.workbooks.references import (
    Expansion,
    Expansions,
    Place,
    column_number,
    moved_formula,
)

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_AREAS = frozenset({"ref", "sqref", "activeCell", "topLeftCell"})
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2"})
# A block lies between its first and last row; what else names rows moves with the first copy.
_LEGACY_ROW = re.compile(r"(<x:Row>)\s*([0-9]+)\s*(</x:Row>)")
_LEGACY_ANCHOR = re.compile(r"(<x:Anchor>)([^<]*)(</x:Anchor>)")

Moved = Callable[[str], str]


def address(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def numbered_cells(sheet: Element) -> Iterator[tuple[int, int, Element]]:
    """Cells with row and column from 1; numbers a careless program left out are put in."""
    last_row = 0
    for row in _rows(sheet):
        last_row = int(row.get("r") or last_row + 1)
        row.set("r", str(last_row))
        last_column = 0
        for cell in children(row, "c"):
            match = _ADDRESS.fullmatch(cell.get("r") or "")
            last_column = column_number(match[1]) if match else last_column + 1
            cell.set("r", address(last_row, last_column))
            yield last_row, last_column, cell


def spell_out_shared(sheet: Element) -> None:
    """Write each formula shared by several cells in full: copies of rows break the sharing."""
    shared: dict[str, tuple[str, str]] = {}
    for _row, _column, cell in numbered_cells(sheet):
        formula = child_of(cell, "f")
        if formula is None or formula.get("t") != "shared":
            continue
        place, index = cell.get("r"), formula.get("si", "")
        if formula.text:
            shared[index] = (formula.text, place)
        elif index in shared:
            text, origin = shared[index]
            translated = Translator(f"={text}", origin=origin).translate_formula(place)
            formula.text = translated.removeprefix("=")
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def expand_sheet(
    package: Package, sheet: SheetPart, expansions: Expansions
) -> dict[tuple[int, int, int], Element]:
    """Repeat the blocks of a sheet; gives its cells by old row, column and copy."""
    tree = package.tree(sheet.path)
    expansion = expansions[sheet.name.lower()]
    spell_out_shared(tree)
    cells = _expand_rows(tree, sheet.name, expansions)
    if any(each.blocks for each in expansions.values()):
        _move_rest(tree, sheet.name, expansions)
    if expansion.blocks:
        _repeat_merged(tree, expansion)
        for kind, move in _BELONGING.items():
            for path in package.belonging(sheet, kind):
                move(package, path, expansion)
    return cells


def move_names(package: Package, workbook: Element, expansions: Expansions) -> None:
    """Print areas, print titles and the author's own names; ranges of charts."""
    names = child_of(workbook, "definedNames")
    for name in names if names is not None else []:
        if name.text:
            name.text = moved_formula(name.text, "", expansions)
    for path in [*package.named("xl/charts/chart"), *package.named("xl/charts/chartEx")]:
        for element in package.tree(path).iter():
            if local(element) == "f" and element.text:
                element.text = moved_formula(element.text, "", expansions, gathers=True)
            elif local(element) in ("numCache", "strCache"):
                for old in list(element):
                    element.remove(old)
                element.getparent().remove(element)


def _rows(sheet: Element) -> list[Element]:
    rows = child_of(sheet, "sheetData")
    return children(rows, "row") if rows is not None else []


def _expand_rows(
    tree: Element, name: str, expansions: Expansions
) -> dict[tuple[int, int, int], Element]:
    expansion = expansions[name.lower()]
    cells: dict[tuple[int, int, int], Element] = {}
    placed: list[tuple[int, Element]] = []
    for row in _rows(tree):
        number = int(row.get("r"))
        block = expansion.block_of(number)
        letters = [cell.get("r").rstrip("0123456789") for cell in children(row, "c")]
        columns = [(column_number(name), name) for name in letters]
        has_formulas = next(row.iter("{*}f"), None) is not None
        for nth in expansion.copies_of(number):
            twin = copy.deepcopy(row) if block else row
            place = Place(block, nth) if block else None
            moved = expansion.moved(number, nth)
            twin.set("r", str(moved))
            placed.append((moved, twin))
            for (column, letter), cell in zip(columns, children(twin, "c"), strict=True):
                cell.set("r", f"{letter}{moved}")
                if has_formulas:
                    _move_formula(cell, name, expansions, place)
                cells[number, column, nth] = cell
    _put_back(tree, placed)
    return cells


def _put_back(tree: Element, placed: list[tuple[int, Element]]) -> None:
    rows = child_of(tree, "sheetData")
    if rows is None:
        return
    for row in list(rows):
        rows.remove(row)
    for _number, row in sorted(placed, key=lambda pair: pair[0]):
        rows.append(row)


def _move_formula(cell: Element, sheet: str, expansions: Expansions, place: Place | None) -> None:
    formula = child_of(cell, "f")
    if formula is None:
        return
    if formula.text:
        formula.text = moved_formula(formula.text, sheet, expansions, place)
    if area := formula.get("ref"):
        expansion = expansions[sheet.lower()]
        if place is None:
            moved = expansion.moved_area(area)
        else:
            moved = expansion.moved_in_copy(area, place.copy)
        formula.set("ref", moved)


def _move_rest(tree: Element, sheet: str, expansions: Expansions) -> None:
    """Whatever else of the sheet names cells: validations, formats, links, filters, panes."""
    expansion = expansions[sheet.lower()]
    for top in tree:
        if local(top) in ("sheetData", "mergeCells", "cols"):
            continue
        for element in top.iter():
            for name in _AREAS & set(element.attrib):
                element.set(name, _moved_attribute(name, element.get(name), expansion))
            if local(element) == "sqref" and element.text:
                element.text = expansion.moved_area(element.text)
            elif local(element) in _FORMULAS and element.text:
                element.text = moved_formula(
                    element.text, sheet, expansions, _own(element, expansion)
                )
            elif local(element) == "brk" and local(element.getparent()) == "rowBreaks":
                element.set("id", str(expansion.moved_to_last(int(element.get("id", 0)))))


def _moved_attribute(name: str, value: str, expansion: Expansion) -> str:
    if name in ("activeCell", "topLeftCell"):
        return expansion.moved_in_copy(value, 0)
    return expansion.moved_area(value)


def _own(element: Element, expansion: Expansion) -> Place | None:
    """A rule over rows of a block speaks, relative to its first row, of each copy by itself."""
    owner = element
    while owner is not None and not owner.get("sqref"):
        owner = owner.getparent()
    if owner is None:
        return None
    first = re.search(r"[0-9]+", owner.get("sqref"))
    # The areas were moved before: a first copy keeps the number it had, with what is above added.
    for block in expansion.blocks:
        if first and expansion.moved(block.first) <= int(first[0]) <= expansion.moved(block.last):
            return Place(block, 0)
    return None


def _repeat_merged(tree: Element, expansion: Expansion) -> None:
    merged = child_of(tree, "mergeCells")
    if merged is None:
        return
    areas = []
    for cell in list(merged):
        area = cell.get("ref")
        rows = [int(number) for number in re.findall(r"[0-9]+", area)]
        block = expansion.block_of(rows[0])
        if block and rows[-1] in block:
            areas += [expansion.moved_in_copy(area, nth) for nth in expansion.copies_of(rows[0])]
        else:
            areas.append(expansion.moved_area(area))
        merged.remove(cell)
    for area in areas:
        element = merged.makeelement(f"{{{_namespace(merged)}}}mergeCell", {"ref": area})
        merged.append(element)
    merged.set("count", str(len(areas)))


def _namespace(element: Element) -> str:
    return element.tag.rpartition("}")[0].lstrip("{")


def _move_areas(package: Package, path: str, expansion: Expansion) -> None:
    """Comments and tables: they name their cells in `ref`."""
    for element in package.tree(path).iter():
        if isinstance(element.tag, str) and (area := element.get("ref")):
            one = local(element) in ("comment", "threadedComment")
            element.set(
                "ref", expansion.moved_in_copy(area, 0) if one else expansion.moved_area(area)
            )


def _move_anchors(package: Package, path: str, expansion: Expansion) -> None:
    """Pictures and charts: rows of an anchor count from 0."""
    for element in package.tree(path).iter():
        if local(element) == "row" and (element.text or "").isdecimal():
            moved = (
                expansion.moved if local(element.getparent()) == "from" else expansion.moved_to_last
            )
            element.text = str(moved(int(element.text) + 1) - 1)


def _move_legacy(package: Package, path: str, expansion: Expansion) -> None:
    """Frames of comments: text, because what Office writes here is not always XML."""

    def row(match: re.Match[str]) -> str:
        return f"{match[1]}{expansion.moved(int(match[2]) + 1) - 1}{match[3]}"

    def anchor(match: re.Match[str]) -> str:
        numbers: list[Any] = [part.strip() for part in match[2].split(",")]
        if len(numbers) == 8 and all(part.isdecimal() for part in numbers):
            top, bottom = int(numbers[2]), int(numbers[6])
            moved = expansion.moved(top + 1) - 1
            numbers[2], numbers[6] = moved, moved + bottom - top
        return f"{match[1]}{', '.join(map(str, numbers))}{match[3]}"

    text = package.parts[path].decode("utf-8", "surrogateescape")
    text = _LEGACY_ANCHOR.sub(anchor, _LEGACY_ROW.sub(row, text))
    package.parts[path] = text.encode("utf-8", "surrogateescape")


_BELONGING: dict[str, Callable[[Package, str, Expansion], None]] = {
    "comments": _move_areas,
    "threadedComment": _move_areas,
    "table": _move_areas,
    "drawing": _move_anchors,
    "vmlDrawing": _move_legacy,
}
