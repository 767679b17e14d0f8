"""What two versions of a template say differently, line by line."""

import difflib
from collections.abc import Iterator
from typing import NamedTuple

import docx as python_docx

from mentorship.documents.models import UploadedTemplate


class Line(NamedTuple):
    """A line of a comparison: «same», «old» (only in the first) or «new» (only in the second)."""

    state: str
    text: str


_STATES = {"  ": "same", "- ": "old", "+ ": "new"}


def compared(old: UploadedTemplate, new: UploadedTemplate) -> list[Line]:
    """The lines of both, in order; hints of the comparing algorithm are left out."""
    difference = difflib.ndiff(lines_of(old), lines_of(new))
    return [Line(_STATES[row[:2]], row[2:]) for row in difference if row[:2] in _STATES]


def lines_of(template: UploadedTemplate) -> list[str]:
    """Paragraphs and rows of tables as text; the file was examined when it was uploaded."""
    with template.file.open() as stored:
        document = python_docx.Document(stored)
    return [line for line in _lines(document) if line]


def _lines(document: python_docx.document.Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, python_docx.table.Table):
            for row in block.rows:
                yield " | ".join(" ".join(cell.text.split()) for cell in row.cells)
        else:
            yield " ".join(block.text.split())
