"""Who works where: lists of people and invitations, and organizations that nobody answers for."""

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from mentorship.core.names import sort_key
from mentorship.organizations.models import (
    Invitation,
    Membership,
    Organization,
    OrganizationQuerySet,
)
from mentorship.organizations.roles import OFFICIALS, Role

PAGE = 50
# Of former members and old invitations the latest are enough for a page; the log keeps all.
LATEST = 200
RANKS = {role: rank for rank, role in enumerate(Role)}


def members_of(organization: Organization, member: Membership) -> list[Membership]:
    """Roles of the organization whose holders the member may see, by role, then by name."""
    rows = Membership.objects.named_to(member).filter(organization=organization)
    rows = rows.select_related("user", "acts_for__user").prefetch_related("institutions")
    latest = rows.order_by("-starts_on", "-pk")[:LATEST]
    return sorted(latest, key=lambda m: (RANKS[Role(m.role)], sort_key(m.user.full_name), m.pk))


def invitations_of(organization: Organization, member: Membership) -> list[Invitation]:
    """Invitations that became no role yet: waiting, expired, revoked; the newest first."""
    rows = Invitation.objects.visible_to(member).filter(organization=organization, accepted=None)
    return list(rows.select_related("link", "invited_by__user").order_by("-pk")[:LATEST])


def lacking_officials(nodes: OrganizationQuerySet, today: date) -> OrganizationQuerySet:
    """Nodes in which nobody works today who answers for them."""
    working = Membership.objects.active_on(today).filter(role__in=OFFICIALS)
    return nodes.exclude(Exists(working.filter(organization=OuterRef("pk"))))


def nodes_below(member: Membership, today: date) -> OrganizationQuerySet:
    """Open organizations of the member's branch, themselves left out; municipalities first."""
    nodes = Organization.objects.visible_to(member).open_on(today)
    below = nodes.exclude(pk=member.organization_id).select_related("parent")
    return below.order_by("-level", "parent__name", "name", "pk")


def staffing_page(member: Membership, *, lacking: bool, number: str | None) -> Page[Any]:
    """Organizations below with their `officials` of today and `waiting` invitations of them."""
    today = timezone.localdate()
    nodes = nodes_below(member, today)
    if lacking:
        nodes = lacking_officials(nodes, today)
    officials = Membership.objects.active_on(today).filter(role__in=OFFICIALS)
    waiting = Invitation.objects.waiting().filter(role__in=OFFICIALS)
    nodes = nodes.prefetch_related(
        Prefetch(
            "memberships",
            officials.select_related("user").order_by("role", "pk"),
            to_attr="officials",
        ),
        Prefetch("invitations", waiting.select_related("link"), to_attr="waiting"),
    )
    return Paginator(nodes, PAGE).get_page(number)
