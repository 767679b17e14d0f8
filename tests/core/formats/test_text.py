import pytest

from mentorship.core.formats.text import (
    UnknownEncodingError,
    decoded,
    delimiter_of,
    rows_of_file,
    rows_of_paste,
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866", "koi8_r"])
def test_russian_text_is_decoded(encoding):
    text = "ФИО;Класс\nЁлкин Артём;5 «А»".replace("«А»", "А")

    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("content", [b"\xff\xfea", b"\x98\x98", "№§©±".encode("cp1251")])
def test_bytes_that_are_no_text_are_refused(content):
    with pytest.raises(UnknownEncodingError):
        decoded(content)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("а;б\n1;2", ";"),
        ("а,б\n1,2", ","),
        ("а\tб\n1\t2", "\t"),
        ("Список школы\nа,б\n1,2", ","),
        ('а;б\n"x,y,z";2', ";"),
        ("ФИО;Телефоны\nА Б;1,2,3\nВ Г;4,5,6", ";"),
        ("Список\nИванов Иван\nПетров Пётр, 5А\nСидорова Анна", ""),
        ("", ""),
    ],
)
def test_delimiter_is_the_most_even_mark(text, delimiter):
    assert delimiter_of(text) == delimiter


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('а;"б\nв"\nг;д', [["а", "б\nв"], ["г", "д"]]),
        ("sep=,\r\nа,б", [["а", "б"]]),
        ('ФИО;К\n"Лучик" гр;5\nА;6', [["ФИО", "К"], ['"Лучик" гр', "5"], ["А", "6"]]),
        ('а;б\nв;"г\nд;"е"', [["а", "б"], ["в", '"г'], ["д", "е"]]),
        ("Иванов Иван\n\nПетров Пётр", [["Иванов Иван"], [""], ["Петров Пётр"]]),
        ("1. Иванов Иван\n2) Сомов Лев\n- Ким Ян", [["Иванов Иван"], ["Сомов Лев"], ["Ким Ян"]]),
        ("Иванов Иван   5А\nПетров Пётр  6Б", [["Иванов Иван", "5А"], ["Петров Пётр", "6Б"]]),
        ("Иванов Иван; Петров Пётр; Котов Лев", [["Иванов Иван"], ["Петров Пётр"], ["Котов Лев"]]),
        ('Список\n"Иванов Иван, 5А"\nКим Ян', [["Список"], ["Иванов Иван, 5А"], ["Ким Ян"]]),
        ("ФИО; 5А; 2011", [["ФИО", " 5А", " 2011"]]),
    ],
)  # fmt: skip
def test_rows_of_file(text, rows):
    assert rows_of_file(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("а\tб\r\n1\t2\r\n", [["а", "б"], ["1", "2"]]),
        ('а\t"б\nв ""г"""\n1\t2', [["а", 'б\nв "г"'], ["1", "2"]]),
        ('а\tб\n1\t5 "А"', [["а", "б"], ["1", '5 "А"']]),
        ("\n\nа\tб\n\n1\t2\n\n", [["а", "б"], [""], ["1", "2"]]),
        ("Иванов Иван\nПетров Пётр", [["Иванов Иван"], ["Петров Пётр"]]),
        (
            "ФИО\tТел\tКласс\nИванов\t8 900\n8 901\t5А\nПетров\t8 902\t6Б",
            [["ФИО", "Тел", "Класс"], ["Иванов", "8 900\n8 901", "5А"], ["Петров", "8 902", "6Б"]],
        ),
        (
            "ФИО\tТел\tКласс\n5А\nИванов\t1\t2\n2\tПетров\n3\tСомов\tа",
            [
                ["ФИО", "Тел", "Класс"],
                ["5А"],
                ["Иванов", "1", "2"],
                ["2", "Петров"],
                ["3", "Сомов", "а"],
            ],
        ),
    ],
)  # fmt: skip
def test_rows_of_paste(text, rows):
    assert rows_of_paste(text) == rows
