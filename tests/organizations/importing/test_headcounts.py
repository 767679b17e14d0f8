from datetime import date, datetime

import pytest

from mentorship.core.exceptions import DomainError
from mentorship.organizations.importing.services import (
    confirm_list,
    keep_preview,
    preview_list,
)
from mentorship.organizations.models import Headcount, ListImport
from tests.factories.organizations import (
    HeadcountFactory,
    InstitutionFactory,
    MembershipFactory,
)
from tests.organizations.importing.sheets import HEADCOUNTS, book

pytestmark = pytest.mark.django_db
KIND, TODAY = ListImport.Kind.HEADCOUNTS, date(2026, 11, 22)
DAY = date(2026, 9, 1)
LONG = ("На дату", "Категория", "Численность")


@pytest.fixture
def curator():
    return MembershipFactory()


def look(member, *rows, extra=()):
    workbook = book(*rows, heading=(*HEADCOUNTS, *extra))
    return preview_list(member=member, kind=KIND, workbook=workbook, name="оо-1.xlsx", today=TODAY)


def load(member, *rows, **kwargs):
    preview = look(member, *rows, **kwargs)
    run = keep_preview(member=member, kind=KIND, preview=preview, content=b"", name="оо-1.xlsx")
    return confirm_list(member=member, run=run)


def key(row):
    return row.category, row.age_from, row.age_to, row.experience_to, row.value


def said(preview):
    return [(message.column, message.is_error) for p in preview.plans for message in p.messages]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("ученики", "10–19", None, 108), ("pupil", 10, 19, None, 108)),
        (("Обучающиеся", "15 - 19 лет", None, "34"), ("pupil", 15, 19, None, 34)),
        (("дети 10-19 лет", None, None, 108.0), ("pupil", 10, 19, None, 108)),
        (("ученики", None, None, 300), ("pupil", None, None, None, 300)),
        (("педагоги", None, 3, 6), ("teacher", None, None, 3, 6)),
        (("учителя, стаж до 3 лет", None, None, 6), ("teacher", None, None, 3, 6)),
        (("молодые специалисты", None, None, 0), ("teacher", None, None, 3, 0)),
        (("предприятия", None, None, 20), ("enterprise", None, None, None, 20)),
    ],
)
def test_headcount_of_ones_own_school_needs_no_code(curator, cells, expected):
    load(curator, (None, "01.09.2026", *cells))

    written = Headcount.objects.get()
    assert (written.organization, written.as_of, key(written)) == (
        curator.organization,
        DAY,
        expected,
    )
    assert written.source == "файл «оо-1.xlsx»"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({1: None}, "На дату"),
        ({1: "32.09.2026"}, "На дату"),
        ({1: "01.09.2027"}, "На дату"),
        ({1: "01.09.2014"}, "На дату"),
        ({2: None}, "Категория"),
        ({2: "родители"}, "Категория"),
        ({3: "десять"}, "Возраст"),
        ({3: "19–10"}, "Возраст"),
        ({3: datetime(2019, 10, 1)}, "Возраст"),  # noqa: DTZ001 -- a cell has no time zone
        ({4: 3}, "Стаж до, лет"),
        ({2: "педагоги", 3: None, 4: 61}, "Стаж до, лет"),
        ({5: "много"}, "Численность"),
        ({5: -1}, "Численность"),
        ({5: 10**9}, "Численность"),
        ({0: "chuzhaya"}, "Код организации"),
    ],
)
def test_cell_that_is_wrong_is_named(curator, changes, column):
    cells = {1: "01.09.2026", 2: "ученики", 3: "10–19", 5: 108} | changes

    preview = look(curator, [cells.get(place) for place in range(6)])

    assert said(preview) == [(column, True)]


def test_same_list_twice_changes_nothing(curator):
    row = (None, "01.09.2026", "ученики", "10–19", None, 108)
    load(curator, row)

    run = load(curator, row)

    assert (run.counts["unchanged"], Headcount.objects.count()) == (1, 1)


def test_new_number_of_the_same_day_takes_the_place_of_the_old(curator):
    HeadcountFactory(organization=curator.organization, as_of=DAY, value=100)

    run = load(curator, (None, "01.09.2026", "ученики", "10–19", None, 108))

    assert (run.counts["updated"], Headcount.objects.get().value) == (1, 108)


