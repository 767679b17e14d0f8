import logging
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.accounts.links import LinkRefused, find_link
from mentorship.accounts.models import TokenLink, User
from mentorship.core.exceptions import DomainError
from mentorship.organizations.invitations import (
    INVITATION,
    Offer,
    accept_invitation,
    accept_with_new_account,
    invite,
    reissue,
    revoke,
)
from mentorship.organizations.members import end_membership
from mentorship.organizations.models import Invitation, Membership
from mentorship.organizations.roles import Role
from tests.factories.bank import MentorEntryFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
R = Role
DAY = timedelta(days=1)
EMAIL = "morozova@example.org"
PASSWORD = "весенний-дождь-над-полем"


def today():
    return timezone.localdate()


@pytest.fixture
def director():
    return MembershipFactory(role=R.DIRECTOR)


def invited(member, role=R.PSYCHOLOGIST, organization=None, **offer):
    offer = Offer(role=role, email=EMAIL, full_name="Морозова Ирина Львовна", **offer)
    return invite(member=member, organization=organization or member.organization, offer=offer)


def accept_new(invitation):
    return accept_with_new_account(
        invitation=invitation, full_name="Морозова Ирина Львовна", password=PASSWORD
    )


def state_of(invitation):
    return Invitation.objects.select_related("link").get(pk=invitation.pk).state


def test_invitation_waits_a_day_for_the_holder_of_the_link(director):
    invitation, token = invited(director)

    assert find_link(purpose=INVITATION, token=token).invitation == invitation
    assert invitation.link.expires_at - invitation.link.created_at <= DAY + timedelta(seconds=1)
    assert invitation.state == Invitation.State.WAITING


def test_new_account_begins_with_its_role(director):
    invitation, _ = invited(director)

    membership = accept_new(invitation)

    user = User.objects.get(email=EMAIL)
    assert (membership.user, membership.role, membership.organization) == (
        user,
        R.PSYCHOLOGIST,
        director.organization,
    )
    assert (user.check_password(PASSWORD), state_of(invitation)) == (True, "accepted")


def test_known_account_gets_one_more_role_and_keeps_its_password(director):
    member = MembershipFactory(user__email=EMAIL, organization=director.organization)
    invitation, _ = invited(director)

    accept_invitation(invitation=invitation, user=member.user)

    assert [m.role for m in member.user.memberships.order_by("pk")] == ["curator", "psychologist"]


def test_link_is_for_its_own_address(director):
    invitation, _ = invited(director)

    with pytest.raises(PermissionDenied):
        accept_invitation(invitation=invitation, user=UserFactory())


def test_account_made_meanwhile_is_asked_for_its_password(director):
    invitation, _ = invited(director)
    UserFactory(email=EMAIL)

    with pytest.raises(DomainError, match="Войдите с её паролем"):
        accept_new(invitation)

    assert state_of(invitation) == "waiting"


def test_ended_link_is_refused_and_says_so(director):
    invitation, token = invited(director)
    TokenLink.objects.update(expires_at=timezone.now())

    with pytest.raises(LinkRefused, match="истёк"):
        find_link(purpose=INVITATION, token=token)
    with pytest.raises(LinkRefused, match="истёк"):
        accept_new(invitation)
    assert (state_of(invitation), User.objects.filter(email=EMAIL).count()) == ("expired", 0)


def test_role_out_of_reach_is_refused(director):
    with pytest.raises(PermissionDenied):
        invited(director, role=R.DIRECTOR)
    with pytest.raises(PermissionDenied):
        invited(director, organization=InstitutionFactory(parent=director.organization.parent))


def test_second_invitation_to_the_same_role_is_refused(director):
    invited(director)

    with pytest.raises(DomainError, match="уже ждёт"):
        invited(director)


def test_role_that_is_held_is_not_offered_again(director):
    MembershipFactory(
        organization=director.organization, role=R.PSYCHOLOGIST, user__email=EMAIL.upper()
    )

    with pytest.raises(DomainError, match="уже есть"):
        invited(director)


def test_link_issued_anew_closes_the_old_one(director):
    invitation, old = invited(director)

    new = reissue(invitation=invitation, member=director)

    assert find_link(purpose=INVITATION, token=new).invitation == invitation
    with pytest.raises(LinkRefused, match="отозвана"):
        find_link(purpose=INVITATION, token=old)


def test_revoked_invitation_opens_nothing_until_issued_anew(director):
    invitation, token = invited(director)
    revoke(invitation=invitation, member=director)
    assert state_of(invitation) == "revoked"
    with pytest.raises(LinkRefused, match="отозвана"):
        find_link(purpose=INVITATION, token=token)

    reissue(invitation=Invitation.objects.get(), member=director)

    assert state_of(invitation) == "waiting"


