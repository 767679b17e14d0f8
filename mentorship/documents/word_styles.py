"""Styles of the Word file, named in Russian: a director who edits it finds them in the list."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import docx as python_docx
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from mentorship.documents.layouts import PageLayout

FONT = "Times New Roman"
# Sizes relative to the text, as in document.css.
TABLE_SIZE, SMALL_SIZE, TINY_SIZE = 0.857, 0.8, 0.571
LEFT, CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True)
class TextStyle:
    """A style by the class of the paragraph in the text; lengths in points and millimetres."""

    word: str
    alignment: WD_ALIGN_PARAGRAPH = CENTER
    is_bold: bool = False
    before: float = 0
    after: float = 4
    indent: float = 0
    right_indent: float = 0
    left_indent: float = 0
    keeps_next: bool = False
    has_two_ends: bool = False
    size: float = 1.0
    at_page_foot: bool = False


@dataclass(frozen=True)
class TableStyle:
    """The Word style of a table, and of paragraphs in its head, cells and columns of numbers."""

    word: str
    head: str = "Шапка таблицы"
    cell: str = "Текст таблицы"
    number: str = "Номер в таблице"
    # Points above and below what stands in a cell, and under the table.
    padding: float = 0
    after: float = 0


TEXT_STYLES = {
    "": TextStyle("Текст документа", JUSTIFY, indent=12.5),
    "letterhead": TextStyle("Бланк организации", is_bold=True),
    "contacts": TextStyle("Реквизиты организации", size=SMALL_SIZE),
    "name": TextStyle("Title", is_bold=True, before=14, after=10),
    "ends": TextStyle("Дата и номер", LEFT, after=8, has_two_ends=True),
    "place": TextStyle("Место составления", after=14),
    "subject": TextStyle(
        "Heading 1", LEFT, True, before=12, after=14, right_indent=60, keeps_next=True
    ),
    "command": TextStyle("Распорядительное слово", LEFT, True, 10, 10, keeps_next=True),
    "signature": TextStyle("Подпись документа", LEFT, before=28, after=16, has_two_ends=True),
    "acquainted": TextStyle("Ознакомление", LEFT, before=16, keeps_next=True),
    # A letter.
    "greeting": TextStyle("Обращение", after=10, keeps_next=True),
    "attached": TextStyle("Приложения письма", LEFT, before=10),
    "executor": TextStyle("Исполнитель", LEFT, after=0, size=SMALL_SIZE, at_page_foot=True),
    "stamp": TextStyle("Гриф приложения", RIGHT, after=14),
    # Above the signatures of an agreement; like a signature it never begins a page.
    "sides": TextStyle("Подписи сторон", LEFT, True, before=16, keeps_next=True),
    # To whom a letter or a statement is written: at the right half of the sheet.
    "to": TextStyle("Адресат", LEFT, before=6, after=12, left_indent=82.5),
    # Sheets that have to stay on one page: consents.
    "fine": TextStyle("Мелкий текст", JUSTIFY, after=3, size=SMALL_SIZE),
    "fill": TextStyle("Строка для заполнения", LEFT, after=3, size=SMALL_SIZE),
    "under": TextStyle("Подстрочник", after=3, size=TINY_SIZE),
    # Certificates and letters of thanks.
    "award": TextStyle("Текст награды", after=10, size=1.15),
    "award-title": TextStyle("Название награды", is_bold=True, before=30, after=24, size=2.2),
    "award-name": TextStyle("Имя на награде", is_bold=True, before=8, after=14, size=1.6),
    # A titled section of an agreement.
    "part": TextStyle(
        "Раздел соглашения", JUSTIFY, True, before=6, after=3, indent=12.5, keeps_next=True
    ),
    # Long texts of chapters and clauses: the Положение.
    "section": TextStyle("Heading 3", is_bold=True, before=10, after=6, keeps_next=True),
    "clause": TextStyle("Пункт положения", JUSTIFY, indent=12.5),
    "item": TextStyle("Перечень", JUSTIFY, indent=12.5),
    "visa": TextStyle("Виза", LEFT, before=14),
    "heading": TextStyle("Heading 2", is_bold=True, after=12, keeps_next=True),
}
CELL_STYLES = [
    TextStyle("Шапка таблицы", CENTER, is_bold=True, after=0, size=TABLE_SIZE),
    TextStyle("Текст таблицы", LEFT, after=0, size=TABLE_SIZE),
    TextStyle("Номер в таблице", CENTER, after=0, size=TABLE_SIZE),
    TextStyle("Строка ознакомления", LEFT, before=6, after=0, size=TABLE_SIZE),
    TextStyle("Угловой бланк", after=0, size=TABLE_SIZE),
    TextStyle("Адресат письма", LEFT, after=0),
    TextStyle("Сторона соглашения", LEFT, before=6, after=8, size=TABLE_SIZE),
]
TABLES = {
    "grid": TableStyle("Table Grid", padding=3.4, after=8),
    "lines": TableStyle("Normal Table", cell="Строка ознакомления"),
    "corner": TableStyle("Normal Table", cell="Адресат письма", number="Угловой бланк"),
    "parties": TableStyle("Normal Table", cell="Сторона соглашения"),
}


@dataclass(frozen=True)
class Blank:
    """An empty file with our styles, made once, and the ids by which paragraphs name them."""

    content: bytes
    style_ids: Mapping[str, str]


@lru_cache(maxsize=32)
def blank(layout: PageLayout) -> Blank:
    """Writing styles takes as long as the whole document: a process does it once."""
    file = python_docx.Document()
    _drop_unused(file)
    base = file.styles["Normal"]
    base.font.name, base.font.size = FONT, Pt(layout.font_size)
    _set_font(base)
    for described in [*TEXT_STYLES.values(), *CELL_STYLES]:
        _write_style(file, described, layout)
    for table in TABLES.values():
        if table.padding:
            _pad_cells(file, table)
    output = io.BytesIO()
    file.save(output)
    return Blank(output.getvalue(), {style.name: style.style_id for style in file.styles})


def _drop_unused(file: Docx) -> None:
    """The library's file brings ninety table styles; only those that are used stay."""
    kept = {described.word for described in TABLES.values()}
    for style in list(file.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in kept:
            style.element.getparent().remove(style.element)


def _pad_cells(file: Docx, described: TableStyle) -> None:
    """The margins of cells that the style has already, in Word's twentieths of a point."""
    margins = file.styles[described.word].element.find(f".//{qn('w:tblCellMar')}")
    for side in ("top", "bottom"):
        margins.find(qn(f"w:{side}")).set(qn("w:w"), str(Pt(described.padding).twips))


def _write_style(docx: Docx, described: TextStyle, layout: PageLayout) -> None:
    names = {style.name for style in docx.styles}
    if described.word in names:
        style = docx.styles[described.word]
        _remove_decoration(style)
    else:
        style = docx.styles.add_style(described.word, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = docx.styles["Normal"], True
    style.font.size = Pt(round(layout.font_size * described.size))
    style.font.bold = described.is_bold
    _set_font(style)
    form = style.paragraph_format
    form.alignment, form.widow_control = described.alignment, True
    form.space_before, form.space_after = Pt(described.before), Pt(described.after)
    form.first_line_indent, form.right_indent = Mm(described.indent), Mm(described.right_indent)
    form.left_indent = Mm(described.left_indent)
    form.line_spacing = layout.spacing / 115 if described.size == 1 else 1.0
    form.keep_with_next = described.keeps_next
    form.keep_together = described.keeps_next or described.has_two_ends
    if described.at_page_foot:
        _stand_at_page_foot(style)


def _stand_at_page_foot(style: ParagraphStyle) -> None:
    """A frame at the lower left edge of the text: a paragraph still, no text box."""
    frame = OxmlElement("w:framePr")
    place = {"w": "5670", "wrap": "around", "vAnchor": "margin", "hAnchor": "margin"}
    for name, value in (place | {"xAlign": "left", "yAlign": "bottom"}).items():
        frame.set(qn(f"w:{name}"), value)
    properties = style.element.get_or_add_pPr()
    # The schema wants it right after these.
    before = [properties.find(qn(f"w:{name}")) for name in ("pStyle", "keepNext", "keepLines")]
    properties.insert(sum(element is not None for element in before), frame)


def _set_font(style: ParagraphStyle) -> None:
    """Name the font for every script and drop the theme's, which would win over it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _remove_decoration(style: ParagraphStyle) -> None:
    """Word's own title is blue, spaced and underlined by a border."""
    for element in (style.element.get_or_add_rPr(), style.element.get_or_add_pPr()):
        for child in list(element):
            if child.tag in {qn(f"w:{name}") for name in ("color", "spacing", "kern", "pBdr")}:
                element.remove(child)
