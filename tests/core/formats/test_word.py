import io

import docx
import pytest

from mentorship.core.formats.word import WordTable, tables_of, word_blocks
from tests.core import hostile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(xml):
    """A package with nothing but this body: the reader asks for no more."""
    return hostile.packed({"word/document.xml": f"<w:document {W}>{xml}</w:document>".encode()})


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def read_table(*rows):
    (block,) = word_blocks(document(table(*rows)))
    return block


def test_blocks_come_in_the_order_of_a_real_document():
    written = docx.Document()
    written.add_paragraph("Список")
    written.add_paragraph()
    written.add_table(2, 2).cell(1, 1).text = "5 «А»"
    output = io.BytesIO()
    written.save(output)

    blocks = word_blocks(output.getvalue())

    assert blocks == ["Список", "", WordTable([["", ""], ["", "5 «А»"]])]


def test_merged_cells_give_their_text_once():
    across, down = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'

    read = read_table(
        [cell("5 «А»", across)],
        [cell("Класс", down), cell("а")],
        [cell("пусто", "<w:vMerge/>"), cell("б")],
        [cell("Группа", across + down)],
        [cell("", across + "<w:vMerge/>")],
    )

    assert read.rows == [["5 «А»", ""], ["Класс", "а"], ["", "б"], ["Группа", ""], ["", ""]]
    assert sorted(read.merged) == [(0, 0, 0, 1), (1, 0, 2, 0), (3, 0, 4, 1)]


def test_rows_shorter_than_the_grid_are_padded():
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    after = '<w:trPr><w:gridAfter w:val="2"/></w:trPr>'

    assert read_table([before, cell("а"), cell("б")], [after, cell("в")]).rows == [
        ["", "а", "б"],
        ["в", "", ""],
    ]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>а</w:t></w:r></w:p><w:p><w:r><w:t>б</w:t></w:r>", "а\nб"),
        ("<w:r><w:t>а</w:t><w:br/><w:t>б</w:t></w:r>", "а\nб"),
        ("<w:r><w:t>а</w:t><w:noBreakHyphen/><w:t>б</w:t></w:r>", "а-б"),
        ("<w:tabs><w:tab/></w:tabs><w:r><w:t>а</w:t><w:tab/><w:t>б</w:t></w:r>", "а б"),
        ("<w:ins><w:r><w:t>а</w:t></w:r></w:ins><w:r><w:delText>б</w:delText></w:r>", "а"),
        ("<w:r><w:t>а</w:t><mc:Fallback><w:t>а</w:t></mc:Fallback></w:r>", "а"),
        ("<w:r><m:t>0</m:t><w:t>а</w:t></w:r>", "а"),
        (f"</w:p>{table([cell('в')])}<w:p>", "в"),
    ],
)  # fmt: skip
def test_text_of_a_cell(inside, text):
    assert read_table([f"<w:tc><w:p>{inside}</w:p></w:tc>"]).rows == [[text]]


def test_table_inside_a_cell_changes_no_column():
    merged = '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
    inner = (
        f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('б', merged)}</w:tr></w:tbl>"
    )
    row = [f"<w:tc><w:p><w:r><w:t>а</w:t></w:r></w:p>{inner}<w:p/></w:tc>", cell("в")]

    assert read_table(row) == WordTable([["а\nб", "в"]])


def test_span_of_300_million_columns_is_cut():
    assert len(read_table([cell("а", '<w:gridSpan w:val="300000000"/>')]).rows[0]) == 100


def test_tables_have_the_paragraph_above_as_their_title():
    first, second = WordTable([["а"]]), WordTable([["б"]])

    titles = [one.title for one in tables_of(["Список 5 «А»", "", first, "Список 5 «Б»", second])]

    assert titles == ["Таблица 1. Список 5 «А»", "Таблица 2. Список 5 «Б»"]


def test_table_torn_by_an_empty_line_is_one():
    first, second = WordTable([["а", "б"]]), WordTable([["в", "г"]], [(0, 0, 0, 1)])
    other = WordTable([["д"]])

    whole, rest = tables_of([first, "", second, other])

    assert (whole.rows, whole.merged) == ([["а", "б"], ["в", "г"]], [(1, 0, 1, 1)])
    assert (rest.rows, rest.title) == ([["д"]], "Таблица 2")