@pytest.mark.parametrize("verb", [reissue, revoke])
def test_accepted_invitation_is_left_alone(director, verb):
    invitation, _ = invited(director)
    accept_new(invitation)

    with pytest.raises(DomainError, match="уже принято"):
        verb(invitation=invitation, member=director)


@pytest.mark.parametrize("verb", [reissue, revoke])
def test_invitation_is_managed_by_who_gives_out_the_role(director, verb):
    invitation, _ = invited(director, role=R.CURATOR)
    curator = MembershipFactory(organization=director.organization)

    with pytest.raises(PermissionDenied):
        verb(invitation=invitation, member=curator)


def test_invitation_dies_with_the_right_of_who_gave_it(director):
    invitation, _ = invited(director)
    director.ends_on = today() - DAY
    director.save()

    with pytest.raises(LinkRefused, match="больше не в силе"):
        accept_new(invitation)


def test_invitation_to_a_closed_organization_is_refused(director):
    invitation, _ = invited(director)
    director.organization.closed_on = today()
    director.organization.save()

    with pytest.raises(LinkRefused, match="больше не в силе"):
        accept_new(invitation)


def test_deputy_works_for_the_term_and_names_whom_they_act_for(director):
    curator = MembershipFactory(organization=director.organization)
    term = today() + 30 * DAY
    invitation, _ = invited(
        director, role=R.CURATOR, acts_for=curator, starts_on=today(), ends_on=term
    )

    deputy = accept_new(invitation)

    assert (deputy.acts_for, deputy.ends_on, deputy.role) == (curator, term, "curator")
    assert not Membership.objects.get(pk=curator.pk).is_over(today())


def test_director_names_a_deputy_of_their_own_office(director):
    invitation, _ = invited(
        director, role=R.DIRECTOR, acts_for=director, starts_on=today(), ends_on=today()
    )

    assert accept_new(invitation).acts_for == director


def test_deputy_whose_term_has_passed_is_refused(director):
    curator = MembershipFactory(organization=director.organization)
    invitation, _ = invited(
        director, role=R.CURATOR, acts_for=curator, starts_on=today() - DAY, ends_on=today() - DAY
    )

    with pytest.raises(LinkRefused, match="больше не в силе"):
        accept_new(invitation)


@pytest.mark.parametrize("days", [0, 10])
def test_role_is_handed_over_from_a_day_on(director, days):
    curator = MembershipFactory(organization=director.organization)
    since = today() + days * DAY
    invitation, _ = invited(director, role=R.CURATOR, replaces=curator, starts_on=since)

    successor = accept_new(invitation)

    curator.refresh_from_db()
    assert (successor.starts_on, curator.ends_on) == (since, since - DAY)
    assert (curator.ended_by, curator.is_over(today())) == (director, days == 0)


def test_handing_over_late_leaves_an_earlier_end_as_it_was(director):
    curator = MembershipFactory(organization=director.organization)
    since = today() + 10 * DAY
    invitation, _ = invited(director, role=R.CURATOR, replaces=curator, starts_on=since)
    end_membership(membership=curator, member=director, ends_on=today())

    accept_new(invitation)

    curator.refresh_from_db()
    assert curator.ends_on == today()


def test_methodist_begins_with_the_limits_offered():
    coordinator = MembershipFactory(role=R.COORDINATOR)
    school = InstitutionFactory(parent__parent=coordinator.organization)
    invitation, _ = invited(
        coordinator,
        role=R.METHODIST,
        organization=school.parent,
        institution_types=["school"],
        institutions=[school],
    )

    methodist = accept_new(invitation)

    assert methodist.institution_types == ["school"]
    assert list(methodist.institutions.all()) == [school]


def test_mentor_gets_their_card_of_the_bank(director):
    person = MentorEntryFactory(institution=director.organization).person
    invitation, _ = invited(director, role=R.MENTOR, card=person.pk)

    membership = accept_new(invitation)

    person.refresh_from_db()
    assert person.user == membership.user


def test_card_that_got_another_account_leaves_the_link_unspent(director):
    person = MentorEntryFactory(institution=director.organization).person
    invitation, _ = invited(director, role=R.MENTOR, card=person.pk)
    person.user = UserFactory()
    person.save()

    with pytest.raises(DomainError, match="Карточка наставника"):
        accept_new(invitation)

    assert (state_of(invitation), User.objects.filter(email=EMAIL).count()) == ("waiting", 0)


def test_logs_keep_numbers_and_no_secrets(director, caplog):
    caplog.set_level(logging.INFO)
    invitation, token = invited(director)
    accept_new(invitation)

    events = list(Invitation.pgh_event_models["insert"].objects.order_by("pk").values())
    secrets = [token, EMAIL, "Морозова", PASSWORD]
    assert [word for word in secrets if word in f"{caplog.text}{events}"] == []
    assert [event["pgh_label"] for event in events] == ["insert", "update"]
