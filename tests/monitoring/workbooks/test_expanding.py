"""What openpyxl would lose or leave behind: looked at in the parts of the file itself."""

import base64
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from tests.monitoring.workbooks.conftest import asked, saved

THREE = [[4, 4, 3]]


@pytest.fixture
def book():
    made = Workbook()
    sheet = made.active
    sheet.title = "Лист"
    for address, value in {"A3": "Школа", "B3": "Число", "A4": "{{ x }}", "B4": 1}.items():
        sheet[address] = value
    sheet["B6"] = "=SUM(B4:B4)"
    return made


def expanded(book, blocks=THREE, change=None):
    content = saved(book)
    if change:
        content = change(content)
    plan = {"sheets": {"Лист": {"blocks": blocks, "cells": [[4, 1, 0, "а"]]}}}
    return base64.b64decode(asked("fill", content, plan)["xlsx"])


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def rewritten(content, name, change):
    """The same file with one part changed."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(output, "w") as taken:
        for each in given.namelist():
            data = given.read(each)
            taken.writestr(each, change(data.decode()).encode() if each == name else data)
    return output.getvalue()


def test_chart_shows_all_rows_and_stands_below_them(book):
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=4, max_row=4))
    book.active.add_chart(chart, "D8")

    content = expanded(book)

    assert "$B$4:$B$6" in part(content, "xl/charts/chart1.xml")
    assert re.search(r"<(?:xdr:)?row>(\d+)<", part(content, "xl/drawings/drawing1.xml"))[1] == "9"


def test_comment_below_a_block_moves_with_its_cell(book):
    book.active["B6"].comment = Comment("итог", "автор")

    sheet = load_workbook(io.BytesIO(expanded(book)))["Лист"]

    assert (sheet["B8"].value, sheet["B8"].comment.text) == ("=SUM(B4:B6)", "итог")


def test_table_around_a_block_grows(book):
    book.active.add_table(Table(displayName="Школы", ref="A3:B4"))

    sheet = load_workbook(io.BytesIO(expanded(book)))["Лист"]

    assert sheet.tables["Школы"].ref == "A3:B6"


def test_page_break_and_own_names_move(book):
    book.active.row_breaks.append(Break(id=6))
    book.defined_names["Итог"] = DefinedName("Итог", attr_text="Лист!$B$6")

    made = load_workbook(io.BytesIO(expanded(book)))

    assert [each.id for each in made["Лист"].row_breaks.brk] == [8]
    assert made.defined_names["Итог"].attr_text == "Лист!$B$8"


def test_formulas_shared_by_rows_are_spelt_out(book):
    book.active["C4"], book.active["C5"] = "=B4*2", "=B5*2"

    def share(content):
        name = "xl/worksheets/sheet1.xml"
        first = '<c r="C4"><f t="shared" ref="C4:C5" si="0">B4*2</f>'
        return rewritten(
            content,
            name,
            lambda text: text.replace('<c r="C4"><f>B4*2</f>', first).replace(
                "<f>B5*2</f>", '<f t="shared" si="0"/>'
            ),
        )

    sheet = load_workbook(io.BytesIO(expanded(book, change=share)))["Лист"]

    assert [sheet[f"C{row}"].value for row in range(4, 8)] == [
        "=B4*2",
        "=B5*2",
        "=B6*2",
        "=B7*2",
    ]


def test_block_of_two_rows_repeats_its_merged_cells(book):
    book.active["A5"] = "вторая"
    book.active.merge_cells("C4:C5")

    sheet = load_workbook(io.BytesIO(expanded(book, [[4, 5, 2]])))["Лист"]

    assert sorted(map(str, sheet.merged_cells.ranges)) == ["C4:C5", "C6:C7"]
    assert [sheet[f"A{row}"].value for row in range(4, 8)] == ["а", "вторая", None, "вторая"]


def test_whoever_opens_the_file_counts_anew(book):
    content = expanded(book)

    assert 'fullCalcOnLoad="1"' in part(content, "xl/workbook.xml")
    assert load_workbook(io.BytesIO(content), data_only=True)["Лист"]["B8"].value == 3


def test_same_values_give_the_same_bytes(book):
    content = saved(book)

    assert expanded(book, change=lambda _: content) == expanded(book, change=lambda _: content)


def test_header_speaks_of_the_organization(book):
    book.active.oddHeader.center.text = "{{ organization.name }}"
    plan = {"sheets": {"Лист": {"headers": [["oddHeader", "&CШкола && лицей"]]}}}

    content = base64.b64decode(asked("fill", saved(book), plan)["xlsx"])

    assert load_workbook(io.BytesIO(content))["Лист"].oddHeader.center.text == "Школа && лицей"


COLUMN = st.lists(st.integers(-99, 99), max_size=6)


@given(first=COLUMN, second=COLUMN, height=st.integers(1, 2))
@settings(max_examples=25)
def test_totals_find_all_rows_of_both_blocks_on_both_sheets(first, second, height):
    book = Workbook()
    sheet = book.active
    sheet.title = "Лист"
    sheet["A2"], sheet["A7"] = "{{ x }}", "{{ y }}"
    sheet["A5"], sheet["A9"] = "=SUM(A2:A2)", f"=SUM(A7:A{6 + height})"
    sheet["A10"] = "=A5+A9"
    book.create_sheet("Итог")["B1"] = "='Лист'!A10"
    blocks = [[2, 2, len(first)], [7, 6 + height, len(second)]]
    cells = [[2, 1, nth, number] for nth, number in enumerate(first or [None])]
    cells += [[7, 1, nth, number] for nth, number in enumerate(second or [None])]
    plan = {"sheets": {"Лист": {"blocks": blocks, "cells": cells}}}

    content = base64.b64decode(asked("fill", saved(book), plan)["xlsx"])

    total = load_workbook(io.BytesIO(content), data_only=True)["Итог"]["B1"].value
    assert total == sum(first) + sum(second)
