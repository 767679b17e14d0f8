from datetime import date

import pytest

from mentorship.organizations.importing.services import import_organizations, preview_list
from mentorship.organizations.models import ListImport, Organization
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    RegionFactory,
)
from tests.organizations.importing.sheets import book

pytestmark = pytest.mark.django_db
NEW = ("Заозёрный округ", "школа", "Средняя школа № 5", "СОШ № 5", None, "7707083893")


@pytest.fixture
def region():
    return RegionFactory(code="oblast", time_zone="Asia/Omsk")


@pytest.fixture
def city(region):
    return MunicipalityFactory(parent=region, name="Заозёрный округ", code="zaozerny")


def load(region, *rows, confirm=True):
    return import_organizations(region=region, workbook=book(*rows), confirm=confirm)


def outcomes(preview):
    return [str(plan.outcome) for plan in preview.plans]


def said(preview):
    return [(message.column, message.is_error) for p in preview.plans for message in p.messages]


def test_new_municipality_comes_with_its_institution(region):
    preview = load(region, NEW)

    school = Organization.objects.institutions().get()
    assert (outcomes(preview), said(preview)) == (["created"], [("Муниципалитет", False)])
    assert (school.parent.name, school.parent.code) == ("Заозёрный округ", "zaozernyy-okrug")
    assert (school.code, school.inn, school.time_zone) == ("sosh-5", "7707083893", "Asia/Omsk")
    assert school.parent.time_zone == "Asia/Omsk"


def test_same_list_twice_changes_nothing(region):
    other = ("Лесной район", "детский сад", "Сад № 1", None, "sad-1", None)
    load(region, NEW, other)
    before = list(Organization.objects.values())

    preview = load(region, NEW, other)

    assert (outcomes(preview), said(preview)) == (["unchanged", "unchanged"], [])
    assert list(Organization.objects.values()) == before


def test_look_writes_nothing(region):
    load(region, NEW, confirm=False)

    assert list(Organization.objects.all()) == [region]


@pytest.mark.parametrize(
    "known",
    [
        {"code": "staraya", "name": "Иное"},
        {"code": "other", "name": "СРЕДНЯЯ ШКОЛА №5"},
        {"code": "other", "name": "Иное", "short_name": "сош 5"},
        {"code": "other", "name": "Иное", "inn": "7707083893"},
    ],
)
def test_institution_is_known_by_code_name_or_inn(region, city, known):
    school = InstitutionFactory(parent=city, **known)
    code = "staraya" if known["code"] == "staraya" else None

    preview = load(region, (*NEW[:4], code, NEW[5]))

    school.refresh_from_db()
    assert (outcomes(preview), school.name, school.short_name, school.inn) == (
        ["updated"],
        "Средняя школа № 5",
        "СОШ № 5",
        "7707083893",
    )


def test_empty_cells_change_nothing(region, city):
    school = InstitutionFactory(parent=city, code="sosh", inn="7707083893", address="ул. Новая, 1")

    load(region, ("Заозёрный округ", "школа", school.name, None, "sosh", None))

    school.refresh_from_db()
    assert (school.inn, school.address) == ("7707083893", "ул. Новая, 1")


def test_inn_of_several_branches_tells_nobody(region, city):
    InstitutionFactory(parent=city, name="Иное", short_name="Иное", inn="7707083893")
    branch = (*NEW[:2], "Филиал школы № 5", "Филиал", None, NEW[5])

    assert outcomes(load(region, NEW, branch)) == ["created", "created"]


def test_municipality_spelled_nearly_right_is_refused(region, city):
    preview = load(region, ("Заозерный окрг", *NEW[1:]))

    assert (outcomes(preview), said(preview)) == (["refused"], [("Муниципалитет", True)])
    assert "есть похожий: «Заозёрный округ»" in preview.plans[0].messages[0].text


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ((None, *NEW[1:]), "Муниципалитет"),
        ((*NEW[:4], "foreign", None), "Код"),
        ((*NEW[:4], "zaozerny", None), "Код"),
    ],
)
def test_row_that_fits_nowhere_is_refused(region, city, row, column):
    InstitutionFactory(code="foreign")

    assert said(load(region, row)) == [(column, True)]


@pytest.mark.parametrize(
    "second",
    [NEW, (*NEW[:2], "Иное", "СОШ 5"), (*NEW[:3], None, None, None)],
)
def test_second_row_of_one_institution_is_refused(region, city, second):
    preview = load(region, NEW, second)

    assert outcomes(preview) == ["created", "refused"]
    assert "строка 2" in preview.plans[1].messages[0].text


def test_second_row_of_one_code_is_refused(region, city):
    preview = load(region, (*NEW[:4], "sosh"), (*NEW[:2], "Иное", "Иное", "sosh"))

    assert outcomes(preview) == ["created", "refused"]


def test_institution_stays_in_its_municipality(region, city):
    other = MunicipalityFactory(parent=region)
    school = InstitutionFactory(parent=other, code="sosh", name="Школа")

    preview = load(region, (city.name, "школа", "Школа", None, "sosh"))

    school.refresh_from_db()
    assert (outcomes(preview), school.parent) == (["unchanged"], other)
    assert said(preview) == [("Муниципалитет", False)]


def test_closed_institution_is_told_of(region, city):
    InstitutionFactory(parent=city, name="Школа", closed_on=date(2020, 1, 1))

    assert said(load(region, (city.name, "школа", "Школа"))) == [("Полное наименование", False)]


def test_type_changes_only_where_the_file_says_it(region, city):
    named = InstitutionFactory(parent=city, name="Школа искусств", short_name="ШИ")
    told = InstitutionFactory(parent=city, name="Центр", short_name="Центр")

    load(
        region,
        (city.name, None, "Школа искусств", "ШИ"),
        (city.name, "дополнительное образование", "Центр", "Центр"),
    )

    types = Organization.objects.filter(pk__in=[named.pk, told.pk]).order_by("pk")
    assert [node.institution_type for node in types] == ["school", "supplementary"]


def test_two_new_schools_of_one_short_name_get_two_codes(region):
    load(region, NEW, ("Лесной район", *NEW[1:5]))

    codes = Organization.objects.institutions().order_by("pk").values_list("code", flat=True)
    assert list(codes) == ["sosh-5", "lesnoy-rayon-sosh-5"]


def looked_at(member, *rows):
    return preview_list(
        member=member,
        kind=ListImport.Kind.ORGANIZATIONS,
        workbook=book(*rows),
        name="",
        today=date(2026, 9, 1),
    )


def test_methodist_needs_no_municipality(city):
    member = MembershipFactory(role="methodist", organization=city)

    preview = looked_at(member, (None, *NEW[1:]), (city.name, "сад", "Детский сад № 1"))

    assert [plan.target.parent for plan in preview.plans] == [city, city]


def test_methodist_adds_nothing_elsewhere(city):
    member = MembershipFactory(role="methodist", organization=city)

    assert said(looked_at(member, ("Лесной район", *NEW[1:]))) == [("Муниципалитет", True)]


def test_methodist_of_kindergartens_leaves_schools_alone(city):
    member = MembershipFactory(
        role="methodist", organization=city, institution_types=["kindergarten"]
    )
    InstitutionFactory(parent=city, name="Гимназия")
    InstitutionFactory(parent=city, name="Сад", institution_type="kindergarten")

    preview = looked_at(
        member, NEW, (None, "школа", "Гимназия"), (None, "школа", "Сад"), (None, "сад", "ДОУ № 1")
    )

    assert outcomes(preview) == ["refused", "refused", "unchanged", "created"]
