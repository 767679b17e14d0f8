import pytest

from mentorship.documents.blocks import Paragraph, Run, Table, read_blocks


def test_paragraph_is_read_without_the_spaces_of_markup():
    (sheet,) = read_blocks(
        "<section><p class='subject'>\n  О парах<br>\n в <b>2022</b> году </p></section>"
    )

    assert sheet.blocks == [
        Paragraph(
            "subject",
            [Run("О парах"), Run("\n"), Run("в "), Run("2022", True), Run(" году")],
        )
    ]


def test_two_ends_of_a_line_are_parted_by_a_tab():
    (sheet,) = read_blocks("<section><p><span>Директор</span> <span>А. Б.</span></p></section>")

    assert sheet.blocks[0].text == "Директор\tА. Б."


def test_table_keeps_widths_and_head_rows():
    text = (
        "<section class='sheet landscape'><table class='grid'><colgroup><col width='40%'>"
        "<col width='60%'></colgroup><thead><tr><th>А</th><th>Б</th></tr></thead>"
        "<tbody><tr><td>1</td><td><u>два</u></td></tr></tbody></table></section>"
    )
    (sheet,) = read_blocks(text)
    table = sheet.blocks[0]

    assert sheet.is_landscape
    assert isinstance(table, Table)
    assert table.widths == [40.0, 60.0]
    assert [(row.is_head, [cell.text for cell in row.cells]) for row in table.rows] == [
        (True, ["А", "Б"]),
        (False, ["1", "два"]),
    ]


def test_cell_may_take_several_columns():
    (sheet,) = read_blocks(
        "<section><table class='grid'><colgroup><col width='40%'><col width='60%'></colgroup>"
        "<tbody><tr><td colspan='2'>Раздел</td></tr></tbody></table></section>"
    )

    assert [(cell.text, cell.span) for cell in sheet.blocks[0].rows[0].cells] == [("Раздел", 2)]


def test_entities_become_characters():
    (sheet,) = read_blocks("<section><p>&lt;b&gt; &amp;amp; &nbsp;.</p></section>")

    assert sheet.blocks[0].text == "<b> &amp; \N{NO-BREAK SPACE}."


@pytest.mark.parametrize("text", ["<section><div>а</div></section>", "<section>а</section>"])
def test_markup_outside_the_vocabulary_is_refused(text):
    with pytest.raises(ValueError, match=r"vocabulary|outside"):
        read_blocks(text)
