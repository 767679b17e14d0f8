from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.accounts.links import find_link
from mentorship.core.exceptions import DomainError
from mentorship.organizations.members import (
    Move,
    end_membership,
    issue_new_password,
    moves_open_to,
    return_membership,
    set_limits,
)
from mentorship.organizations.models import Membership
from mentorship.organizations.models.members import MembershipLimit
from mentorship.organizations.roles import Role
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)

pytestmark = pytest.mark.django_db
R = Role
DAY = timedelta(days=1)
EVERYTHING = {Move.END, Move.HAND_OVER, Move.DEPUTIZE, Move.PASSWORD}


def today():
    return timezone.localdate()


@pytest.fixture
def school():
    """Members of one school, its methodist and two coordinators, by role."""
    organization = InstitutionFactory()
    city = organization.parent
    members = {
        role: MembershipFactory(organization=organization, role=role)
        for role in Role
        if role.level == "institution"
    }
    members[R.METHODIST] = MembershipFactory(organization=city, role=R.METHODIST)
    members[R.COORDINATOR] = MembershipFactory(organization=city.parent, role=R.COORDINATOR)
    members["second"] = MembershipFactory(organization=city.parent, role=R.COORDINATOR)
    return members


# Who → whose role → moves; cells that are not named are empty.
OFFICE, PEDAGOGUE = EVERYTHING, EVERYTHING - {Move.HAND_OVER}
EXPECTED = {
    R.COORDINATOR: {"second": OFFICE, R.COORDINATOR: {Move.DEPUTIZE}},
    R.METHODIST: {R.DIRECTOR: OFFICE, R.CURATOR: OFFICE},
    R.DIRECTOR: {R.DIRECTOR: {Move.DEPUTIZE}, R.CURATOR: OFFICE},
    R.CURATOR: {},
}
EXPECTED[R.COORDINATOR][R.METHODIST] = OFFICE | {Move.LIMIT}
for head in (R.DIRECTOR, R.CURATOR):
    EXPECTED[head] |= dict.fromkeys((R.COUNCIL, R.PSYCHOLOGIST, R.MENTOR), PEDAGOGUE)


@pytest.mark.parametrize("who", Role)
def test_moves_of_every_role_on_every_other(school, who):
    open_moves = {
        whose: set(moves_open_to(school[who], membership, today()))
        for whose, membership in school.items()
    }

    expected = EXPECTED.get(who, {})
    assert open_moves == {whose: expected.get(whose, set()) for whose in school}


def test_role_ends_with_its_last_day_and_stays_in_the_list(school):
    curator = school[R.CURATOR]

    end_membership(membership=curator, member=school[R.DIRECTOR], ends_on=today() - DAY)

    curator.refresh_from_db()
    assert (curator.is_over(today()), curator.ended_by) == (True, school[R.DIRECTOR])
    assert set(moves_open_to(school[R.DIRECTOR], curator, today())) == {Move.RETURN}


def test_ending_is_taken_back_the_same_day_to_the_former_term(school):
    term = today() + timedelta(days=90)
    deputy = MembershipFactory(
        organization=school[R.CURATOR].organization, acts_for=school[R.CURATOR], ends_on=term
    )
    end_membership(membership=deputy, member=school[R.DIRECTOR], ends_on=today() - DAY)

    return_membership(membership=deputy, member=school[R.DIRECTOR])

    deputy.refresh_from_db()
    assert (deputy.ends_on, deputy.ended_at, deputy.ended_by) == (term, None, None)


def test_ending_of_yesterday_is_not_taken_back(school):
    curator = school[R.CURATOR]
    end_membership(membership=curator, member=school[R.DIRECTOR], ends_on=today() - DAY)
    Membership.objects.filter(pk=curator.pk).update(ended_at=timezone.now() - 2 * DAY)

    with pytest.raises(PermissionDenied):
        return_membership(membership=curator, member=school[R.DIRECTOR])


def test_role_given_anew_meanwhile_is_not_doubled(school):
    curator = school[R.CURATOR]
    end_membership(membership=curator, member=school[R.DIRECTOR], ends_on=today() - DAY)
    MembershipFactory(organization=curator.organization, user=curator.user, starts_on=today())

    with pytest.raises(DomainError, match="уже есть такая роль"):
        return_membership(membership=curator, member=school[R.DIRECTOR])


def test_role_of_the_first_day_is_closed_at_once(school):
    mistaken = MembershipFactory(
        organization=school[R.DIRECTOR].organization, role="psychologist", starts_on=today()
    )

    end_membership(membership=mistaken, member=school[R.DIRECTOR], ends_on=today() - DAY)

    assert not Membership.objects.active_on(today()).filter(pk=mistaken.pk).exists()


def test_role_does_not_end_before_it_began(school):
    with pytest.raises(DomainError, match="раньше, чем началась"):
        end_membership(
            membership=school[R.CURATOR], member=school[R.DIRECTOR], ends_on=date(2019, 1, 1)
        )


def test_nobody_ends_a_role_of_their_own(school):
    director = school[R.DIRECTOR]
    own = MembershipFactory(user=director.user, organization=director.organization, role="curator")

    with pytest.raises(PermissionDenied):
        end_membership(membership=own, member=director, ends_on=today())


def test_last_coordinator_stays(school):
    end_membership(membership=school["second"], member=school[R.COORDINATOR], ends_on=today())
    MembershipFactory(
        organization=school["second"].organization, role=R.COORDINATOR, user__is_active=False
    )

    with pytest.raises(DomainError, match="единственный координатор"):
        end_membership(membership=school[R.COORDINATOR], member=school["second"], ends_on=today())


def test_limits_of_a_methodist_are_in_the_change_log(school):
    methodist, garden = (
        school[R.METHODIST],
        InstitutionFactory(parent=school[R.METHODIST].organization),
    )

    set_limits(
        membership=methodist,
        member=school[R.COORDINATOR],
        institution_types=["school", "college"],
        institutions=[garden],
    )

    methodist.refresh_from_db()
    assert methodist.limit_types == ["профессиональная образовательная организация", "школа"]
    event = MembershipLimit.pgh_event_models["insert"].objects.get()
    assert (event.membership_id, event.organization_id) == (methodist.pk, garden.pk)


def test_limits_of_another_municipality_are_refused(school):
    with pytest.raises(DomainError, match="другого муниципалитета"):
        set_limits(
            membership=school[R.METHODIST],
            member=school[R.COORDINATOR],
            institution_types=[],
            institutions=[InstitutionFactory()],
        )


def test_methodist_does_not_widen_the_own_limits(school):
    with pytest.raises(PermissionDenied):
        set_limits(
            membership=school[R.METHODIST],
            member=school[R.METHODIST],
            institution_types=[],
            institutions=[],
        )


def test_new_password_is_given_out_by_who_answers_for_the_account(school):
    token = issue_new_password(membership=school[R.MENTOR], member=school[R.CURATOR])

    link = find_link(purpose="password", token=token)
    assert (link.password_link.user, link.created_by) == (
        school[R.MENTOR].user,
        school[R.CURATOR].user,
    )


def test_new_password_of_an_account_with_a_higher_role_is_refused(school):
    mentor = school[R.MENTOR]
    MembershipFactory(user=mentor.user, organization=MunicipalityFactory(), role=R.METHODIST)

    with pytest.raises(PermissionDenied):
        issue_new_password(membership=mentor, member=school[R.CURATOR])
