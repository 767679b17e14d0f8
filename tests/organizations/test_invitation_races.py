"""Two at once: a link is taken once, and a region keeps a coordinator."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from mentorship.accounts.models import User
from mentorship.core.exceptions import DomainError
from mentorship.organizations.invitations import (
    Offer,
    accept_invitation,
    accept_with_new_account,
    invite,
)
from mentorship.organizations.members import end_membership
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from tests.factories.organizations import MembershipFactory, RegionFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def outcomes(works):
    """True or the kind of refusal of each work, all let go at the same moment."""
    gate = Barrier(len(works))

    def run(work):
        try:
            gate.wait(timeout=30)
            work()
            return "done"
        except (DomainError, PermissionDenied) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(run, works))


def invited(email):
    director = MembershipFactory(role=Role.DIRECTOR)
    offer = Offer(role=Role.COUNCIL, email=email, full_name="Морозова Ирина Львовна")
    return invite(member=director, organization=director.organization, offer=offer)[0]


def test_new_account_is_made_once():
    invitation = invited("new@example.org")

    def accept():
        accept_with_new_account(
            invitation=invitation, full_name="Морозова", password="весенний-дождь-над-полем"
        )

    assert outcomes([accept] * AT_ONCE) == ["LinkRefused"] * (AT_ONCE - 1) + ["done"]
    assert User.objects.filter(email="new@example.org").count() == 1


def test_known_account_gets_the_role_once():
    user = MembershipFactory(user__email="known@example.org").user
    invitation = invited("known@example.org")

    results = outcomes([lambda: accept_invitation(invitation=invitation, user=user)] * AT_ONCE)

    assert results == ["LinkRefused"] * (AT_ONCE - 1) + ["done"]
    assert Membership.objects.filter(user=user, role=Role.COUNCIL).count() == 1


def test_two_coordinators_who_end_each_other_leave_one():
    region = RegionFactory()
    first, second = (MembershipFactory(organization=region, role="coordinator") for _ in range(2))
    today = timezone.localdate()

    results = outcomes(
        [
            lambda: end_membership(membership=second, member=first, ends_on=today),
            lambda: end_membership(membership=first, member=second, ends_on=today),
        ]
    )

    assert results == ["DomainError", "done"]
    assert Membership.objects.filter(organization=region, ends_on=None).count() == 1
