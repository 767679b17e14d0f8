"""Files from people: good ones read as `parse` reads them, hostile ones are refused in words."""

import time
from io import BytesIO

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.demo.papers import SOURCES
from roadmaps.parsing import RoadmapError, Role, parse
from roadmaps.uploads import parse_upload
from tests.core import hostile

HEADING = ["№", "Мероприятие", "Срок", "Ответственный"]
ROWS = [HEADING, ["1", "Издать приказ", "май 2023", "Директор"]]
BODY = "word/document.xml"
TEXT = "\n".join("\t".join(cells) for cells in ROWS)
HTML = "<table>" + "".join(f"<tr><td>{'<td>'.join(cells)}</tr>" for cells in ROWS) + "</table>"
CUT = "Файл повреждён или загружен не до конца."
LOCKED = "Файл защищён паролем."
MUCH = "Файл слишком сложен или повреждён: разобрать его за отведённые время и память"


def saved(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(change=lambda table: None):
    document = docx.Document()
    document.add_paragraph("Дорожная карта на 2022-2023 уч. год")
    table = document.add_table(rows=0, cols=4)
    for cells in ROWS:
        for place, cell in zip(table.add_row().cells, cells, strict=True):
            place.text = cell
    change(table)
    return saved(document)


def workbook():
    book = openpyxl.Workbook()
    for cells in ROWS:
        book.active.append(cells)
    return saved(book)


def row_of_ods(cells):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    return f"<table:table-row>{''.join(map(cell.format, cells))}</table:table-row>"


def word_with(change=lambda part: part, extra=()):
    parts = hostile.parts_of(word())
    return hostile.packed(parts | {BODY: change(parts[BODY])} | dict(extra))


def word_with_doctype(doctype, reference):
    """A document whose first task is an entity; the declaration ends with the first «?>»."""

    def change(part):
        declaration, _, rest = part.partition(b"?>")
        text = rest.replace("Издать приказ".encode(), reference)
        return declaration + b"?>" + doctype + text

    return word_with(change)


def spanning(columns):
    """A cell that says it spans so many columns: a simple reader gives it as many times."""

    def change(table):
        span = OxmlElement("w:gridSpan")
        span.set(qn("w:val"), str(columns))
        table.cell(1, 1)._tc.get_or_add_tcPr().append(span)

    return word(change)


GOOD = {
    "demo.txt": lambda: (SOURCES / "novoalexandrovsky.txt").read_bytes(),
    "report.txt": lambda: (SOURCES / "mishkinskaya.txt").read_bytes(),
    "plan.docx": word,
    "plan.xlsx": workbook,
    "plan.xls": lambda: hostile.xls(*ROWS),
    "plan.ods": lambda: hostile.ods("".join(map(row_of_ods, ROWS))),
    "plan.html": lambda: HTML.encode(),
    "windows.txt": lambda: TEXT.encode("cp1251"),
    "unicode.txt": lambda: TEXT.encode("utf-16"),
    "marked.tsv": lambda: TEXT.encode("utf-8-sig"),
    "План Ивановой\N{RIGHT-TO-LEFT MARK}.DOCX": word,
}


@pytest.mark.parametrize("name", GOOD)
def test_good_file_reads_like_trusted_content(name):
    content = GOOD[name]()

    uploaded = parse_upload(content, name)

    assert uploaded == parse(content, filename=name)
    assert len(uploaded.tasks) in (1, 37)
    assert all(isinstance(column.role, Role) for column in uploaded.columns)


REFUSED = {
    "eleven megabytes": (lambda: b"a" * 11_000_000, "Файл больше 10 МБ."),
    "cut short": (lambda: word()[:-300], CUT),
    "bytes after the end": (
        lambda: word() + b"x" * 99,
        "Файл собран необычно: после конца архива есть посторонние данные.",
    ),
    "parent folder": (
        lambda: word_with(extra={"../../a.xml": b"<a/>"}),
        "Файл собран необычно: имя части указывает за пределы архива.",
    ),
    "bomb of spaces": (
        lambda: word_with(lambda part: part + b" " * 15_000_000),
        "Файл слишком велик внутри: данные сжаты более чем в 100 раз.",
    ),
    "part of 21 MB": (
        lambda: hostile.declaring(word(), 21_000_000),
        "Файл слишком велик внутри: одна из частей больше 20 МБ.",
    ),
    "57 MB declared": (
        lambda: hostile.declaring(word(), *[19_000_000] * 3),
        "Файл слишком велик внутри: после распаковки больше 50 МБ.",
    ),
    "201 parts": (
        lambda: word_with(extra={f"word/{i}.xml": b"" for i in range(201)}),
        "Файл слишком велик внутри: частей больше 200.",
    ),
    "billion laughs": (
        lambda: word_with_doctype(
            b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>', b"&b;&b;"
        ),
        "В файле есть служебные объявления XML",
    ),
    "external entity": (
        lambda: word_with_doctype(b'<!DOCTYPE a [<!ENTITY a SYSTEM "/etc/passwd">]>', b"&a;"),
        "В файле есть служебные объявления XML",
    ),
    "entity in a side part": (
        lambda: word_with(extra={"docProps/custom.xml": b"<!DOCTYPE a><a/>"}),
        "В файле есть служебные объявления XML",
    ),
    "entity in a workbook": (
        lambda: hostile.book_with_doctype("<!DOCTYPE a>"),
        "В файле есть служебные объявления XML",
    ),
    "undeclared entity": (lambda: word_with_doctype(b"", b"&a;"), "Файл повреждён или защищён"),
    "lying directory": (hostile.with_lying_size, "Файл повреждён или защищён паролем."),
    "macros": (
        lambda: word_with(extra={"word/vbaProject.bin": b"\xd0\xcf"}),
        "В файле есть макросы, такие файлы не принимаются.",
    ),
    "encrypted document": (
        lambda: hostile.container({"EncryptionInfo": b"", "EncryptedPackage": b""}),
        LOCKED,
    ),
    "encrypted part": (hostile.with_encrypted_flag, LOCKED),
    "encrypted .xls": (lambda: hostile.xls(*ROWS, locked=True), LOCKED),
    "damaged container": (
        lambda: hostile.container({"WordDocument": b""})[:600],
        "Файл повреждён или защищён паролем.",
    ),
    "cell at the far corner": (
        lambda: hostile.book_of_cells(
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        MUCH,
    ),
}


def test_cell_of_300_million_columns_is_cut():
    roadmap = parse_upload(spanning(300_000_000), "План.docx")

    assert [task.title for task in roadmap.tasks] == ["Издать приказ"]


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_in_words(name):
    build, beginning = REFUSED[name]
    content = build()
    started = time.monotonic()

    with pytest.raises(RoadmapError) as refusal:
        parse_upload(content, "План.docx")

    assert str(refusal.value)[: len(beginning)] == beginning
    assert time.monotonic() - started < 12


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from([BODY, "[Content_Types].xml", "word/_rels/document.xml.rels"]),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=4),
)
def test_document_with_a_mutated_part_is_read_or_refused(name, changes):
    part = bytearray(hostile.parts_of(word())[name])
    for place, byte in changes:
        part[int(place * len(part))] = byte

    assert read_or_refuse(word_with(extra={name: bytes(part)}))


def read_or_refuse(content):
    try:
        return parse_upload(content, "План.docx").tasks
    except RoadmapError as refusal:
        return str(refusal)