def test_source_of_the_file_is_kept(curator):
    load(curator, (None, "01.09.2026", "ученики", None, None, 9, "ОО-1"), extra=("Источник",))

    assert Headcount.objects.get().source == "ОО-1"


def test_second_row_of_one_headcount_is_refused(curator):
    row = (None, "01.09.2026", "ученики", "10–19", None, 108)

    assert said(look(curator, row, row)) == [("Численность", True)]


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_those_above_load_for_institutions_by_code_or_name(role):
    member = MembershipFactory(role=role)
    school = school_below(member, code="sosh-5", short_name="СОШ № 5")

    run = load(
        member,
        ("SOSH-5", "01.09.2026", "ученики", "10–19", None, 108),
        ("сош №5", "01.09.2026", "ученики", "15–19", None, 34),
    )

    assert run.counts["created"] == 2
    assert {row.organization for row in Headcount.objects.all()} == {school}


def school_below(member, **fields):
    if member.role == "methodist":
        return InstitutionFactory(parent=member.organization, **fields)
    return InstitutionFactory(parent__parent=member.organization, **fields)


def test_those_above_must_name_the_institution():
    member = MembershipFactory(role="methodist")
    InstitutionFactory.create_batch(2, parent=member.organization, short_name="Школа")

    preview = look(
        member,
        (None, "01.09.2026", "ученики", None, None, 1),
        ("Школа", "01.09.2026", "ученики", None, None, 1),
    )

    assert said(preview) == [("Код организации", True)] * 2


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Организация", "МБОУ «Озёрская СОШ»"),
        ("Наименование организации", 'МБОУ "Озерская СОШ"'),
        ("Наименование", "Муниципальное бюджетное учреждение «Озёрская средняя школа»"),
        ("ОО", "Озёрская СОШ"),
        ("ИНН", "4500000006"),
        ("Код организации", "ozero"),
    ],
)
def test_institution_is_known_by_code_inn_or_any_name(heading, cell):
    member = MembershipFactory(role="methodist")
    InstitutionFactory(parent=member.organization, short_name="МБОУ «Северная СОШ»")
    school = InstitutionFactory(
        parent=member.organization, code="ozero", short_name="МБОУ «Озёрская СОШ»",
        name="Муниципальное бюджетное учреждение «Озёрская средняя школа»", inn="4500000006",
    )  # fmt: skip
    table = book((cell, "01.09.2026", "ученики", 9), heading=(heading, *LONG))

    preview = preview_list(member=member, kind=KIND, workbook=table, name="", today=TODAY)

    assert [plan.target.organization for plan in preview.plans] == [school]


def test_branches_of_one_inn_are_told_apart_by_their_codes_only():
    member = MembershipFactory(role="methodist")
    for code in ("golova", "filial"):
        InstitutionFactory(parent=member.organization, code=code, inn="4500000006")
    table = book(("4500000006", "01.09.2026", "ученики", 9), heading=("ИНН", *LONG))

    preview = preview_list(member=member, kind=KIND, workbook=table, name="", today=TODAY)

    assert said(preview) == [("ИНН", True)]


def test_rows_without_a_number_are_left_out_and_counted(curator):
    row = (None, "01.09.2026", "ученики", "10–19", None)

    preview = look(curator, (*row, 108), (*row, None), ("Итого", None, None, None, None, 108))

    assert (len(preview.plans), said(preview)) == (1, [])
    assert preview.listing.notes == ["Пропущено без численности: 1\xa0строка."]


def test_list_without_any_number_is_refused(curator):
    with pytest.raises(DomainError, match="впишите числа"):
        look(curator, (None, "01.09.2026", "ученики", "10–19", None, None))


def test_institution_outside_the_narrowing_is_refused():
    member = MembershipFactory(role="methodist", institution_types=["kindergarten"])
    school = InstitutionFactory(parent=member.organization)

    preview = look(member, (school.code, "01.09.2026", "ученики", None, None, 1))

    assert said(preview) == [("Код организации", True)]
