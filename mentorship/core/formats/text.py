"""Tables in plain text: .csv in its usual encodings and marks, a paste, a list of names.

It runs inside the limited child.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from mentorship.core.formats.limits import MAX_TEXT

Rows = list[list[str]]

_MARKS = ";\t,"
# Letters of every second Russian word: the encoding that shows most of them is the right one.
_COMMON = frozenset("оеаинтсрвлкмдпуя")
_CYRILLIC = ("cp1251", "cp866", "koi8_r")
_JUDGED = 20_000
_SEP = re.compile(r"sep=(.)\r?\n")
_QUOTED_FIELD = re.compile(r'(?:(?<=\t)|^)"((?:[^"\t]|"")*)"(?=\t|$)', re.MULTILINE)
_LINE_END = "\u2028"  # stands for a line end inside a cell until the rows are cut
_WIDE_GAP = re.compile(r" {2,}|\u00a0{2,}")
_LIST_MARK = re.compile(r"\s*(?:\d{1,3}\s*[.)]\s*|[-–—•*·]\s+)")
_NAMES_IN_LINE = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,3}")
_FEWEST_IN_LINE = 3


class UnknownEncodingError(Exception):
    """No usual encoding makes text of the bytes."""


def decoded(content: bytes) -> str:
    """Text of UTF-8, of UTF-16 with its mark, or of the likeliest Russian 8-bit encoding."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        if utf16:
            raise UnknownEncodingError from None
        texts = list(_decodings(content))
    text = max(texts, key=_common_letters, default="")
    if texts and _common_letters(texts[0]) * 2 + 2 >= _common_letters(text):
        text = texts[0]  # windows-1251 is meant where the others are not much better
    if _common_letters(text) * 5 < sum(not letter.isascii() for letter in text[:_JUDGED]):
        raise UnknownEncodingError
    return text


def _common_letters(text: str) -> int:
    return sum(letter in _COMMON for letter in text[:_JUDGED])


def _decodings(content: bytes) -> Iterator[str]:
    for encoding in _CYRILLIC:
        try:
            yield content.decode(encoding)
        except UnicodeDecodeError:
            continue


def rows_of_file(text: str) -> Rows:
    """Rows of a .csv or of a text file with one person a line."""
    if named := _SEP.match(text):
        return _separated(text[named.end() :], named[1])
    if names := _names_in_line(text.strip()):
        return [[name] for name in names]
    mark = delimiter_of(text)
    return _separated(text, mark) if mark else _list_of_lines(text)


def rows_of_paste(text: str) -> Rows:
    """Rows of what the clipboard of Word or Excel holds, or of a list typed by hand.

    Excel quotes a cell of several lines; Word tears it, and the pieces are put together again.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_LINE_END, " ")
    if "\t" not in text:
        return rows_of_file(text)
    text = _QUOTED_FIELD.sub(_unquoted, text)
    lines = [line.split("\t") for line in text.split("\n")]
    return [
        [cell.replace(_LINE_END, "\n") for cell in row] for row in _stitched(_without_margin(lines))
    ]


def delimiter_of(text: str) -> str:
    """The mark that cuts most of the first lines most evenly; empty for lines without one.

    Russian Excel writes «;», so it wins over a tab, and a tab over the comma of ordinary text.
    """
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:65_536].splitlines() if line.strip()]
    best, found = 0.0, ""
    for mark in _MARKS:
        counts = [line.count(mark) for line in lines[:20]]
        marked = Counter(filter(None, counts))
        # Not `most_common`: it imports a module, and here no file opens any more.
        even = max(marked.values(), default=0)
        share = (sum(marked.values()) + even) / (2 * max(1, len(counts)))
        if share > best + 0.2 or (share > best and not found):
            best, found = share, mark
    return found if best >= 0.5 else ""


def _separated(text: str, mark: str) -> Rows:
    """Cut by the rules of CSV; where quotes break them, a line is a row and quotes are letters."""
    csv.field_size_limit(MAX_TEXT * 4)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        return [_unmarked(line.split(mark)) for line in text.splitlines()]


def _unmarked(cells: list[str]) -> list[str]:
    """Take the quotes off cells that are wholly inside of them."""
    return [
        cell[1:-1].replace('""', '"') if re.fullmatch(r'"(?:[^"]|"")*"', cell) else cell
        for cell in cells
    ]


def _list_of_lines(text: str) -> Rows:
    """One person a line: cut by wide gaps where most lines have them, numbers and bullets off."""
    lines = _unmarked([line.strip() for line in text.splitlines()])
    filled = [line for line in lines if line]
    wide = sum(bool(_WIDE_GAP.search(line)) for line in filled)
    bare = [_LIST_MARK.sub("", line, count=1) if _LIST_MARK.match(line) else line for line in lines]
    if wide * 2 > len(filled):
        return [_WIDE_GAP.split(line) for line in bare]
    return [[line] for line in bare]


def _names_in_line(line: str) -> list[str]:
    """«Иванов Иван; Петров Пётр; …» as names; empty when it is anything else."""
    if "\n" in line:
        return []
    names = [piece.strip() for piece in re.split("[;,]", line) if piece.strip()]
    is_list = len(names) >= _FEWEST_IN_LINE and all(map(_NAMES_IN_LINE.fullmatch, names))
    return names if is_list else []


def _unquoted(match: re.Match[str]) -> str:
    return match[1].replace('""', '"').replace("\n", _LINE_END)


def _without_margin(lines: Iterable[list[str]]) -> Rows:
    """Without the empty lines above and below."""
    rows = list(lines)
    filled = [index for index, row in enumerate(rows) if any(cell.strip() for cell in row)]
    return rows[filled[0] : filled[-1] + 1] if filled else []


def _stitched(rows: Rows) -> Iterator[list[str]]:
    """Put together rows that a cell of several lines has torn: 2 cells, then 4 of 5.

    A line that is a whole row by itself, or that begins with an empty or numbered cell, begins one.
    """
    width = _usual_width(rows)
    place = 0
    while place < len(rows):
        row, taken = _whole_row(rows, place, width)
        yield row
        place += taken


def _usual_width(rows: Rows) -> int:
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths, key=lambda width: widths[width], default=1)


def _whole_row(rows: Rows, place: int, width: int) -> tuple[list[str], int]:
    """The row that begins here and how many lines it takes."""
    row = list(rows[place])
    if not 1 < len(row) < width:
        return row, 1
    tried = list(row)
    for taken, line in enumerate(rows[place + 1 : place + 20], start=2):
        if len(tried) + len(line) - 1 > width or _begins_a_row(line, width):
            break
        tried[-1] = f"{tried[-1]}\n{line[0]}"
        tried += line[1:]
        if len(tried) == width:
            return tried, taken
    return row, 1


def _begins_a_row(line: list[str], width: int) -> bool:
    first = line[0].strip()
    return len(line) == width or not first or bool(re.fullmatch(r"\d{1,4}[.)]?", first))
