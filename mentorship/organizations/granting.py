"""Who gives out which role, and where (A10): page, choices, service and test ask this module."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mentorship.accounts.models import User
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import DEPUTIZED, GRANTABLE, Right, Role, answers_for
from mentorship.organizations.scoping import within


@dataclass(frozen=True)
class Grants:
    """Roles that a member gives out in one organization, and those for which they name a deputy."""

    roles: frozenset[Role] = frozenset()
    deputies: frozenset[Role] = frozenset()


def grants_in(member: Membership, organization: Organization, today: date) -> Grants:
    """What the member may give out there today; nothing outside their reach or in a closed one.

    The coordinator invites directors and curators only where no methodist answers for them.
    """
    role = Role(member.role)
    reached = Organization.objects.visible_to(member).open_on(today).filter(pk=organization.pk)
    if not member.may(Right.MEMBERS_EDIT) or not reached.exists():
        return Grants()
    stands_in = role == Role.COORDINATOR and organization.is_institution
    if stands_in and methodists_of(organization, today):
        return Grants()
    return Grants(
        roles=frozenset(r for r in GRANTABLE[role] if r.level == organization.level),
        deputies=frozenset(r for r in DEPUTIZED[role] if r.level == organization.level),
    )


def can_grant(
    member: Membership, role: Role, organization: Organization, today: date, *, deputy: bool = False
) -> bool:
    grants = grants_in(member, organization, today)
    return role in (grants.deputies if deputy else grants.roles)


def may_still_give(
    member: Membership, role: Role, organization: Organization, today: date, *, deputy: bool
) -> bool:
    """Whether what a member gave out yesterday still stands today: their own role and reach.

    A methodist who came meanwhile takes nothing back from the coordinator's invitation.
    """
    table = DEPUTIZED if deputy else GRANTABLE
    working = Membership.objects.active_on(today).filter(pk=member.pk).exists()
    reached = Organization.objects.visible_to(member).filter(pk=organization.pk).exists()
    return working and reached and role in table[Role(member.role)]


def methodists_of(institution: Organization, today: date) -> list[Membership]:
    """Methodists who answer for the institution today: their types and lists include it."""
    members = Membership.objects.active_on(today).filter(
        organization=institution.parent_id, role=Role.METHODIST
    )
    whole = members.select_related("organization", "user").prefetch_related("institutions")
    return [m for m in whole if _reaches(m, institution)]


def out_of_reach(member: Membership, users: Iterable[User], today: date) -> set[int]:
    """Those of the users who hold a role the member does not answer for, here or elsewhere.

    A new password opens all roles of an account: whoever gives it out must answer for all of them.
    """
    role = Role(member.role)
    held = Membership.objects.filter(user__in=list(users)).not_over(today)
    lower = Q(role__in=answers_for(role)) | Q(role__in=DEPUTIZED[role], acts_for__isnull=False)
    answered = Membership.objects.filter(within(member, field="organization") & lower)
    return set(held.exclude(pk__in=answered.values("pk")).values_list("user_id", flat=True))


def _reaches(member: Membership, organization: Organization) -> bool:
    return Organization.objects.visible_to(member).filter(pk=organization.pk).exists()
