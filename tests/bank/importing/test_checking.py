from datetime import date

import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.importing.checking import SPECIAL, Forms, RowChecker
from mentorship.bank.importing.values import BankSheet
from mentorship.core.spreadsheets.lists import ListRow, letters

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 1)
LINK = "Ссылка на кейс/отзыв наставляемого, размещённые на сайте организации"
SOUND = {"name": "Громова Полина Сергеевна", "birth": 2011, "place": "5 «А»"}


def check(bank=Bank.MENTEES, headings=None, **cells):
    row = ListRow(7, {code: cell for code, cell in cells.items() if cell is not None})
    sheet = BankSheet(bank, 1, headings or {}, [row])
    return RowChecker(sheet, Forms(), on=TODAY, today=TODAY).check(row)


def said(checked):
    return [(message.column, message.is_error) for message in checked.messages]


def test_sound_row_has_values_and_no_messages():
    checked = check(**SOUND, entered_on="01.09.2022", forms="Ученик-ученик", request=" а\n б ")

    assert checked.messages == []
    assert checked.values == {
        "name": ["Громова", "Полина", "Сергеевна"],
        "birth": "2011",
        "place": "5 «А»",
        "request": "а б",
        "entered_on": "2022-09-01",
        "forms": ["uchenik-uchenik"],
        "forms_text": "Ученик-ученик",
        "category": "pupil",
        "said_by": "place",
    }


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"name": None}, "ФИО наставляемого"),
        ({"name": "Ким"}, "ФИО наставляемого"),
        ({"name": "Ким Ян (ОВЗ)"}, "ФИО наставляемого"),
        ({"name": "Громова 5 «А»"}, "ФИО наставляемого"),
        ({"name": "А" * 101 + " Полина Сергеевна"}, "ФИО наставляемого"),
        ({"name": "#N/A"}, "ФИО наставляемого"),
        ({"birth": 2019}, "Год рождения наставляемого"),
        ({"entered_on": "32.13.2022"}, "Дата вхождения в программу"),
        ({"entered_on": "01.09.2032"}, "Дата вхождения в программу"),
        ({"entered_on": "01.09.2014"}, "Дата вхождения в программу"),
        (
            {"entered_on": "01.09.2022", "left_on": "31.08.2022"},
            "Дата завершения программы",
        ),
        ({"contacts": "8" * 301}, "Контактные данные для связи (данные представителя)"),
    ],
)
def test_row_is_refused_by_its_column(cells, column):
    checked = check(**SOUND | cells)

    assert said(checked) == [(column, True)]
    assert checked.is_refused


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"birth": "09"}, "Год рождения наставляемого"),
        ({"birth": "12.13.2011"}, "Год рождения наставляемого"),
        ({"birth": "#N/A"}, "Год рождения наставляемого"),
        ({"forms": "ученик – учёный"}, "Форма наставничества"),
        ({"forms": "ученик – ученик; учитель – ученик"}, "Форма наставничества"),
        ({"forms": "учитель – учитель"}, "Форма наставничества"),
        ({"request": "ребёнок с ОВЗ"}, "Основной запрос наставляемого"),
        ({"case_link": "на сайте"}, LINK),
        ({"case_link": "javascript:alert(1)"}, LINK),
        ({"category": "марсианин"}, "Категория"),
        ({"place": None, "birth": None}, "Категория"),
        ({"birth": 1990}, "Год рождения наставляемого"),
    ],
)
def test_row_is_taken_with_a_warning(cells, column):
    checked = check(**SOUND | cells)

    assert said(checked) == [(column, False)]
    assert not checked.is_refused


@pytest.mark.parametrize("code", ["request", "contacts", "place", "outcome"])
def test_cell_about_health_is_left_out_of_the_row(code):
    checked = check(**SOUND | {code: "дружба, есть ОВЗ, ДЦП"})

    told = [message.text for message in checked.messages if "здоровье" in message.text]
    assert (told, checked.values.get(code)) == ([SPECIAL], None)
    assert not checked.is_refused


@pytest.mark.parametrize(
    ("written", "kept", "is_said"),
    [
        ("громов пётр", ["Громов", "Пётр", ""], True),
        ("ГРОМОВ-ЛЕСКОВ ПЁТР", ["Громов-Лесков", "Пётр", ""], True),
        ("МАМЕДОВ Али ГАСАН ОГЛЫ", ["Мамедов", "Али", "Гасан оглы"], True),
        ("ЛИ У", ["ЛИ", "У", ""], False),
        ("Громов П. И.", ["Громов", "П.", "И."], True),
        ("Gromov Petr", ["Gromov", "Petr", ""], True),
        ("12. Громов Пётр", ["Громов", "Пётр", ""], False),
        ("Громов Пётр,", ["Громов", "Пётр", ""], False),
        ("Громов\nПётр Ильич", ["Громов", "Пётр", "Ильич"], False),
    ],
)
def test_name_is_kept_as_an_order_writes_it(written, kept, is_said):
    checked = check(**SOUND | {"name": written})

    assert checked.values["name"] == kept
    assert said(checked) == [("ФИО наставляемого", False)] * is_said


