import datetime as dt

import pytest

from mentorship.core.exceptions import DomainError
from mentorship.organizations.importing.headcount_sheets import NO_DAY, read_headcounts
from mentorship.organizations.importing.services import confirm_list, keep_preview, preview_list
from mentorship.organizations.models import Headcount, ListImport
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.organizations.importing.sheets import HEADCOUNTS, book

TODAY, DAY = dt.date(2026, 11, 22), dt.date(2026, 9, 1)
TITLE = ("Численность по школам на 1 сентября 2026 года",)
WIDE = ("№", "Школа", "Обучающиеся, всего", "из них 10–19 лет", "Педагоги", "Примечание")


def cells(listing):
    return [
        (row.number, row.cells["name"], row.cells["category"], row.cells["value"])
        for row in listing.rows
    ]


def test_column_for_each_category_makes_a_row_of_each_number():
    table = book(
        WIDE,
        (1, "Школа № 1", 300, 210, 20, "нет"),
        (2, "Школа № 2", 90, None, "8", None),
        (None, "Итого", 390, 210, 28, None),
        heading=TITLE,
    )

    listing = read_headcounts(table)

    assert cells(listing) == [
        (3, "Школа № 1", "Обучающиеся, всего", 300),
        (3, "Школа № 1", "обучающиеся, из них 10–19 лет", 210),
        (3, "Школа № 1", "Педагоги", 20),
        (4, "Школа № 2", "Обучающиеся, всего", 90),
        (4, "Школа № 2", "Педагоги", "8"),
    ]
    assert {row.cells["as_of"] for row in listing.rows} == {DAY}
    assert listing.notes[-1] == "Дата 01.09.2026 взята из названия таблицы."


def test_day_of_a_wide_table_may_stand_in_a_column():
    table = book(("Школа № 1", "01.09.2026", 20), heading=("Школа", "На дату", "Педагоги"))

    assert [row.cells["as_of"] for row in read_headcounts(table).rows] == ["01.09.2026"]


@pytest.mark.parametrize("title", ["Численность", "Численность на 45.13.2026"])
def test_wide_table_without_a_day_is_refused(title):
    table = book(WIDE, (1, "Школа № 1", 300, 210, 20, None), heading=(title,))

    with pytest.raises(DomainError) as refusal:
        read_headcounts(table)

    assert str(refusal.value) == NO_DAY


def test_long_list_is_read_as_it_is():
    listing = read_headcounts(book((None, DAY, "ученики", "10–19", None, 9), heading=HEADCOUNTS))

    assert [row.cells["category"] for row in listing.rows] == ["ученики"]


@pytest.mark.django_db
def test_wide_table_is_written_and_its_wrong_cell_alone_is_left_out():
    member = MembershipFactory(role="methodist")
    school = InstitutionFactory(parent=member.organization, short_name="Школа № 1")
    table = book(
        WIDE,
        (1, "Школа № 1", 300, 210, 20, None),
        (2, "Школа № 1", "много", None, None, None),
        heading=TITLE,
    )
    kind = ListImport.Kind.HEADCOUNTS
    preview = preview_list(member=member, kind=kind, workbook=table, name="", today=TODAY)
    run = keep_preview(member=member, kind=kind, preview=preview, content=b"", name="")

    run = confirm_list(member=member, run=run)

    assert [line["outcome"] for line in run.rows] == ["created"] * 3 + ["refused"]
    written = Headcount.objects.filter(organization=school).order_by("category", "age_from")
    assert [(row.category, row.age_from, row.value) for row in written] == [
        ("pupil", 10, 210),
        ("pupil", None, 300),
        ("teacher", None, 20),
    ]
