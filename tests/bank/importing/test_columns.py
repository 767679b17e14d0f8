import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.importing.columns import (
    COLUMNS,
    column_of,
    official_columns,
    sample_columns,
)
from mentorship.bank.importing.special import is_special_heading, is_special_text


@pytest.mark.parametrize("bank", Bank)
def test_every_official_heading_means_its_own_column(bank):
    for column in official_columns(bank):
        assert column_of(bank, column.heading) == column


@pytest.mark.parametrize(
    ("bank", "heading", "code"),
    [
        (Bank.MENTEES, "Ф.И.О. НАСТАВЛЯЕМОГО", "name"),
        (Bank.MENTEES, "Фамилия, имя, отчество", "name"),
        (Bank.MENTEES, "ФИО", "name"),
        (Bank.MENTEES, "Ф.И.О. наставника", "companion"),
        (Bank.MENTEES, "Дата рождения", "birth"),
        (Bank.MENTEES, "Место учёбы", "place"),
        (Bank.MENTEES, "Место работы/учебы  наставника", "companion_place"),
        (Bank.MENTORS, "ФИО", "name"),
        (Bank.MENTORS, "ФИО наставляемого", "companion"),
        (Bank.MENTORS, "Место работы/учёбы наставляемого", "companion_place"),
        (Bank.MENTORS, "Место работы", "place"),
        (Bank.MENTORS, "Должность", "place"),
        (Bank.MENTORS, "Год рождения", "birth"),
        (Bank.MENTORS, "№ п/п", "number"),
        (Bank.MENTORS, "Сколько наставляемых может взять", "capacity"),
        (Bank.MENTORS, "Количество наставляемых", "capacity"),
        (Bank.MENTORS, "Сколько времени в неделю", "time_resource"),
        (Bank.MENTORS, "Предмет / чем может помочь", "competences"),
    ],
)
def test_headings_have_many_spellings(bank, heading, code):
    assert column_of(bank, heading).code == code


@pytest.mark.parametrize("heading", ["Любимый цвет", "Номенклатура"])
def test_unknown_heading_means_nothing(heading):
    assert column_of(Bank.MENTEES, heading) is None


def test_mentees_have_the_thirteen_official_columns_in_order():
    assert [column.heading for column in official_columns(Bank.MENTEES)] == [
        "№",
        "ФИО наставляемого",
        "Контактные данные для связи (данные представителя)",
        "Год рождения наставляемого",
        "Основной запрос наставляемого",
        "Дата вхождения в программу",
        "ФИО наставника",
        "Форма наставничества",
        "Место работы/учёбы наставника",
        "Дата завершения программы",
        "Результаты программы",
        "Ссылка на кейс/отзыв наставляемого, размещённые на сайте организации",
        "Отметка о прохождении программы",
    ]


def test_mentors_have_the_sixteen_official_columns():
    headings = [column.heading for column in official_columns(Bank.MENTORS)]

    assert (len(headings), headings[1], headings[-1]) == (
        16,
        "ФИО наставника",
        "Ссылка на кейс/отзыв наставника, размещённые на сайте организации",
    )


def test_sample_of_mentees_has_the_class_that_their_form_forgets():
    sampled = [column.code for column in sample_columns(Bank.MENTEES)]

    assert sampled[:4] == ["number", "name", "place", "contacts"]
    assert sample_columns(Bank.MENTORS) == official_columns(Bank.MENTORS)


@pytest.mark.parametrize(
    "heading",
    ["Диагноз", "Статус (ОВЗ)", "Инвалидность", "Группа здоровья", "Наличие судимости", "Паспорт"],
)
def test_special_columns_are_known(heading):
    assert is_special_heading(heading)


@pytest.mark.parametrize("column", [c for columns in COLUMNS.values() for c in columns])
def test_no_column_of_the_forms_is_special(column):
    assert not is_special_heading(column.heading)


def test_special_text_is_not_any_health():
    assert [is_special_text(t) for t in ("ребёнок с ОВЗ", "здоровьесбережение")] == [True, False]
