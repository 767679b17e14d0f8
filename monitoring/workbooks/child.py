"""Reads or fills one workbook in a limited process (`core.limited`).

`answer("scan", …)` yields what a workbook holds; `answer("fill", …)` the filled file. The bytes are
the length of a JSON part (8 bytes), the JSON and the workbook. It never loads Django.
"""

import base64
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from mentorship.core.guarded_xml import RefusalError
from monitoring.workbooks.arithmetic import BeyondError, FormulaError, Place, Sheets, Untold
from monitoring.workbooks.beside import beside, is_words
from monitoring.workbooks.expanding import (
    expand_sheet,
    move_names,
    numbered_cells,
    spell_out_shared,
)
from monitoring.workbooks.heights import fit_rows
from monitoring.workbooks.package import (
    WORKBOOK,
    Element,
    Package,
    SheetPart,
    cell_text,
    child_of,
    children_of,
    local,
)
from monitoring.workbooks.references import Block, Expansion, column_number
from monitoring.workbooks.styles import Styles, styles_of

Answer = dict[str, Any]
MARK = "{{"
_MAX_CELLS = 200_000
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SEEN = ("xl/drawings/", "xl/comments", "xl/threadedComments/")
# «_x0041_» is an escape in this format: readers would show «A».
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BEFORE_CALC = (
    "fileVersion",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
)


def answer(action: str, content: bytes, lock: Callable[[], None]) -> Iterator[Answer]:
    """One answer: what the workbook holds, {"xlsx": base64}, or {"refused": code}."""
    length = int.from_bytes(content[:8], "big")
    plan = json.loads(content[8 : 8 + length])
    lock()
    try:
        package = Package.of(content[8 + length :])
        yield scanned(package) if action == "scan" else filled(package, plan)
    except RefusalError as refusal:
        yield {"refused": str(refusal)}
    except MemoryError:
        yield {"refused": "too_much"}
    except (LookupError, ValueError, TypeError, AttributeError, etree.LxmlError):
        # Whatever a strange file breaks, the file is at fault.
        yield {"refused": "damaged"}


def scanned(package: Package) -> Answer:
    """Marked cells, formulas, merged areas and what to warn of, sheet by sheet."""
    package.refuse_entities()
    texts = package.shared_texts()
    names = child_of(package.tree(WORKBOOK), "definedNames")
    sheets = [scanned_sheet(package, sheet, texts) for sheet in package.sheets()]
    return {
        "sheets": sheets,
        "names": [
            [name.get("name", ""), name.text or ""] for name in (names if names is not None else [])
        ],
        "parts": sorted(package.parts),
        "marks_outside": any(
            MARK.encode() in data for path, data in package.parts.items() if path.startswith(_SEEN)
        ),
        "reaches_out": any(
            b"ddeLink" in data or b"oleLink" in data
            for path, data in package.parts.items()
            if path.startswith("xl/externalLinks/")
        ),
    }


def scanned_sheet(package: Package, sheet: SheetPart, texts: list[str]) -> Answer:
    tree = package.tree(sheet.path)
    spell_out_shared(tree)
    marked: list[tuple[int, int, str]] = []
    words: dict[tuple[int, int], str] = {}
    formulas, rich = [], []
    for number, (row, column, cell) in enumerate(numbered_cells(tree)):
        if number >= _MAX_CELLS:
            raise RefusalError("too_much")
        formula = child_of(cell, "f")
        if formula is not None:
            formulas.append([row, column, formula.text or "", formula.get("t", "")])
        elif MARK in (text := cell_text(cell, texts)):
            marked.append((row, column, text))
            if is_rich(cell):
                rich.append([row, column])
        elif is_words(text):
            words[row, column] = text
    return {
        "name": sheet.name,
        "hidden": sheet.is_hidden,
        "protected": is_protected(tree),
        "marked": marked,
        "beside": beside(marked, words),
        "formulas": formulas,
        "rich": rich,
        "merged": [area.get("ref") for area in children_of(tree, "mergeCells")],
        "headers": [
            [local(line), line.text]
            for line in children_of(tree, "headerFooter")
            if MARK in (line.text or "")
        ],
        "tables": [
            [package.tree(path).get("ref", ""), package.tree(path).get("headerRowCount", "1")]
            for path in package.belonging(sheet, "table")
        ],
    }


def is_rich(cell: Element) -> bool:
    item = child_of(cell, "is")
    return item is not None and child_of(item, "r") is not None


def is_protected(tree: Element) -> bool:
    protection = child_of(tree, "sheetProtection")
    return protection is not None and protection.get("sheet", "0") in ("1", "true")


def filled(package: Package, plan: Answer) -> Answer:
    """The workbook with blocks repeated and values put in; formulas are counted when it opens."""
    sheets = package.sheets()
    expansions = {
        sheet.name.lower(): Expansion(
            tuple(Block(*each) for each in plan["sheets"].get(sheet.name, {}).get("blocks", []))
        )
        for sheet in sheets
    }
    styles = styles_of(package)
    untold: set[Place] = set()
    cells = {
        sheet.name: fill_sheet(
            package, sheet, plan["sheets"].get(sheet.name, {}), expansions, styles, untold
        )
        for sheet in sheets
    }
    counted, texts = Sheets({}, {}), package.shared_texts()
    if any(has_formulas(package.tree(sheet.path)) for sheet in sheets):
        for name, found in cells.items():
            gather(counted, name, found, texts, untold)
    results = [count(counted, place) for place in counted.formulas]
    for place, value in zip(counted.formulas, results, strict=True):
        if place in counted.untold:
            empty_cell(counted.cells[place])
            put(counted.cells[place], value, styles)
        else:
            put_result(counted.cells[place], value)
    for sheet in sheets:
        fit_rows(package.tree(sheet.path), styles, texts)
    move_names(package, package.tree(WORKBOOK), expansions)
    count_on_load(package.tree(WORKBOOK))
    package.forget()
    return {
        "xlsx": base64.b64encode(package.packed()).decode(),
        "counted": sum(value is not None for value in results),
        "formulas": len(results),
    }


