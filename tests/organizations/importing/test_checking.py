import pytest

from mentorship.core.spreadsheets.lists import read_list
from mentorship.organizations.importing.checking import OrganizationChecker, type_in
from mentorship.organizations.importing.columns import ORGANIZATION_COLUMNS
from tests.organizations.importing.sheets import ORGANIZATIONS, book

SCHOOL = ("Округ", "школа", "Средняя школа № 5", "СОШ № 5", "sosh-5", "7707083893")


def checked(*rows, extra=()):
    listing = read_list(book(*rows, heading=(*ORGANIZATIONS, *extra)), ORGANIZATION_COLUMNS)
    checker = OrganizationChecker(listing.headings)
    return [checker.check(row) for row in listing.rows]


def said(row):
    return [(message.column, message.is_error) for message in row.messages]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("школа", "school"),
        ("МБОУ «СОШ № 5»", "school"),
        ("Гимназия № 7", "school"),
        ("Лицей", "school"),
        ("Детский сад № 20 «Ёлочка»", "kindergarten"),
        ("МАДОУ № 3", "kindergarten"),
        ("ГАПОУ «Медицинский колледж»", "college"),
        ("Техникум", "college"),
        ("профессиональная образовательная организация", "college"),
        ("организация дополнительного образования", "supplementary"),
        ("МБУ ДО «Центр детского творчества»", "supplementary"),
        ("Дворец творчества", "supplementary"),
        ("ДЮСШ «Старт»", "supplementary"),
        ("Детская школа искусств", "supplementary"),
        ("Завод", ""),
        ("", ""),
    ],
)
def test_type_is_read_from_words(text, kind):
    assert type_in(text) == kind


def test_whole_row_is_read():
    (row,) = checked(SCHOOL)

    assert row.messages == []
    assert row.values == {
        "municipality": "Округ",
        "type": "school",
        "name": "Средняя школа № 5",
        "short_name": "СОШ № 5",
        "code": "sosh-5",
        "inn": "7707083893",
        "people": [],
    }


def test_municipality_left_out_is_that_of_the_row_above():
    rows = checked(SCHOOL, (None, *SCHOOL[1:]))

    assert [row.values["municipality"] for row in rows] == ["Округ", "Округ"]


@pytest.mark.parametrize(
    ("place", "value", "column", "is_error"),
    [
        (1, None, "Тип", False),
        (1, "завод", "Тип", True),
        (2, None, "Полное наименование", True),
        (2, "ш" * 401, "Полное наименование", True),
        (3, "ш" * 151, "Краткое", True),
        (4, "код школы", "Код", True),
        (4, "k" * 51, "Код", True),
        (5, "7707083894", "ИНН", True),
        (5, 7707083893, None, None),
        (5, 123, "ИНН", True),
        (2, "#ССЫЛКА!", "Полное наименование", True),
    ],
)
def test_cell_that_is_wrong_is_named(place, value, column, is_error):
    changed = [*SCHOOL[:place], value, *SCHOOL[place + 1 :]]

    (row,) = checked(changed)

    assert said(row) == ([(column, is_error)] if column else [])


def test_type_that_nothing_tells_is_refused():
    (row,) = checked(("Округ", None, "Организация «Рассвет»", None, None, None))

    assert said(row) == [("Тип", True)]


def test_long_name_needs_a_short_one():
    (row,) = checked(("Округ", "школа", "Школа " * 30, None, None, None))

    assert said(row) == [("Краткое", True)]


@pytest.mark.parametrize(
    ("cells", "people"),
    [
        (("Ершов Пётр Ильич", "Ershov@Example.org"), [("Ершов Пётр Ильич", "ershov@example.org")]),
        (("Ершов П. И., ershov@example.org", None), [("Ершов П. И.", "ershov@example.org")]),
        ((None, "ershov@example.org"), [("", "ershov@example.org")]),
        (("Ершов Пётр Ильич", None), []),
        (("Ершов Пётр Ильич", "ершов@"), []),
        ((None, "нет почты"), []),
        ((None, "a@b"), []),
        ((None, None), []),
    ],
)  # fmt: skip
def test_people_to_invite_are_read_from_one_cell_or_two(cells, people):
    (row,) = checked((*SCHOOL, *cells), extra=("ФИО куратора", "Почта куратора"))

    assert [(who["name"], who["email"]) for who in row.values["people"]] == people
    assert row.is_refused is False
    assert bool(row.messages) == (not people and any(cells))
