from datetime import date

import pytest

from mentorship.bank.births import Birth
from mentorship.bank.importing.doubles import (
    MOST_CANDIDATES,
    Identity,
    find_likenesses,
    find_likenesses_within,
    likeness,
)
from mentorship.core.names import split_full_name

# What must be asked: name and birth of the row, name and birth of the person.
ALIKE = [
    ("Громова Полина", 2011, "Громова Полина Сергеевна", 2011),
    ("Громова Полина", None, "Громова Полина Сергеевна", 2011),
    ("Громова Полина Сергеевна", 2012, "Громова Полина Сергеевна", 2011),
    ("Громова Полинна Сергеевна", 2011, "Громова Полина Сергеевна", 2011),
    ("Грмоова Полина Сергеевна", 2011, "Громова Полина Сергеевна", 2011),
    ("Громова Полина Сергевна", 2011, "Громова Полина Сергеевна", 2011),
    ("Гpoмoва Полина Сергеевна", 2010, "Громова Полина Сергеевна", 2011),
    ("Сергеевна Полина Громова", 2011, "Громова Полина Сергеевна", 2011),
    ("Полина Громова", 2011, "Громова Полина", 2011),
    ("Пётр Громов", None, "Громов Петр", None),
    ("Бехтина О. В.", None, "Бехтина Ольга Владимировна", 1980),
    ("Бехтина О.", None, "Бехтина Ольга Владимировна", None),
    ("Бехтина Ольга В.", None, "Бехтина Ольга Владимировна", 1980),
    ("Иванова-Петрова Анна Олеговна", 1985, "Петрова Анна Олеговна", 1985),
    ("Константинапольская Яна Игоревна", 2009, "Константинопольская Яна Игоревна", 2009),
    ("Иванова Наталия Петровна", None, "Иванова Наталья Петровна", 1979),
    ("Титов Кирил Ильич", 2009, "Титов Кирилл Ильич", 2009),
    ("Титов Даниил Ильич", 2009, "Титов Данил Ильич", 2009),
    ("Соколов Саша Ильич", 2010, "Соколов Александр Ильич", 2010),
    ("Соколова Алёна Ильинична", 2010, "Соколова Елена Ильинична", 2010),
    ("Громов Пётр Ильич", 2009, "Громова Пётр Ильич", 2009),
]  # fmt: skip
# What must not be: other people, brothers and sisters, common names.
UNLIKE = [
    ("Громова Полина Сергеевна", 2011, "Громова Полина Сергеевна", 2013),
    ("Громова Полина Сергеевна", 2011, "Громова Полина Андреевна", 2011),
    ("Громова Полина Сергеевна", 2011, "Громова Арина Сергеевна", 2011),
    ("Петрова Алина Ивановна", 2010, "Петрова Арина Ивановна", 2010),
    ("Петров Иван Иванович", 2010, "Петрова Инна Ивановна", 2010),
    ("Иванов Иван", 2009, "Иванов Иван", 2010),
    ("Иванов Иван", 2009, "Иванов Иван Петрович", 2010),
    ("Иванов Илья Петрович", 2009, "Ивлев Илья Петрович", 2009),
    ("Белов Артём Игоревич", 2009, "Белкин Артём Игоревич", 2009),
    ("Белов-Котов Артём Игоревич", 2009, "Белов-Сомов Артём Игоревич", 2009),
    ("Лосев Марк Олегович", 2009, "Носев Марк Олегович", 2009),
    ("Ким Ян", 2009, "Ким Ия", 2009),
    ("Цой Ия", 2009, "Цай Ия", 2009),
    ("Бехтина О. В.", None, "Бехтина Ольга Сергеевна", 1980),
    ("Бехтина И. В.", None, "Бехтина Ольга Владимировна", 1980),
    ("Ким Александр Евгеньевич", 2010, "Ким Евгений Александрович", 2010),
]


def identity(text, year=None):
    name = split_full_name(text)
    birth = Birth(year) if year else None
    return Identity.of(name.surname, name.first_name, name.patronymic, birth)


@pytest.mark.parametrize(("name", "year", "other", "other_year"), ALIKE)
def test_likeness_asks_about_one_person_written_otherwise(name, year, other, other_year):
    one, two = identity(name, year), identity(other, other_year)

    assert likeness(one, two).reasons == likeness(two, one).reasons != ()
    assert list(find_likenesses([one], [two])) == [0]
    assert list(find_likenesses_within([two, one])) == [1]


@pytest.mark.parametrize(("name", "year", "other", "other_year"), UNLIKE)
def test_likeness_leaves_two_people_apart(name, year, other, other_year):
    one, two = identity(name, year), identity(other, other_year)

    assert (likeness(one, two), likeness(two, one)) == (None, None)
    assert find_likenesses([one], [two]) == {}


@pytest.mark.parametrize(
    ("first", "second", "reasons"),
    [
        (Birth(2009, date(2009, 3, 5)), Birth(2009, date(2009, 5, 3)), ("дни рождения разные",)),
        (Birth(2009, date(2009, 3, 5)), Birth(2009), ()),
        (Birth(2009), Birth(2010), ("год рождения различается на единицу",)),
    ],
)
def test_likeness_tells_what_differs_in_births(first, second, reasons):
    one = Identity.of("Громова", "Полина", "Сергеевна", first)
    two = Identity.of("Громова", "Полина", "Сергеевна", second)

    assert likeness(one, two).reasons == reasons


def test_likeness_of_the_same_name_is_no_swap():
    one = identity("Громова Полина Сергеевна", 2011)

    assert likeness(one, one).points == 0


def test_nearest_people_come_first_and_few():
    row = identity("Громова Полина", 2011)
    people = [identity("Громова Полина Сергеевна")] * MOST_CANDIDATES
    nearest = identity("Громова Полина Сергеевна", 2011)

    found = find_likenesses([row], [*people, nearest])[0]

    assert [index for index, _ in found] == [MOST_CANDIDATES, *range(MOST_CANDIDATES - 1)]


def test_rows_of_one_file_are_compared_with_those_above():
    rows = [identity("Громова Полина", 2011), identity("Лосев Марк"), identity("Громова П.", 2011)]

    found = find_likenesses_within(rows)

    assert {row: [index for index, _ in alike] for row, alike in found.items()} == {2: [0]}