def fill_sheet(
    package: Package,
    sheet: SheetPart,
    plan: Answer,
    expansions: dict[str, Expansion],
    styles: Styles,
    untold: set[Place],
) -> list[Element]:
    """Put the values of one sheet in; gives all its cells and notes those that are hidden."""
    planned = plan.get("cells", [])
    empty(package.tree(sheet.path), {(row, column) for row, column, _nth, _value in planned})
    cells = expand_sheet(package, sheet, expansions)
    for row, column, nth, value in planned:
        cell = cells[row, column, nth]
        put(cell, value, styles)
        if isinstance(value, dict) and value.get("hidden"):
            untold.add(place_of(sheet.name, cell))
    texts = dict(plan.get("headers", []))
    for line in children_of(package.tree(sheet.path), "headerFooter"):
        if local(line) in texts:
            line.text = texts[local(line)]
    return list(cells.values())


def empty(tree: Element, places: set[tuple[int, int]]) -> None:
    """Take out what the form says in cells to be filled, once before their rows are repeated.

    The height that fitted the mark is forgotten unless somebody set it (`heights`).
    """
    for row, column, cell in numbered_cells(tree):
        if (row, column) in places:
            empty_cell(cell)
            if cell.getparent().get("customHeight") not in ("1", "true"):
                cell.getparent().attrib.pop("ht", None)


def empty_cell(cell: Element) -> None:
    del cell[:]
    cell.attrib.pop("t", None)


def place_of(sheet: str, cell: Element) -> Place:
    """Where a cell of an expanded sheet stands; ValueError for an address that is none."""
    match = _ADDRESS.fullmatch(cell.get("r"))
    if match is None:
        raise ValueError(cell.get("r"))
    return sheet.lower(), int(match[2]), column_number(match[1])


def has_formulas(sheet: Element) -> bool:
    return next(sheet.iter("{*}f"), None) is not None


def gather(
    counted: Sheets, sheet: str, cells: list[Element], texts: list[str], untold: set[Place]
) -> None:
    """Note values and formulas of a filled sheet under their new places."""
    for cell in cells:
        place = place_of(sheet, cell)
        formula = child_of(cell, "f")
        if formula is None:
            value = value_of(cell, texts)
            counted.values[place] = Untold(value) if place in untold else value
        else:
            # A matrix, or a part of one, is left to Excel.
            counted.formulas[place] = "" if formula.get("t") else formula.text or ""
            counted.cells[place] = cell


def value_of(cell: Element, texts: list[str]) -> Any:
    kind, value = cell.get("t", "n"), child_of(cell, "v")
    if kind in ("s", "str", "inlineStr"):
        return cell_text(cell, texts)
    if value is None or not value.text:
        return None
    if kind == "b":
        return value.text == "1"
    return float(value.text) if kind == "n" else value.text


def count(counted: Sheets, place: tuple[str, int, int]) -> Any:
    """The value of a formula, or its error; None for what Excel has to count."""
    try:
        return counted.result(place)
    except FormulaError as error:
        return error
    except BeyondError:
        return None


def put_result(cell: Element, value: Any) -> None:
    """Write what a formula gave beside it: whoever only reads the file sees the totals too."""
    old = child_of(cell, "v")
    if old is not None:
        cell.remove(old)
    cell.attrib.pop("t", None)
    if value is None:
        return
    if isinstance(value, bool):
        kind, text = "b", str(int(value))
    elif isinstance(value, FormulaError | str):
        kind, text = ("str" if isinstance(value, str) else "e"), str(value)
    else:
        kind, text = "n", f"{value:.15g}"
    cell.set("t", kind)
    space = cell.tag.rpartition("}")[0] + "}"
    etree.SubElement(cell, f"{space}v").text = text


def put(cell: Element, value: Any, styles: Styles) -> None:
    """Write a value into an empty cell: a text is never a formula, whatever it begins with."""
    if value is None or value == "":
        return
    space = cell.tag.rpartition("}")[0] + "}"
    if isinstance(value, dict):
        is_dated = "serial" in value and int(cell.get("s", 0)) in styles.dates
        value = value["serial" if is_dated else "text"]
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t")
        text.text = _ESCAPE.sub("_x005F_", value)
        if value != value.strip() or "\n" in value:
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    else:
        etree.SubElement(cell, f"{space}v").text = str(value)


def count_on_load(workbook: Element) -> None:
    """Ask whoever opens the file to count all formulas anew."""
    calc = child_of(workbook, "calcPr")
    if calc is None:
        space = workbook.tag.rpartition("}")[0] + "}"
        calc = workbook.makeelement(f"{space}calcPr", {})
        after = [child for child in workbook if local(child) in _BEFORE_CALC]
        after[-1].addnext(calc)
    calc.set("fullCalcOnLoad", "1")
