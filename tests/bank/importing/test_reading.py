import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.importing.reading import read_pasted, read_tables, without_special
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets import Sheet
from tests.bank.importing.corpus.builders import read_likeliest
from tests.bank.importing.corpus.contents import MESSY

MENTEES = ["№", "ФИО наставляемого", "Год рождения наставляемого", "Основной запрос"]
MENTORS = ["ФИО наставника", "Место работы", "Основные компетенции"]
PUPIL = [1, "Громова Полина", 2011, "адаптация"]


def read(content, wanted=None):
    return read_likeliest(read_tables(content, "база.xlsx"), wanted)


def test_header_is_found_under_a_title_and_numbers_are_skipped(make_sheet):
    above = [["База наставляемых"], [], ["МБОУ «Школа № 1»"]]

    sheet = read(make_sheet(MENTEES, [1, 2, 3, 4], [], PUPIL, [2], above=above))

    assert (sheet.bank, sheet.header_row) == (Bank.MENTEES, 4)
    assert [(row.number, row.cells["name"]) for row in sheet.rows] == [(7, "Громова Полина")]


def test_headings_keep_the_words_of_the_file(make_sheet):
    sheet = read(make_sheet(["Ф. И. О. наставляемого", "Дата рождения"], ["Ёлкин Лев", 2011]))

    assert sheet.headings == {"name": "Ф. И. О. наставляемого", "birth": "Дата рождения"}


@pytest.mark.parametrize(("headings", "bank"), [(MENTEES, "mentees"), (MENTORS, "mentors")])
def test_bank_is_told_by_its_own_columns(make_sheet, headings, bank):
    assert read(make_sheet(headings, ["а"] * len(headings))).bank == bank


@pytest.mark.parametrize(("wanted", "bank"), [(Bank.MENTEES, "mentees"), (Bank.MENTORS, "mentors")])
def test_bank_that_columns_do_not_tell_is_the_chosen_one(make_sheet, wanted, bank):
    assert read(make_sheet(["ФИО", "Год рождения"], ["Ёлкин Лев", 2011]), wanted).bank == bank


def refusal(content, wanted=None):
    with pytest.raises(DomainError) as caught:
        read(content, wanted)
    return str(caught.value)


def test_bank_that_nothing_tells_is_asked_for(make_sheet):
    text = refusal(make_sheet(["ФИО", "Год рождения"], ["Ёлкин Лев", 2011]))

    assert text.startswith("Не удалось понять, чей это список")


def test_missing_column_is_named_with_what_was_found(make_sheet):
    text = refusal(make_sheet(["ФИО наставника", "Основной запрос", "Год рождения"], ["а", "б", 1]))

    assert text == (
        "Нет обязательного столбца «ФИО наставляемого». "
        "Найдены столбцы: «ФИО наставника», «Основной запрос», «Год рождения»."
    )


def test_special_column_is_not_read_and_said_so(make_sheet):
    sheet = read(make_sheet([*MENTEES, "Группа здоровья"], [*PUPIL, "II"]))

    (note,) = [note for note in sheet.notes if note.column == "Группа здоровья"]
    assert note.text == (
        "Здесь сведения о здоровье: система их не хранит (152-ФЗ, ст. 10). "
        "Столбец не прочитан и не сохранён."
    )
    assert set(sheet.rows[0].cells) == {"number", "name", "birth", "request"}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["просто", "текст"], ["без", "таблицы"]], "Не найдена строка заголовков"),
        ([MENTEES], "нет ни одной строки с данными"),
        ([[]], "Файл пуст"),
    ],
)
def test_sheet_without_a_list_is_refused(make_sheet, rows, words):
    assert words in refusal(make_sheet(*rows))


def test_header_below_the_thirtieth_row_is_not_looked_for(make_sheet):
    assert "Не найдена" in refusal(make_sheet(MENTEES, PUPIL, above=[["."]] * 30))


def test_notes_tell_what_is_not_loaded(make_sheet):
    headings = [*MENTEES, "Любимый цвет", "Согласие", "ФИО наставника", "Год рождения"]

    notes = read(make_sheet(headings, [*PUPIL, "синий", "01.09.2022", "Корнеев Л.", 2011])).notes

    assert [note.column for note in notes if "останутся как были" not in note.text] == [
        "Любимый цвет",
        "Год рождения",
        "Согласие",
        "ФИО наставника",
    ]


def test_notes_name_the_official_columns_that_are_absent(make_sheet):
    notes = read(make_sheet(MENTEES, PUPIL)).notes

    (absent,) = [note for note in notes if "останутся как были" in note.text]
    assert absent.text.startswith("В файле нет столбцов: «Контактные данные")
    assert "«Форма наставничества», «Дата завершения программы»" in absent.text


def test_two_columns_of_the_place_are_one(make_sheet):
    sheet = read(make_sheet([*MENTEES, "Класс", "Должность"], [*PUPIL, None, "учитель"]))

    assert sheet.rows[0].cells["place"] == "учитель"


def test_paste_is_read_in_the_child_too():
    sheet = read_likeliest(read_pasted("ФИО наставляемого\tКласс\nГромова Полина\t5А"))

    assert [row.cells for row in sheet.rows] == [{"name": "Громова Полина", "place": "5А"}]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (
            (("Дети с ОВЗ", None), ("Ученик", "Диагноз"), ("Ким Ян", "а"), ("Ли У", None)),
            ((None, None), ("Ученик", "Диагноз"), ("Ким Ян", None), ("Ли У", None)),
        ),
        (
            (("Ученик", "Прочее"), ("Ким Ян", "инвалид"), ("Ли У", "ОВЗ"), ("Сом Ев", "поёт")),
            (("Ученик", "Прочее"), ("Ким Ян", None), ("Ли У", None), ("Сом Ев", None)),
        ),
        (
            (("Ким Ян", "123-456-789 00"), ("Ли У", "123-456-789 01")),
            (("Ким Ян", None), ("Ли У", None)),
        ),
        (
            (("Ученик", "Прочее"), ("Ким Ян", "инвалид"), ("Ли У", "поёт")),
            (("Ученик", "Прочее"), ("Ким Ян", "инвалид"), ("Ли У", "поёт")),
        ),
    ],
)
def test_cells_of_special_data_are_not_kept(rows, kept):
    assert without_special(Sheet("Лист", rows))[0].rows == kept


def test_hidden_sheets_are_not_kept():
    workbook = read_tables(MESSY["HIDDEN"].build(), "база.xlsx")

    assert [sheet.name for sheet in workbook.sheets] == ["Список", "Прочее"]
    assert workbook.notes == ("Лист «Пароли» скрыт: он не читался.",)