@pytest.mark.parametrize(
    "written",
    ["Громов Пётр, Котов Лев", "Громов Пётр\nКотов Лев", "Громов П. И.; Котов Л. С.", "А Б / В Г"],
)
def test_several_people_in_a_cell_are_refused(written):
    checked = check(**SOUND | {"name": written})

    assert checked.messages[0].text.startswith("В ячейке несколько человек: ")


@pytest.mark.parametrize(
    ("code", "cell", "is_error"),
    [
        ("place", date(2022, 10, 5), True),
        ("contacts", "8,9E+10", False),
        ("contacts", "СНИЛС 123-456-789 00", False),
        ("request", "паспорт 1234 567890", False),
    ],
)
def test_spoilt_or_forbidden_text_is_not_kept(code, cell, is_error):
    checked = check(**SOUND | {code: cell})

    assert (checked.messages[0].is_error, code in checked.values) == (is_error, False)


@pytest.mark.parametrize(
    ("code", "cell", "kept"),
    [("place", "5.0", "5"), ("contacts", "89000000001.0", "89000000001"), ("place", "05", "05")],
)
def test_text_loses_the_fraction_excel_gave_it(code, cell, kept):
    assert check(**SOUND | {code: cell}).values[code] == kept


def test_period_without_days_is_taken_with_a_warning():
    checked = check(**SOUND, entered_on="сентябрь 2022", left_on="2022/2023")

    assert (checked.values["entered_on"], checked.values["left_on"]) == ("2022-09-01", "2023-08-31")
    assert [message.text for message in checked.messages] == [
        "Дата «сентябрь 2022» неполная: записано 01.09.2022.",
        "Дата «2022/2023» неполная: записано 31.08.2023.",
    ]


def test_address_of_a_page_is_kept():
    checked = check(**SOUND, case_link=" https://school.example/1 ")

    assert (checked.values["case_link"], checked.messages) == ("https://school.example/1", [])


@pytest.mark.parametrize("written", [",", "1."])
def test_name_of_marks_alone_is_none(written):
    messages = check(**SOUND | {"name": written}).messages

    assert [message.text for message in messages] == ["Не указано, о ком строка."]


def test_programme_that_goes_on_has_no_end():
    checked = check(**SOUND, entered_on="01.09.2022", left_on="по настоящее время")

    assert ("left_on" in checked.values, checked.messages) == (False, [])


def test_all_that_is_wrong_is_said_at_once():
    checked = check(name="Ким", birth=2019, entered_on="вчера")

    assert [is_error for _, is_error in said(checked)] == [True, True, True]


def test_message_speaks_in_the_words_of_the_sheet():
    checked = check(headings={"birth": "Дата рожд."}, **SOUND | {"birth": "09"})

    assert checked.messages[0].column == "Дата рожд."


@pytest.mark.parametrize(
    ("cells", "category"),
    [
        ({"place": None, "forms": "учитель – учитель", "birth": 1990}, "teacher"),
        ({"place": None, "category": "педагог", "birth": 1990}, "teacher"),
        ({"place": "МБОУ СОШ № 1", "forms": "педагог – педагог", "birth": 1990}, "teacher"),
    ],
)
def test_category_follows_from_cell_or_form_without_a_warning(cells, category):
    checked = check(**SOUND | cells)

    assert (checked.values["category"], checked.messages) == (category, [])


def test_mentor_may_have_several_forms_and_no_birth():
    checked = check(
        Bank.MENTORS, name="Бехтина Ольга", place="учитель", forms="учитель–ученик, Учитель-учитель"
    )

    assert checked.values["forms"] == ["uchitel-uchenik", "uchitel-uchitel"]
    assert checked.messages == []


@pytest.mark.parametrize(
    ("cells", "category"),
    [
        ({"place": "инженер"}, "employer"),
        ({"place": "Рога и копыта, отдел кадров"}, "employer"),
        ({"place": "учитель физики"}, "teacher"),
        ({"place": "9 «А»"}, "pupil"),
        ({}, "teacher"),
        ({"birth": 2008}, "pupil"),
    ],
)
def test_category_of_a_mentor_is_guessed_by_place_partner_and_age(cells, category):
    row = ListRow(7, {"name": "Ким Ян"} | cells)
    sheet = BankSheet(Bank.MENTORS, 1, {}, [row])
    employers = {letters("«Рога и копыта»")}
    checker = RowChecker(sheet, Forms(), on=TODAY, today=TODAY, employers=employers)

    assert checker.check(row).values["category"] == category


def test_mentor_of_whom_nothing_is_said_is_taken_for_a_teacher_with_a_question():
    assert said(check(Bank.MENTORS, name="Ким Ян")) == [("Категория", False)]


@pytest.mark.parametrize(
    ("cell", "capacity"), [(3, 3), ("до 3", 3), ("2–3 ученика", 3), ("много", None), (0, None)]
)
def test_number_of_mentees_is_read_or_told_of(cell, capacity):
    checked = check(Bank.MENTORS, name="Ким Ян", place="учитель", capacity=cell)

    assert checked.values.get("capacity") == capacity
    assert bool(checked.messages) is (capacity is None)
