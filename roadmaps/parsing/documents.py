"""Turns a file or a pasted text into lines; a format without tables is refused in words."""

import datetime
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from mentorship.core.formats.sheets import scan_archive
from mentorship.core.formats.word import WordTable, word_blocks
from mentorship.core.guarded_xml import RefusalError
from roadmaps.parsing.errors import RoadmapError
from roadmaps.parsing.html_tables import lines_of_html
from roadmaps.parsing.lines import Corners, Line, LineKind, clean, lines_of_rows, lines_of_text
from roadmaps.parsing.pdf import has_text

Parts = list[list[Line]]  # sheets of a workbook; the only part of anything else

WORD = "word/document.xml"
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
SAVE_AS = "Откройте его и сохраните как .docx или скопируйте таблицу и вставьте её сюда."
REFUSED = [
    (b"{\\rtf", f"Файл .rtf не читается. {SAVE_AS}"),
    (b"\xff\xd8\xff", "Это изображение (скан). Вставьте сюда таблицу из исходного документа."),
    (b"\x89PNG", "Это изображение (скан). Вставьте сюда таблицу из исходного документа."),
    (b"II*\x00", "Это изображение (скан). Вставьте сюда таблицу из исходного документа."),
]
SCANNED_PDF = (
    "Это PDF без текста, скан. Распознайте его в Word или FineReader и сохраните как .docx или "
    "вставьте таблицу из исходного документа сюда."
)
TEXT_PDF = (
    "Из файла PDF таблица не читается: столбцов в нём нет. Откройте его в Word (он сам превратит "
    "PDF в документ) и сохраните как .docx. Или выделите таблицу в PDF, скопируйте и вставьте в "
    "поле «Таблица»: ячейки будут разложены по смыслу."
)
OLD_WORD = "Старый формат Word (.doc) не читается. Откройте в Word и сохраните как .docx "
OLD_WORD += "или вставьте таблицу сюда."
DTD = (
    "В файле есть служебные объявления XML, которых в документах не бывает. Откройте его в Word "
    "или Excel, сохраните заново и загрузите ещё раз."
)
DAMAGED = "Файл повреждён или защищён паролем. Откройте его, сохраните заново и повторите."
NO_TEXT = "Это не текст и не таблица. Загрузите .docx или .xlsx или вставьте таблицу сюда."


def parts_of(content: bytes | str, filename: str) -> Parts:
    """The lines of the content, whatever its format.

    Raises RoadmapError for formats without a readable table.
    """
    if isinstance(content, str):
        return _parts_of_text(content)
    if content.startswith(b"%PDF"):
        raise RoadmapError(TEXT_PDF if has_text(content) else SCANNED_PDF)
    for signature, refusal in REFUSED:
        if content.startswith(signature):
            raise RoadmapError(refusal)
    if content.startswith(OLE):
        return _parts_of_old_file(content, filename)
    if content.startswith(ZIP):
        return _parts_of_archive(content)
    return _parts_of_text(_decoded(content))


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 with a mark, else the Russian Windows encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise RoadmapError(NO_TEXT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")


def _parts_of_text(text: str) -> Parts:
    if re.search(r"<tr\b", text, re.IGNORECASE):
        return [lines_of_html(text)]
    delimiter = "|" if "\t" not in text and "|" in text else "\t"
    return [lines_of_text(text, delimiter)]


def _parts_of_old_file(content: bytes, filename: str) -> Parts:
    """An OLE file is an .xls, or a .doc, which nothing here reads."""
    if filename.lower().endswith((".docx", ".xlsx")):
        raise RoadmapError(DAMAGED)  # Office wraps files with a password this way
    if filename.lower().endswith(".doc"):
        raise RoadmapError(OLD_WORD)
    try:
        return _parts_of_workbook(content)
    except RoadmapError as error:
        raise RoadmapError(OLD_WORD) from error


def _parts_of_archive(content: bytes) -> Parts:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise RoadmapError(DAMAGED) from error
    if WORD in names:
        return _reading(lambda: [list(_lines_of_word(content))])
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return _parts_of_workbook(content)
    if "content.xml" in names:
        try:
            return _parts_of_workbook(content)
        except RoadmapError as error:
            raise RoadmapError(f"Файл OpenDocument не читается. {SAVE_AS}") from error
    raise RoadmapError(NO_TEXT)


def _reading(read: Callable[[], Parts]) -> Parts:
    """Whatever a library says about a broken file, the person hears one sentence."""
    try:
        return read()
    except RefusalError as refusal:
        raise refused(refusal) from refusal
    except MemoryError:
        raise  # the file is not broken but too much; `uploads` has the words for it
    except Exception as error:
        raise RoadmapError(DAMAGED) from error


def refused(refusal: RefusalError) -> RoadmapError:
    """What the guarded parser would not take, in words."""
    return RoadmapError(DTD if str(refusal) == "dtd" else DAMAGED)


def _parts_of_workbook(content: bytes) -> Parts:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [
            (sheet.to_python(skip_empty_area=False), _merged(content, sheet))
            for sheet in map(workbook.get_sheet_by_name, workbook.sheet_names)
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise RoadmapError(DAMAGED) from error
    return [
        list(
            lines_of_rows(
                [[_cell(value) for value in row] for row in rows], table=number, merged=merged
            )
        )
        for number, (rows, merged) in enumerate(sheets)
    ]


def _merged(content: bytes, sheet: CalamineSheet) -> list[Corners]:
    """Merged blocks of a sheet; those of an .ods calamine does not tell."""
    if content.startswith(ZIP) and sheet.merged_cell_ranges is None:
        facts = scan_archive(content).get(sheet.name)
        return (
            [(top, left, down, right) for top, left, down, right in facts.merged] if facts else []
        )
    return [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]


def _cell(value: Any) -> str:
    """A workbook's value as a person reads it: 2.0 is «2», a date is «01.09.2022»."""
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _lines_of_word(content: bytes) -> Iterator[Line]:
    """Paragraphs are asides; rows are numbered through all tables of the document."""
    row, after_gap = 1, True
    for number, block in enumerate(word_blocks(content)):
        if isinstance(block, WordTable):
            yield from lines_of_rows(block.rows, table=number, first_row=row, merged=block.merged)
            row, after_gap = row + len(block.rows), True
        elif text := clean(block):
            yield Line(0, (text,), LineKind.ASIDE, after_gap, raw=text)
            after_gap = False
        else:
            after_gap = True
