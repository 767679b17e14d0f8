import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.core.spreadsheets import Column, Table, read_workbook, write_table, write_workbook
from mentorship.core.spreadsheets.writing import clean_cell_text, sheet_title

ITSELF = [Column("Значение", lambda value: value)]
DANGEROUS = [
    "=1+1",
    "+7",
    "-5",
    "@SUM",
    "\t=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "#N/A",
    "=",
    "{=1}",
]


def written(values, **options):
    return write_table("Лист", ITSELF, values, **options)


def read_back(content):
    return [row[0] for row in read_workbook(content).sheets[0].rows[1:]]


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_write_table_never_makes_a_formula():
    sheet = part(written(DANGEROUS), "xl/worksheets/sheet1.xml")

    assert re.findall(r"<f[ >/]", sheet) == []
    assert set(re.findall(r'<c r="A\d+"[^>]* t="(\w+)"', sheet)) == {"inlineStr"}


def test_write_table_keeps_dangerous_text_readable():
    assert read_back(written(DANGEROUS)) == DANGEROUS


def test_write_table_treats_headings_as_text_too():
    content = write_table("=1", [Column("=2", str)], [], heading="=3")

    assert "<f" not in part(content, "xl/worksheets/sheet1.xml")
    assert read_workbook(content).sheets[0].rows == (("=3",), ("=2",))


def test_write_table_keeps_types():
    values = [5, 5.5, Decimal("1.25"), dt.date(2022, 3, 1), None, True, False, "текст"]

    assert read_back(written(values)) == [
        5,
        5.5,
        1.25,
        dt.date(2022, 3, 1),
        None,
        "да",
        "нет",
        "текст",
    ]


def test_write_table_shows_dates_the_russian_way():
    sheet = opened(written([dt.date(2022, 3, 1)])).active

    assert sheet["A2"].number_format == "DD.MM.YYYY"


def test_write_table_writes_moments_in_local_time(settings):
    settings.TIME_ZONE = "Europe/Moscow"
    moment = dt.datetime(2022, 3, 1, 10, 30, tzinfo=dt.UTC)

    assert read_back(written([moment])) == [dt.datetime.fromisoformat("2022-03-01T13:30")]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (dt.date(1899, 12, 31), "31.12.1899"),
        (12345678901234567, "12345678901234567"),
        ("+7 912 000-00-00", "+7 912 000-00-00"),
        ("00123", "00123"),
        ("а\x00б\x0b\ud800в\ufffe", "абв"),
        ("а\r\nб\rв", "а\nб\nв"),
        ("_x0041_", "_x0041_"),
        (float("nan"), "nan"),
        ("я" * 40_000, "я" * 32_766 + "…"),
    ],
)
def test_write_table_cleans_what_the_format_cannot_hold(value, kept):
    assert read_back(written([value])) == [kept]


def test_write_table_obeys_column():
    content = write_table("Л", [Column("Доля", lambda row: row, 12, number_format="0%")], [0.55])
    sheet = opened(content).active

    assert (sheet["A2"].number_format, sheet.column_dimensions["A"].width) == ("0%", 12)


def test_write_table_is_ready_for_screen_and_print():
    sheet = opened(written(["а", "б"], heading="База наставников")).active

    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:A4")
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$2:$2", "landscape")
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert [cell.value for cell in sheet["A"]] == ["База наставников", "Значение", "а", "б"]


def test_rows_are_as_high_as_their_longest_text():
    columns = [Column("Имя", lambda row: row[0], width=11), Column("Год", lambda row: row[1])]
    rows = [("Иван", 2022), ("Константин Константинович", 2022), ("две\nстроки", None)]

    heading = "Очень длинный заголовок листа"
    sheet = opened(write_table("Л", columns, rows, heading=heading)).active

    heights = [sheet.row_dimensions[row].height for row in range(1, 6)]
    assert heights == [None, None, None, 44.9, 29.9]


def test_write_table_shares_styles():
    styles = part(written(["а"] * 50), "xl/styles.xml")

    assert int(re.search(r'<cellXfs count="(\d+)"', styles)[1]) <= 6


def test_write_table_takes_no_rows():
    assert read_workbook(written([])).sheets[0].rows == (("Значение",),)


def test_write_workbook_writes_a_sheet_for_each_table():
    tables = [Table("Наставники", ITSELF, ["а"]), Table("Наставляемые", ITSELF, ["б"])]

    assert [sheet.name for sheet in read_workbook(write_workbook(tables)).sheets] == [
        "Наставники",
        "Наставляемые",
    ]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("База: 5/6 [А]", "База  5 6  А"),
        ("'Лист'", "Лист"),
        ("", "Лист"),
        ("///", "Лист"),
        ("я" * 40, "я" * 31),
        ("\x00а", "а"),
    ],
)
def test_sheet_title_is_one_excel_takes(title, kept):
    assert sheet_title(title) == kept


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40) | st.from_regex(r"_x[0-9a-f]{4}_.", fullmatch=True)))
def test_text_comes_back_equal(texts):
    kept = [clean_cell_text(text) or None for text in texts]

    found = read_back(written(texts))

    assert found + [None] * (len(kept) - len(found)) == kept
