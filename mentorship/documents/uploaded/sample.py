"""The sample an organization begins its own template with: every field of a kind in a Word file."""

import io
from collections.abc import Iterable

import docx as python_docx

from mentorship.documents.kinds import Kind
from mentorship.documents.layouts import STANDARD
from mentorship.documents.uploaded.words import names_of
from mentorship.documents.word_styles import blank

_NOTE = (
    "Оформите этот документ, как принято у вас: фирменный бланк, свой текст. Поля в двойных "
    "фигурных скобках заполнит система; лишние удалите."
)


def sample_of(kind: Kind) -> bytes:
    """A .docx that names all fields of the kind once and repeats its lists; it can be uploaded."""
    document = python_docx.Document(io.BytesIO(blank(STANDARD).content))
    document.add_paragraph(kind.title, style="Heading 1")
    document.add_paragraph(_NOTE)
    names = names_of(kind)
    lists = {name.split(".")[0] for name in names if "." in name} - {"подписывает"}
    for name in names:
        if name.split(".")[0] in lists or name == "подписывает":
            continue
        document.add_paragraph(f"{{{{ {name} }}}}")
    for rows in sorted(lists):
        _add_rows(document, rows, [n.partition(".")[2] for n in names if n.startswith(f"{rows}.")])
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def _add_rows(document: python_docx.document.Document, rows: str, columns: Iterable[str]) -> None:
    """A table whose middle row is repeated: its first and last row hold the tags of the loop."""
    columns = list(columns)
    table = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        cell.text = name.replace("_", " ")
    table.rows[1].cells[0].text = f"{{%tr for строка in {rows} %}}"
    for cell, name in zip(table.rows[2].cells, columns, strict=True):
        cell.text = f"{{{{ строка.{name} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
