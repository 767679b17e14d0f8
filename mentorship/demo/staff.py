"""Roles that come and go in the living school: a deputy on leave, an invitation that waits."""

from datetime import timedelta

from django.utils import timezone

from mentorship.accounts.passwords import new_password
from mentorship.demo.cast import Cast
from mentorship.organizations.invitations import Offer, accept_with_new_account, invite
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role

LEAVE = timedelta(days=28)


def staff_changes(director: Membership, curator: Membership) -> None:
    """A colleague stands in for the curator on leave; the psychologist has not answered yet.

    Dated from the real day, whatever day the school is lived on: a link ends by the clock.
    """
    school, cast, today = director.organization, Cast(13), timezone.localdate()
    deputy = Offer(
        role=Role.CURATOR,
        email="zamestitel.gimnaziya1@example.org",
        full_name=cast.full_name(),
        starts_on=today,
        ends_on=today + LEAVE,
        acts_for=curator,
    )
    invitation, _ = invite(member=director, organization=school, offer=deputy)
    accept_with_new_account(
        invitation=invitation, full_name=invitation.full_name, password=new_password()
    )
    waiting = Offer(
        role=Role.PSYCHOLOGIST,
        email="psiholog.gimnaziya1@example.org",
        full_name=cast.full_name(),
    )
    invite(member=director, organization=school, offer=waiting)
