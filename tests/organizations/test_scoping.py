import pytest
from django.db import IntegrityError, transaction

from mentorship.bank.models import Person
from mentorship.organizations.models import Headcount, Membership, Organization
from mentorship.organizations.scoping import people_within
from tests.factories.bank import PersonFactory
from tests.factories.organizations import (
    HeadcountFactory,
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "levels_up"), [("curator", 0), ("methodist", 1), ("coordinator", 2)]
)
def test_within_keeps_own_branch_only(role, levels_up):
    own, _foreign = HeadcountFactory(), HeadcountFactory()
    organization = own.organization
    for _ in range(levels_up):
        organization = organization.parent

    seen = Headcount.objects.visible_to(MembershipFactory(organization=organization, role=role))

    assert list(seen) == [own]


def test_neighbor_school_of_the_same_municipality_is_not_seen():
    school = InstitutionFactory()
    HeadcountFactory(organization=InstitutionFactory(parent=school.parent))

    seen = Headcount.objects.visible_to(MembershipFactory(organization=school))

    assert list(seen) == []


def test_methodist_narrowed_by_type_sees_that_type_and_the_municipality():
    city = MunicipalityFactory()
    InstitutionFactory(parent=city)
    garden = InstitutionFactory(parent=city, institution_type="kindergarten")
    member = MembershipFactory(
        organization=city, role="methodist", institution_types=["kindergarten"]
    )

    assert set(Organization.objects.visible_to(member)) == {city, garden}


def test_methodist_narrowed_by_list_sees_the_listed():
    city = MunicipalityFactory()
    listed, _other = InstitutionFactory(parent=city), InstitutionFactory(parent=city)
    member = MembershipFactory(organization=city, role="methodist")
    member.institutions.add(listed)

    assert set(Organization.objects.visible_to(member)) == {city, listed}


@pytest.mark.parametrize(("role", "levels_up"), [("methodist", 1), ("coordinator", 2)])
def test_people_are_not_seen_above_the_institution(role, levels_up):
    organization = PersonFactory().institution
    for _ in range(levels_up):
        organization = organization.parent
    member = MembershipFactory(organization=organization, role=role)

    assert list(Person.objects.filter(people_within(member, field="institution"))) == []


def test_parent_two_levels_up_is_refused_by_the_database():
    region = MunicipalityFactory().parent

    with pytest.raises(IntegrityError, match="one level up"), transaction.atomic():
        InstitutionFactory(parent=region)


def test_role_of_another_level_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="does not fit"), transaction.atomic():
        MembershipFactory(role="methodist", organization=InstitutionFactory())


def test_ended_membership_and_closed_organization_are_not_active(year):
    MembershipFactory(ends_on=year.starts_on)
    MembershipFactory(organization__closed_on=year.starts_on)
    working = MembershipFactory()

    assert list(Membership.objects.active_on(year.ends_on)) == [working]
