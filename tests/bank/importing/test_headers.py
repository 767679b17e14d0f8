import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.bank.banks import Bank
from mentorship.bank.importing.guesses import shown
from mentorship.bank.importing.headers import find_header, header_at
from mentorship.bank.importing.mapping import apply_mapping, propose
from mentorship.bank.importing.values import Header
from mentorship.core.spreadsheets import Merged, Sheet, Workbook

PERSON = ["Громова Полина", "5А"]


def sheet(*rows, merged=()):
    width = max(map(len, rows))
    padded = tuple(tuple(row) + (None,) * (width - len(row)) for row in rows)
    return Sheet("Лист", padded, merged=tuple(Merged(*corners) for corners in merged))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["ФИО", "Класс"], PERSON], (0,)),
        ([["Список"], [], ["ФИО", "Класс"], PERSON], (2,)),
        ([["текст"]] * 29 + [["ФИО", "Класс"], PERSON], (29,)),
        ([["ФИО", None, "Класс"], ["Фамилия", "Имя", None], ["Громова", "Полина", "5А"]], (0, 1)),
        ([["Класс", "Участник", None], [None, "Фамилия", "Имя"], ["5А", "Ким", "Ян"]], (0, 1)),
        ([["Кто", "Где"], PERSON, ["Котов Лев", "6А"]], (0,)),
        ([["Ученик"], ["Громова Полина"]], (0,)),
        ([PERSON, ["Котов Лев", "6А"]], ()),
        ([["5А"], ["Громова Полина"]], ()),
        ([["Громова Полина", "ученица", "наставник"], ["Котов Лев", "ученик", "наставник"]], ()),
    ],
)
def test_header_stands_where_most_headings_are_known(rows, found):
    assert find_header(sheet(*rows)).rows == found


@pytest.mark.parametrize(
    "rows",
    [[["текст"], ["без", "людей"]], [["."]] * 30 + [["ФИО", "Класс"], PERSON], [["Ответственный"]]],
)
def test_table_without_people_has_no_header(rows):
    assert find_header(sheet(*rows)) is None


def test_headings_of_two_rows_are_joined_under_their_group():
    rows = [["№", "ФИО", None, "Телефон"], [None, "Фамилия", "Имя", None], [1, "Ким", "Ян", "1"]]
    merged = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)]

    assert find_header(sheet(*rows, merged=merged)) == Header(
        (0, 1), 2, ("№", "ФИО: Фамилия", "ФИО: Имя", "Телефон")
    )


def test_title_over_the_whole_table_is_no_group():
    rows = [["База наставляемых", None], ["ФИО", "Класс"], PERSON]

    assert find_header(sheet(*rows, merged=[(0, 0, 0, 1)])).headings == ("ФИО", "Класс")


def test_remembered_headings_are_known_ones():
    rows = sheet(["Отряд", "Позывной"], ["Орлята", "Сокол"])

    assert find_header(rows) is None
    assert find_header(rows, {"отряд", "позывной"}).rows == (0,)


def test_header_of_a_person_s_choice():
    rows = sheet(["а", "б"], ["ФИО", "Класс"], PERSON)

    assert header_at(rows, (1,)) == Header((1,), 2, ("ФИО", "Класс"))
    assert header_at(rows, (0, 1)).headings == ("а: ФИО", "б: Класс")
    assert header_at(rows, ()) == Header((), 0, ("", ""))
    assert header_at(rows, (99,)) == Header((), 0, ("", ""))


COLUMNS = {
    "name": (["ФИО", "Ф.И.О. наставляемого", "ФИО обучающегося", "Ученик"], "Громова Полина"),
    "birth": (["Год рождения", "Дата рождения", "Д.р."], 2011),
    "place": (["Класс", "Кл.", "КЛАСС"], "5 «А»"),
    "request": (["Запрос", "Основной запрос наставляемого", "Проблема"], "адаптация"),
    "entered_on": (["Дата вхождения в программу", "Дата начала"], "01.09.2022"),
    "forms": (["Форма наставничества", "Форма"], "учитель – ученик"),
    "completion_mark": (["Отметка о прохождении программы", "Отметка"], "пройдена"),
}
ABOVE = st.sampled_from([[], ["МБОУ «Школа № 1»"], ["2022/2023 учебный год"], ["Утверждаю"]])


@st.composite
def tables(draw):
    """A list under a preamble: known columns in any order, with strange ones between them."""
    others = draw(st.sets(st.sampled_from(sorted(COLUMNS.keys() - {"name"})), min_size=1))
    codes = [*draw(st.permutations(["name", *others])), *[""] * draw(st.integers(0, 3))]
    codes = draw(st.permutations(codes))
    headings = [draw(st.sampled_from(COLUMNS[c][0])) if c else "Любимый цвет" for c in codes]
    people = draw(st.integers(1, 5))
    person = [COLUMNS[code][1] if code else "синий" for code in codes]
    above = draw(st.lists(ABOVE, max_size=25))
    numbering = draw(st.booleans()) and len(codes) > 2
    below = [list(range(1, len(codes) + 1))] if numbering else []
    return above, codes, [*above, headings, *below, *[person] * people], people


@given(tables())
def test_header_of_any_list_is_found_and_its_columns_known(table):
    above, codes, rows, people = table
    workbook = Workbook("xlsx", (sheet(*rows),))

    (found,) = propose(workbook, Bank.MENTEES, {})
    read = apply_mapping(workbook.sheets[0], found.header, found.mapping, Bank.MENTEES)

    assert found.header.rows == (len(above),)
    assert [column.code for column in found.columns] == list(codes)
    assert (found.people, len(read.rows)) == (people, people)
    assert {shown(row.cells["name"]) for row in read.rows} == {"Громова Полина"}


ANY_CELL = st.none() | st.text(max_size=30) | st.integers() | st.dates() | st.booleans()


@given(st.lists(st.lists(ANY_CELL, min_size=3, max_size=3), min_size=1, max_size=12))
def test_header_of_anything_lies_inside_the_sheet(rows):
    found = find_header(sheet(*rows))

    assert found is None or (
        all(row < len(rows) for row in found.rows)
        and len(found.headings) == 3
        and 0 <= found.first_row <= len(rows)
    )
