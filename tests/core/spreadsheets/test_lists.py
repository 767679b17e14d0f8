import pytest

from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets import read_workbook
from mentorship.core.spreadsheets.contents import Sheet, Workbook
from mentorship.core.spreadsheets.lists import (
    CheckedRow,
    ListColumn,
    ListRow,
    Message,
    RowChecker,
    key_of,
    letters,
    read_list,
    write_sample,
)

NAME = ListColumn("name", "Наименование", ("наименование",), is_required=True)
SHORT = ListColumn("short", "Краткое", ("краткое", "наименование краткое"))
COLUMNS = (NAME, SHORT)


def book(*rows, name="Лист1", hidden=False):
    width = max(map(len, rows))
    filled = tuple((*row, *(None,) * (width - len(row))) for row in rows)
    return Workbook("xlsx", (Sheet(name, filled, hidden=hidden),))


def test_list_is_found_under_its_title():
    listing = read_list(
        book(
            ["Перечень на 2026 год"],
            [],
            ["№ п/п", "Наименование краткое", "НАИМЕНОВАНИЕ:", "Примечание"],
            ["1", "2", "3", "4"],
            ["1", "Школа", "Средняя школа", "нет"],
            [None, " ", "–"],
        ),
        COLUMNS,
    )

    assert listing.header_row == 3
    assert listing.headings == {"short": "Наименование краткое", "name": "НАИМЕНОВАНИЕ:"}
    assert listing.rows == [ListRow(5, {"short": "Школа", "name": "Средняя школа"})]
    assert listing.notes == ["Столбец «Примечание» не загружается."]


def test_repeated_column_is_read_once():
    listing = read_list(book(["Наименование", "Краткое", "Краткое имя"], ["а", "б", "в"]), COLUMNS)

    assert listing.rows == [ListRow(2, {"name": "а", "short": "б"})]
    assert listing.notes == ["Столбец «Краткое имя» повторяется: взят первый."]


def test_other_sheets_and_the_cut_are_told():
    first = Sheet("Первый", (("Наименование", "Краткое"), ("а", "б")), truncated=True)
    second = Sheet("Второй", (("что-то",),))
    hidden = Sheet("Тайный", (("Наименование", "Краткое"), ("в", "г")), hidden=True)

    listing = read_list(Workbook("xlsx", (second, first, hidden), ("Макрос не читался.",)), COLUMNS)

    assert listing.notes == [
        "Макрос не читался.",
        "Лист «Второй» не читался: загружается один лист, «Первый».",
        "Лист длиннее 2 строк: остальные не прочитаны.",
    ]


@pytest.mark.parametrize(
    ("workbook", "refusal"),
    [
        (Workbook("xlsx", ()), "Файл пуст"),
        (book(["Наименование", "Краткое"], ["а", "б"], hidden=True), "Файл пуст"),
        (book(["Что", "Кто"], ["а", "б"]), "Не найдена строка заголовков"),
        (book(["Наименование", "Краткое"]), "нет ни одной строки с данными"),
    ],
)
def test_file_without_a_list_is_refused(workbook, refusal):
    with pytest.raises(DomainError, match=refusal):
        read_list(workbook, COLUMNS)


def test_missing_required_column_is_named():
    more = (*COLUMNS, ListColumn("code", "Код", ("код",)))

    with pytest.raises(DomainError, match="Нет обязательного столбца «Наименование»"):
        read_list(book(["Краткое", "Код"], ["а", "б"]), more)


def test_checker_keeps_what_a_cell_says_and_what_is_wrong_with_it():
    checker = RowChecker(COLUMNS, {"name": "Имя в файле"})
    checked = checker.begin(ListRow(7, {"name": "длинное имя", "short": "#ССЫЛКА!"}))

    texts = [checker.text("name", 5), checker.text("short", 50), checker.text("code", 5)]

    assert (texts, checked.number, checked.values) == (["", "", ""], 7, {})
    assert [message.column for message in checked.messages] == ["Имя в файле", "Краткое"]


def test_warning_does_not_refuse_a_row():
    row = CheckedRow(1, messages=[Message("Код", "проверьте", is_error=False)])
    assert (row.is_refused, CheckedRow(1, messages=[Message("Код", "нет")]).is_refused) == (
        False,
        True,
    )


def test_error_of_a_formula_is_a_cell_not_an_emptiness():
    listing = read_list(book(["Наименование", "Краткое"], ["#ССЫЛКА!", None]), COLUMNS)

    assert listing.rows == [ListRow(2, {"name": "#ССЫЛКА!"})]


def test_sample_is_read_by_its_own_columns():
    content = write_sample("Образец", COLUMNS, [{"name": "Средняя школа", "short": "Школа"}])

    listing = read_list(read_workbook(content, "образец.xlsx"), COLUMNS)

    assert [row.cells for row in listing.rows] == [{"name": "Средняя школа", "short": "Школа"}]
    assert listing.notes == []


@pytest.mark.parametrize(
    ("heading", "key"), [("Ф. И. О. (полностью)", "фио полностью"), ("  Ёлка_№ 1 ", "елка 1")]
)
def test_headings_are_compared_by_their_words(heading, key):
    assert key_of(heading) == key


def test_names_are_compared_by_their_letters():
    assert letters("МБОУ «Ёлочная СОШ № 5»") == letters('мбоу "Елочная СОШ №5"')
