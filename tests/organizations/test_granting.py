"""The whole square: who gives out which role, and where."""

from datetime import date

import pytest

from mentorship.organizations.granting import (
    can_grant,
    grants_in,
    may_still_give,
    methodists_of,
    out_of_reach,
)
from mentorship.organizations.roles import GRANTABLE, Role, answers_for
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    RegionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)
R = Role
NOBODY = frozenset()
PEDAGOGUES = frozenset({R.COUNCIL, R.PSYCHOLOGIST, R.MENTOR})
HEADS = frozenset({R.DIRECTOR, R.CURATOR})
# Granter → place → roles; a place that is not named gets nothing. The city has its methodist.
EXPECTED = {
    R.COORDINATOR: {
        "region": frozenset({R.COORDINATOR}),
        "city": frozenset({R.METHODIST}),
        "other_city": frozenset({R.METHODIST}),
        "cousin": HEADS,
    },
    R.METHODIST: {"own": HEADS, "neighbor": HEADS},
    R.DIRECTOR: {"own": PEDAGOGUES | {R.CURATOR}},
    R.CURATOR: {"own": PEDAGOGUES},
}
PLACES = ["region", "city", "other_city", "own", "neighbor", "cousin", "foreign"]
PLACES += ["foreign_city", "foreign_region"]
WORKS_IN = {R.COORDINATOR: "region", R.METHODIST: "city"}


@pytest.fixture
def places():
    """own and neighbor in one city, cousin in another of the region, the rest elsewhere."""
    region, foreign_region = RegionFactory(), RegionFactory()
    city, other_city = MunicipalityFactory(parent=region), MunicipalityFactory(parent=region)
    foreign_city = MunicipalityFactory(parent=foreign_region)
    return {
        "region": region,
        "city": city,
        "other_city": other_city,
        "own": InstitutionFactory(parent=city),
        "neighbor": InstitutionFactory(parent=city),
        "cousin": InstitutionFactory(parent=other_city),
        "foreign": InstitutionFactory(parent=foreign_city),
        "foreign_city": foreign_city,
        "foreign_region": foreign_region,
    }


def working(places, role):
    return MembershipFactory(organization=places[WORKS_IN.get(role, "own")], role=role)


@pytest.mark.parametrize("granter", Role)
def test_roles_are_given_out_downwards_and_within_reach_only(places, granter):
    members = {role: working(places, role) for role in Role}

    given = {
        place: {role for role in Role if can_grant(members[granter], role, where, TODAY)}
        for place, where in places.items()
    }

    expected = EXPECTED.get(granter, {})
    assert given == {place: expected.get(place, NOBODY) for place in PLACES}


@pytest.mark.parametrize("granter", Role)
def test_deputies_are_named_for_the_same_roles_and_the_directors_own(places, granter):
    members = {role: working(places, role) for role in Role}

    grants = grants_in(members[granter], places["own"], TODAY)

    own_office = {R.DIRECTOR} if granter == R.DIRECTOR else set()
    assert grants.deputies == grants.roles | own_office


def test_coordinator_stands_in_where_no_methodist_answers(places):
    coordinator = working(places, R.COORDINATOR)
    garden = InstitutionFactory(parent=places["city"], institution_type="kindergarten")
    methodist = working(places, R.METHODIST)
    methodist.institution_types = ["school"]
    methodist.save()

    given = [grants_in(coordinator, where, TODAY).roles for where in (places["own"], garden)]

    assert given == [NOBODY, HEADS]
    assert methodists_of(places["own"], TODAY) == [methodist]


def test_methodist_who_left_is_stood_in_for(places):
    coordinator = working(places, R.COORDINATOR)
    MembershipFactory(organization=places["city"], role=R.METHODIST, ends_on=date(2026, 10, 31))

    assert grants_in(coordinator, places["own"], TODAY).roles == HEADS


def test_narrowed_methodist_gives_out_nothing_outside_the_list(places):
    methodist = working(places, R.METHODIST)
    methodist.institutions.add(places["neighbor"])

    given = [
        grants_in(methodist, places[name], TODAY).roles for name in ("own", "neighbor", "city")
    ]

    assert given == [NOBODY, HEADS, NOBODY]


def test_closed_organization_gets_nobody(places):
    director = working(places, R.DIRECTOR)
    places["own"].closed_on = TODAY
    places["own"].save()

    assert grants_in(director, places["own"], TODAY).roles == NOBODY


def test_invitation_of_a_coordinator_outlives_the_arrival_of_a_methodist(places):
    coordinator = working(places, R.COORDINATOR)
    working(places, R.METHODIST)

    assert not can_grant(coordinator, R.CURATOR, places["own"], TODAY)
    assert may_still_give(coordinator, R.CURATOR, places["own"], TODAY, deputy=False)


def test_invitation_ends_with_the_role_of_who_gave_it(places):
    director = working(places, R.DIRECTOR)
    director.ends_on = date(2026, 10, 31)
    director.save()

    assert not may_still_give(director, R.CURATOR, places["own"], TODAY, deputy=False)


def test_account_with_a_higher_role_elsewhere_is_out_of_reach(places):
    director = working(places, R.DIRECTOR)
    plain, high, former = UserFactory(), UserFactory(), UserFactory()
    for user in (plain, high, former):
        MembershipFactory(user=user, organization=places["own"], role=R.CURATOR)
    MembershipFactory(user=high, organization=places["region"], role=R.COORDINATOR)
    MembershipFactory(
        user=former, organization=places["city"], role=R.METHODIST, ends_on=date(2024, 1, 1)
    )

    assert out_of_reach(director, [plain, high, former], TODAY) == {high.pk}


def test_account_with_a_role_in_another_school_is_out_of_the_directors_reach(places):
    user = UserFactory()
    for name in ("own", "neighbor"):
        MembershipFactory(user=user, organization=places[name], role=R.PSYCHOLOGIST)

    reached = [
        user.pk not in out_of_reach(working(places, role), [user], TODAY)
        for role in (R.DIRECTOR, R.METHODIST)
    ]

    assert reached == [False, True]


def test_no_role_gives_out_one_above_it():
    ranks = {"region": 2, "municipality": 1, "institution": 0}
    higher = [
        (role, given)
        for role, roles in GRANTABLE.items()
        for given in roles
        if ranks[given.level] > ranks[role.level]
    ]

    assert higher == []


def test_who_answers_for_whom_follows_the_chain_of_invitations():
    assert answers_for(R.COORDINATOR) == set(Role)
    assert answers_for(R.METHODIST) == HEADS | PEDAGOGUES
    assert answers_for(R.CURATOR) == PEDAGOGUES
    assert answers_for(R.MENTOR) == NOBODY
