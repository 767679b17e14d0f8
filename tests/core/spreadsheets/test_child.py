"""The reader's logic in this process, for what `test_reading` sees only through a process."""

import datetime as dt

import pytest

from mentorship.core.spreadsheets import child
from tests.core import hostile


def answer(kind, content):
    return list(child.answer(kind, content, lambda: None))


def test_answer_ends_with_done():
    sheet, last = answer("xlsx", hostile.book())

    assert last == {"done": True}
    assert sheet == {
        "name": "Sheet",
        "rows": [["ФИО", "Класс"], ["Иванов Иван", 5]],
        "hidden": False,
        "merged": [],
        "hidden_rows": [],
        "hidden_columns": [],
        "truncated": False,
    }


def test_answer_reads_open_document():
    assert answer("ods", hostile.ods())[0]["rows"] == [["ФИО"]]


def test_answer_locks_before_the_foreign_reader():
    def lock():
        raise MemoryError

    assert list(child.answer("xlsx", hostile.book(), lock)) == [{"refused": "too_much"}]
    assert list(child.answer("csv", b"a;b", lock)) == [{"refused": "too_much"}]


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        ("xlsx", hostile.book_with_doctype("<!DOCTYPE a>"), "dtd"),
        ("ods", hostile.ods(encrypted=True), "locked"),
        ("xlsx", b"PK", "damaged"),
        ("csv", b"\x98", "encoding"),
    ],
)
def test_answer_ends_with_a_code(kind, content, code):
    assert answer(kind, content)[-1] == {"refused": code}


def test_password_of_the_native_reader_is_locked(monkeypatch):
    class Book:
        @staticmethod
        def from_filelike(content):
            raise child.python_calamine.PasswordError

    monkeypatch.setattr(child.python_calamine, "CalamineWorkbook", Book)

    assert answer("xls", b"") == [{"refused": "locked"}]


def test_overflow_in_the_native_reader_is_too_much(monkeypatch):
    class Book:
        @staticmethod
        def from_filelike(content):
            raise OverflowError("capacity overflow")

    monkeypatch.setattr(child.python_calamine, "CalamineWorkbook", Book)

    assert answer("xls", b"") == [{"refused": "too_much"}]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", None),
        ("а", "а"),
        (5.0, 5),
        (5.5, 5.5),
        (1e20, 1e20),
        (float("inf"), "#NUM!"),
        (True, True),
        (dt.date(2022, 3, 1), {"d": "2022-03-01"}),
        (dt.datetime.fromisoformat("2022-03-01T10:00"), {"m": "2022-03-01T10:00:00"}),
        (dt.time(9, 5), {"t": "09:05:00"}),
        (dt.timedelta(hours=30, seconds=5), "30:00:05"),
    ],
)
def test_plain(value, expected):
    assert child.plain(value) == expected


def test_error_cells_stretch_the_rectangle():
    assert child.rectangle([["а"]], {(2, 1): "#N/A"}) == {
        "rows": [["а", None], [None, None], [None, "#N/A"]]
    }


def test_sprawling_sheet_is_read_by_rows():
    content = hostile.book_of_cells(
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
        '<row r="1048576"><c r="A1048576" t="e"><v>#N/A</v></c></row>'
    )

    assert (answer("xlsx", content)[0]["rows"], answer("xlsx", content)[0]["truncated"]) == (
        [[1]],
        True,
    )


def test_chart_sheets_are_skipped():
    parts = hostile.parts_of(hostile.book(("а",), sheets=["Диаграмма"]))
    parts["xl/chartsheets/sheet1.xml"] = parts.pop("xl/worksheets/sheet2.xml")
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = (
        parts[relations]
        .replace(b"worksheets/sheet2", b"chartsheets/sheet1")
        .replace(
            b'relationships/worksheet" Target="/xl/chart',
            b'relationships/chartsheet" Target="/xl/chart',
        )
    )

    assert [sheet.get("name") for sheet in answer("xlsx", hostile.packed(parts))[:-1]] == ["Sheet"]


@pytest.mark.parametrize(
    "content",
    [
        "sep=,\r\nа,б\r\n".encode(),
        "а\tб".encode("utf-16"),
        "а;б".encode("cp1251"),
        "\ufeffа;б".encode(),
    ],
)
def test_text_tables(content):
    assert answer("csv", content)[0]["rows"] == [["а", "б"]]


def test_sheets_past_the_limit_of_cells_have_no_rows(monkeypatch):
    monkeypatch.setattr(child, "MAX_CELLS", 3)
    sheets = [{"name": "а", "rows": [[1, 2]], "merged": [], "truncated": False} for _ in range(2)]

    assert [(s["rows"], s["truncated"]) for s in child.within_cells(iter(sheets))] == [
        ([[1, 2]], False),
        ([], True),
    ]
