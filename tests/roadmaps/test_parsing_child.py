"""The reader's logic in this process, for what `test_uploads` sees only through a process."""

from io import BytesIO

import docx
import pytest

from roadmaps.parsing import child, parse, parsed_from_json
from roadmaps.parsing.documents import DTD
from tests.core import hostile

TEXT = "№\tМероприятие\tСрок\n1\tИздать приказ\tмай 2023\n"
DAMAGED = "Файл повреждён или защищён паролем. Откройте его, сохраните заново и повторите."


def answer(content, lock=lambda: None):
    return list(child.answer("", content, lock))


def test_answer_is_the_roadmap():
    [given] = answer(TEXT.encode())

    assert parsed_from_json(given["roadmap"]) == parse(TEXT)


def test_answer_is_the_refusal_of_the_parser():
    assert answer(b"\x89PNG") == [
        {"refused": "Это изображение (скан). Вставьте сюда таблицу из исходного документа."}
    ]


def test_doors_are_closed_before_the_document_is_read():
    def lock():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        answer(b"PNG", lock)
    odd = {"docProps/app.xml": b"<!DOCTYPE a><a/>"}
    assert answer(hostile.packed(odd), lock) == [{"refused": DTD}]


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"word/document.xml": b"<!DOCTYPE a><a/>"}, DTD),
        ({"docProps/app.xml": b"<!DOCTYPE a><a/>"}, DTD),
        ({"word/_rels/document.xml.rels": b"<!DOCTYPE a><a/>"}, DTD),
        ({"word/document.xml": "<a/>".encode("utf-16")}, DAMAGED),
        ({"word/document.xml": b"<a>"}, DAMAGED),
    ],
)
def test_archive_is_refused_for_its_parts(parts, text):
    assert answer(hostile.packed(parts)) == [{"refused": text}]


def test_careless_side_part_is_let_be():
    document = docx.Document()
    for cells in TEXT.strip().split("\n"):
        table = document.tables[0] if document.tables else document.add_table(rows=0, cols=3)
        for place, cell in zip(table.add_row().cells, cells.split("\t"), strict=True):
            place.text = cell
    stream = BytesIO()
    document.save(stream)
    parts = hostile.parts_of(stream.getvalue()) | {"docProps/custom.xml": b"<a>"}

    [given] = answer(hostile.packed(parts))

    assert parsed_from_json(given["roadmap"]).tasks[0].title == "Издать приказ"
