"""The Word file of a document: real styles and tables, page numbers as fields, no text boxes."""

import io
from collections.abc import Sequence

import docx as python_docx
from django.utils import timezone
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from mentorship.documents.blocks import Paragraph, Picture, Row, Sheet, Table, read_blocks
from mentorship.documents.codes import qr_png
from mentorship.documents.layouts import STANDARD, PageLayout
from mentorship.documents.word_styles import TABLES, TEXT_STYLES, Blank, blank

A4 = (Mm(210), Mm(297))
HEADER_DISTANCE = Mm(10)
# Together less than the least bottom margin, 20 mm.
CODE_DISTANCE, CODE_SIZE = Mm(4), Mm(15)


def word_file(text: str, *, title: str, author: str, layout: PageLayout = STANDARD) -> bytes:
    """Return a .docx of a rendered text; ValueError for markup outside the vocabulary."""
    styles = blank(layout)
    docx = python_docx.Document(io.BytesIO(styles.content))
    _write_properties(docx, title, author)
    for index, sheet in enumerate(read_blocks(text)):
        section = docx.add_section(WD_SECTION.NEW_PAGE) if index else docx.sections[0]
        _set_page(section, sheet, layout)
        _number_pages(section, is_first=index == 0)
        if sheet.qr_address:
            _put_code(section, sheet.qr_address)
        _write_blocks(docx, section, sheet.blocks, styles)
    output = io.BytesIO()
    docx.save(output)
    return output.getvalue()


def _write_properties(docx: Docx, title: str, author: str) -> None:
    properties = docx.core_properties
    properties.title, properties.author = title[:255], author[:255]
    properties.comments, properties.language = "", "ru-RU"
    properties.created = properties.modified = timezone.now().replace(tzinfo=None)


def _set_page(section: Section, sheet: Sheet, layout: PageLayout) -> None:
    width, height = A4[::-1] if sheet.is_landscape else A4
    margins = [Mm(side) for side in (layout.left, layout.top, layout.right, layout.bottom)]
    if sheet.is_landscape:
        # The bound side is on top.
        margins = [margins[3], margins[0], margins[1], margins[2]]
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin, section.top_margin = margins[0], margins[1]
    section.right_margin, section.bottom_margin = margins[2], margins[3]
    section.header_distance = section.footer_distance = HEADER_DISTANCE
    if sheet.is_framed:
        _frame(section)


def _frame(section: Section) -> None:
    """A double border around the text; its place among the properties is prescribed by OOXML."""
    borders = OxmlElement("w:pgBorders")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "double"), ("sz", "12"), ("space", "18"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    section._sectPr.find(qn("w:pgMar")).addnext(borders)


def _number_pages(section: Section, *, is_first: bool) -> None:
    """Numbers in the middle of the top margin, from the second page on."""
    section.different_first_page_header_footer = is_first
    if not is_first:
        section.header.is_linked_to_previous = True
        return
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        name = "w:fldChar" if kind else "w:instrText"
        element = OxmlElement(name)
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)


def _put_code(section: Section, address: str) -> None:
    """The QR in the bottom margin of the first page, at its right: it can cover no text."""
    section.footer_distance = CODE_DISTANCE
    paragraph = section.first_page_footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Mm(0)
    picture = paragraph.add_run().add_picture(io.BytesIO(qr_png(address)), width=CODE_SIZE)
    picture._inline.docPr.set("descr", f"QR-код для проверки документа: {address}")


def _write_blocks(
    docx: Docx,
    section: Section,
    blocks: Sequence[Paragraph | Table | Picture],
    styles: Blank,
) -> None:
    width = Length((section.page_width or 0) - sum(_side_margins(section)))
    written: list[DocxParagraph] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        if isinstance(block, Table):
            table = _write_table(docx, block, width, styles)
            if isinstance(before, Paragraph) and before.style == "sides":
                _keep_together(table)
            continue
        if isinstance(block, Picture):
            _write_picture(docx, block, width)
            continue
        paragraph = docx.add_paragraph()
        described = TEXT_STYLES[block.style]
        _write_runs(paragraph, block, styles.style_ids[described.word])
        if isinstance(before, Table):
            above = max(described.before, TABLES[before.style].after)
            paragraph.paragraph_format.space_before = Pt(above)
        if described.has_two_ends:
            paragraph.paragraph_format.tab_stops.add_tab_stop(width, alignment=2)
        if block.style in ("signature", "sides") and written:
            # The signature never stands alone on a page: the last point goes with it.
            written[-1].paragraph_format.keep_with_next = True
        written.append(paragraph)


def _side_margins(section: Section) -> tuple[int, int]:
    return section.left_margin or 0, section.right_margin or 0


def _write_runs(paragraph: DocxParagraph, block: Paragraph, style_id: str) -> None:
    # By its id at once: the library would look through all styles for every paragraph.
    paragraph._p.style = style_id
    for run in block.runs:
        # python-docx makes a tab and a line break of these two characters itself.
        added = paragraph.add_run(run.text)
        if run.is_bold:
            added.bold = True


def _write_picture(docx: Docx, block: Picture, width: Length) -> None:
    """A picture as wide as the text; its words are read to those who do not see it."""
    picture = docx.add_picture(io.BytesIO(block.content), width=width)
    picture._inline.docPr.set("descr", block.words)


def _keep_together(table: DocxTable) -> None:
    """Lines of signatures stand on one page: none of them begins the next one alone."""
    for row in table.rows[:-1]:
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True


def _write_table(docx: Docx, block: Table, width: Length, styles: Blank) -> DocxTable:
    columns = len(block.widths)
    table = docx.add_table(rows=0, cols=columns, style=TABLES[block.style].word)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Length(int(width * percent / 100)) for percent in block.widths]
    for column, column_width in zip(table.columns, widths, strict=True):
        column.width = column_width
    for row in block.rows:
        _write_row(table, block, row, widths, styles)
    return table


def _write_row(
    table: DocxTable, block: Table, row: Row, widths: Sequence[Length], styles: Blank
) -> None:
    added = table.add_row()
    properties = added._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if row.is_head:
        properties.append(OxmlElement("w:tblHeader"))
    names = TABLES[block.style]
    cells, place = added.cells, 0
    if sum(source.span for source in row.cells) != len(widths):
        raise ValueError("the cells of a row do not fill the columns of its table")
    for source in row.cells:
        cell, beyond = cells[place], place + source.span
        if source.span > 1:
            cell = cell.merge(cells[beyond - 1])
        cell.width, place = Length(sum(widths[place:beyond])), beyond
        name = names.head if row.is_head else names.number if source.style else names.cell
        _write_runs(cell.paragraphs[0], source, styles.style_ids[name])
        if row.keeps_next:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
