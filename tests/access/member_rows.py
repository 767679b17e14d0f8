"""Members of a school, their roles and invitations, each with the marker of its people."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from mentorship.organizations.invitations import Offer, invite
from mentorship.organizations.roles import Role
from tests.factories.organizations import MembershipFactory


def member_rows(school):
    """A colleague known to the school alone, a head known above it, and what they were offered."""
    organization, director = school.organization, working(school, Role.DIRECTOR)
    hidden, token = offered(director, Role.COUNCIL, f"{school.people_marker}ова Анна")
    seen, _ = offered(director, Role.CURATOR, f"Приглашённая {school.marker}")
    now = timezone.now()
    return {
        "Colleague": working(school, Role.COUNCIL, f"{school.people_marker}ова Вера"),
        "Head": working(school, Role.CURATOR, f"Кураторова {school.marker}"),
        "Methodist": MembershipFactory(organization=organization.parent, role=Role.METHODIST),
        "Former": MembershipFactory(
            organization=organization,
            role=Role.PSYCHOLOGIST,
            user__full_name=f"{school.people_marker}ова Ольга",
            ends_on=timezone.localdate() - timedelta(days=1),
            ended_at=now,
            ended_by=director,
        ),
        "Invitation": hidden,
        "HeadInvitation": seen,
        "InvitationToken": SimpleNamespace(pk=token),
    }


def working(school, role, full_name="Белова Тамара Сергеевна"):
    return MembershipFactory(organization=school.organization, role=role, user__full_name=full_name)


def offered(director, role, full_name):
    offer = Offer(role=role, email=f"{role}@example.org", full_name=full_name)
    return invite(member=director, organization=director.organization, offer=offer)
