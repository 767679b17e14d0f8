import pytest

from mentorship.bank.importing.sections import (
    Section,
    class_in,
    is_numbering,
    is_signature,
    is_total,
    section_of,
)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("5 «А» класс", Section("place", "5 «А»")),
        ("5а", Section("place", "5 «А»")),
        ("11 класс", Section("place", "11")),
        ("7-Б кл.", Section("place", "7 «Б»")),
        ("6 «Б» класс, кл. руководитель Сомова И. И.", Section("place", "6 «Б»")),
        ("Педагоги", Section("category", "Педагоги")),
        ("Обучающиеся", Section("category", "Обучающиеся")),
        ("Ученик – ученик", Section("forms", "Ученик – ученик")),
        ("«Учитель – учитель»", Section("forms", "Учитель – учитель")),
        ("5", None),
        ("Громова Полина", None),
        ("Дети с ОВЗ", None),
        ("Список участников", None),
        ("", None),
    ],
)
def test_row_of_one_cell_may_open_a_section(text, section):
    assert section_of([text]) == section


def test_row_of_several_cells_opens_nothing():
    assert section_of(["1", "5А"]) is None


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Список наставляемых 5 «А» класса", "5 «А»"),
        ("Наставляемые 9 классе", "9"),
        ("5 «А» класс и 6 «Б» класс", ""),
        ("Школа № 5, классы", ""),
        ("2022 класс", ""),
        ("", ""),
    ],
)
def test_class_in_a_title(title, found):
    assert class_in(title) == found


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        (["1", "2", "3"], True),
        (["1.", "2.", "", "3."], True),
        (["А", "Б", "1", "2", "3"], True),
        (["1", "2"], False),
        (["1", "Громова", "3"], False),
        (["2", "3", "4"], False),
    ],
)
def test_numbers_of_columns(texts, answer):
    assert is_numbering(texts) is answer


@pytest.mark.parametrize(
    ("texts", "answer"),
    [(["Итого", "5"], True), (["", "ВСЕГО: 5"], True), (["Итогов Лев"], False), ([], False)],
)
def test_totals(texts, answer):
    assert is_total(texts) is answer


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        (["Директор школы ____ Н. Н. Власова"], True),
        (["Зам. директора", "", "Сомова"], True),
        (["М. П."], True),
        (["1", "директор", "учитель", "5А"], False),
        (["Директоров Лев"], False),
        ([], False),
    ],
)
def test_signatures(texts, answer):
    assert is_signature(texts) is answer
