import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from mentorship.core.exceptions import DomainError
from monitoring.workbooks.reading import scan_form
from monitoring.workbooks.styles import BUILTIN_DATES
from monitoring.workbooks.styles import is_date_format as shows_a_day
from tests.monitoring.workbooks.conftest import drawn, saved

GOOD = {"A1": "{{ period }}"}


def with_part(name, data=b"x"):
    content = io.BytesIO(drawn(GOOD))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return content.getvalue()


def refusal_of(content, name="форма.xlsx"):
    with pytest.raises(DomainError) as refusal:
        scan_form(content, name)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Файл пустой: "),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Файл повреждён"),
        (b"a;b\n1;2", "Это текст, а не книга Excel: "),
        (b"%PDF-1.7", "Это документ PDF."),
        (b"PK\x03\x04 broken", "Файл повреждён или загружен не до конца."),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(content, words):
    assert refusal_of(content, "форма.csv").startswith(words)


def test_macros_are_refused():
    assert refusal_of(with_part("xl/vbaProject.bin")).startswith("В книге есть макросы")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/embeddings/oleObject1.bin", "В книге есть вложенный файл: "),
        ("xl/activeX/activeX1.xml", "В книге есть элемент управления ActiveX: "),
    ],
)
def test_embedded_things_are_refused(part, words):
    assert refusal_of(with_part(part)).startswith(words)


def test_bomb_is_refused_before_it_is_unpacked():
    bomb = with_part("xl/worksheets/sheet9.xml", b"0" * 15_000_000)

    assert refusal_of(bomb).startswith(
        "Файл слишком велик внутри: данные сжаты более чем в 100 раз"
    )


def test_entities_are_refused():
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    book = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(drawn(GOOD))) as given, zipfile.ZipFile(book, "w") as taken:
        for name in given.namelist():
            taken.writestr(name, evil if name == "xl/styles.xml" else given.read(name))

    assert refusal_of(book.getvalue()).startswith("В файле есть служебные объявления XML")


def test_link_to_another_program_is_refused():
    assert refusal_of(with_part("xl/externalLinks/externalLink1.xml", b"<ddeLink/>")).startswith(
        "Книга обращается к другой программе"
    )


def test_workbook_without_names_is_refused():
    assert refusal_of(saved(Workbook())).startswith(
        "В книге нет ни одного имени в двойных скобках: заполнять нечего."
    )


def test_too_large_a_file_is_refused():
    assert refusal_of(b"PK\x03\x04" + b"0" * 3_000_000).startswith("Форма больше 2 МБ: ")


@pytest.mark.parametrize(
    "code",
    ["[Red]0", "[$-419]d mmm", "0.00", '"дней" 0', "[h]:mm", "\\d0", "dd.mm.yyyy;@", "0;d"],
)
def test_formats_are_told_to_be_dates_as_openpyxl_does(code):
    assert shows_a_day(code) == is_date_format(code)


def test_builtin_formats_of_dates_are_those_of_openpyxl():
    dates = {number for number, code in BUILTIN_FORMATS.items() if is_date_format(code)}

    assert dates == BUILTIN_DATES
