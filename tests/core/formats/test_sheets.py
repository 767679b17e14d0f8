import pytest

from mentorship.core.formats import sheets
from mentorship.core.guarded_xml import RefusalError
from tests.core import hostile

COVERED = "<table:covered-table-cell/>"


@pytest.mark.parametrize(
    ("letters", "number"), [("A", 0), ("Z", 25), ("AA", 26), ("CV", 99), ("XFD", 16_383)]
)
def test_column_number(letters, number):
    assert sheets.column_number(letters) == number


def test_scan_tells_hidden_rows_columns_and_errors():
    content = hostile.book_with(
        sheet=lambda part: part.replace(
            b"<sheetData>",
            b'<cols><col min="2" max="3" hidden="1"/><col min="9" max="9"/></cols><sheetData>'
            b'<row hidden="1"><c t="e"><v>#REF!</v></c><c><f>A1</f></c><c r="D1"><f>1</f><v>1</v>'
            b'</c><c r="CW1" t="e"><v>#N/A</v></c></row><row r="10001" hidden="1"/>',
        )
    )

    facts = sheets.scan_archive(content)["Sheet"]

    assert (facts.hidden_rows, facts.hidden_columns) == ([0], [1, 2])
    assert facts.errors == {(0, 0): "#REF!", (0, 1): sheets.UNCOMPUTED}


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16"])
def test_scan_refuses_other_encodings_than_utf_8(encoding):
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    content = hostile.book_with(sheet=lambda part: (declaration + part.decode()).encode(encoding))

    with pytest.raises(RefusalError, match="damaged"):
        sheets.scan_archive(content)


def test_scan_refuses_a_broken_sheet_and_forgives_a_broken_side_part():
    with pytest.raises(RefusalError, match="damaged"):
        sheets.scan_archive(hostile.book_with(sheet=lambda part: part[:-9]))

    assert list(sheets.scan_archive(hostile.book_with(extra={"docProps/a.xml": b"<a>"}))) == [
        "Sheet"
    ]


def test_scan_tells_merged_and_hidden_of_open_document():
    body = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        '<table:table-row table:number-rows-repeated="3"/>'
        '<table:table-row table:visibility="filter"><table:table-cell/>'
        '<table:table-cell table:number-rows-spanned="2"/></table:table-row>'
        f"<table:table-row><table:table-cell/>{COVERED}"
        f'<table:table-cell table:number-columns-spanned="2"/>{COVERED}</table:table-row>'
    )

    facts = sheets.scan_archive(hostile.ods(body))["Лист"]

    assert (facts.hidden_rows, facts.hidden_columns) == ([3], [2])
    assert facts.merged == [[3, 1, 4, 1], [4, 2, 4, 3]]


def test_scan_knows_a_password_whose_manifest_comes_last():
    parts = hostile.parts_of(hostile.ods(encrypted=True))
    manifest = parts.pop("META-INF/manifest.xml")
    content = hostile.packed(parts | {"content.xml": b"x", "META-INF/manifest.xml": manifest})

    with pytest.raises(RefusalError, match="locked"):
        sheets.scan_archive(content)
