from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.organizations import tree
from mentorship.organizations.models import Organization
from mentorship.organizations.roles import Role
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db
KINDS = ["school", "college", "kindergarten", "supplementary"]


def school_of(municipality, kind="school"):
    return Organization(
        level="institution",
        institution_type=kind,
        parent=municipality,
        code="novaya",
        name="Новая школа",
        short_name="Новая школа",
    )


@pytest.mark.parametrize(
    ("role", "limits", "types"),
    [
        ("coordinator", [], KINDS),
        ("methodist", [], KINDS),
        ("methodist", ["kindergarten"], ["kindergarten"]),
        ("curator", [], []),
        ("director", [], []),
    ],
)
def test_types_open_to_a_member(role, limits, types):
    member = MembershipFactory(role=role, institution_types=limits)

    assert tree.types_open_to(member) == types


def test_methodist_of_listed_institutions_adds_none():
    member = MembershipFactory(role="methodist")
    member.institutions.add(InstitutionFactory(parent=member.organization))

    assert tree.types_open_to(member) == []


@pytest.mark.parametrize("role", Role)
def test_only_the_coordinator_edits_what_is_above_institutions(role):
    member = MembershipFactory(role=role)
    levels = {
        level: tree.can_edit(member, Organization(level=level)) for level in Organization.Level
    }

    assert levels == {
        "region": role == Role.COORDINATOR,
        "municipality": role == Role.COORDINATOR,
        "institution": role in {Role.COORDINATOR, Role.METHODIST},
    }


def test_methodist_adds_an_institution_to_their_own_municipality():
    member = MembershipFactory(role="methodist")

    saved = tree.save_organization(member=member, organization=school_of(member.organization))

    assert Organization.objects.get(code="novaya") == saved


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_nobody_adds_an_institution_to_a_foreign_municipality(role):
    member = MembershipFactory(role=role)

    with pytest.raises(PermissionDenied):
        tree.save_organization(member=member, organization=school_of(MunicipalityFactory()))


def test_methodist_of_kindergartens_adds_no_school():
    member = MembershipFactory(role="methodist", institution_types=["kindergarten"])

    with pytest.raises(PermissionDenied):
        tree.save_organization(member=member, organization=school_of(member.organization))


def test_methodist_adds_no_municipality():
    member = MembershipFactory(role="methodist")
    new = Organization(level="municipality", parent=member.organization.parent, code="n", name="Н")

    with pytest.raises(PermissionDenied):
        tree.save_organization(member=member, organization=new)


def test_changed_time_zone_goes_down_to_nodes_that_had_the_old_one():
    member = MembershipFactory(role="coordinator")
    city = MunicipalityFactory(parent=member.organization)
    near, far = (InstitutionFactory(parent=city, time_zone=zone) for zone in ZONES)
    member.organization.time_zone = "Asia/Omsk"

    tree.save_organization(member=member, organization=member.organization)

    zones = Organization.objects.filter(pk__in=[city.pk, near.pk, far.pk]).order_by("pk")
    assert [node.time_zone for node in zones] == ["Asia/Omsk", "Asia/Omsk", "Asia/Yakutsk"]


ZONES = ["Europe/Moscow", "Asia/Yakutsk"]


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        (set(), "sosh-5"),
        ({"sosh-5"}, "surgut-sosh-5"),
        ({"sosh-5", "surgut-sosh-5"}, "surgut-sosh-5-2"),
        ({"sosh-5", "surgut-sosh-5", "surgut-sosh-5-2"}, "surgut-sosh-5-3"),
    ],
)
def test_proposed_code_is_free(taken, code):
    assert tree.propose_code("СОШ № 5", Organization(code="surgut"), taken) == code


def test_proposed_code_of_a_name_without_letters_is_a_word():
    assert tree.propose_code("№", None, set()) == "organizatsiya"


def test_proposed_code_of_a_long_name_fits_its_field():
    name = "Муниципальное казённое общеобразовательное учреждение средняя школа"
    taken = {tree.propose_code(name, None, set())}

    assert len(tree.propose_code(name, Organization(code="o" * 50), taken)) <= 50


def test_closed_institution_opens_again():
    member = MembershipFactory(role="methodist")
    school = InstitutionFactory(parent=member.organization)

    tree.close_organization(member=member, organization=school, closed_on=date(2026, 7, 1))
    closed = Organization.objects.get(pk=school.pk).closed_on
    tree.reopen_organization(member=member, organization=school)

    assert (closed, Organization.objects.get(pk=school.pk).closed_on) == (date(2026, 7, 1), None)


def test_municipality_with_open_institutions_is_not_closed():
    member = MembershipFactory(role="coordinator")
    city = MunicipalityFactory(parent=member.organization)
    InstitutionFactory(parent=city)

    with pytest.raises(DomainError, match="открыто 1\xa0организация"):
        tree.close_organization(member=member, organization=city, closed_on=date(2026, 7, 1))


def test_institution_of_a_closed_municipality_stays_closed():
    member = MembershipFactory(role="coordinator")
    city = MunicipalityFactory(parent=member.organization, closed_on=date(2026, 7, 1))
    school = InstitutionFactory(parent=city, closed_on=date(2026, 6, 1))

    with pytest.raises(DomainError, match="сначала верните его"):
        tree.reopen_organization(member=member, organization=school)


@pytest.mark.parametrize("role", ["curator", "director", "mentor"])
def test_institution_does_not_close_itself(role):
    member = MembershipFactory(role=role)

    with pytest.raises(PermissionDenied):
        tree.close_organization(
            member=member, organization=member.organization, closed_on=date(2026, 7, 1)
        )


def test_region_is_not_closed():
    member = MembershipFactory(role="coordinator", organization=RegionFactory())

    with pytest.raises(PermissionDenied):
        tree.close_organization(
            member=member, organization=member.organization, closed_on=date(2026, 7, 1)
        )
