"""What the card of an organization shows to those above it: numbers only, no participants."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mentorship.organizations.headcounts import latest_headcounts
from mentorship.organizations.models import Membership, Organization, OrganizationQuerySet
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear


def with_staff(nodes: OrganizationQuerySet, today: date) -> OrganizationQuerySet:
    """Each node with `staff`: how many people work in it today, in whatever roles."""
    working = Membership.objects.active_on(today).filter(organization=OuterRef("pk"))
    return nodes.annotate(staff=number_of(working, "organization", "user"))


def with_open_institutions(
    municipalities: OrganizationQuerySet, member: Membership, today: date
) -> OrganizationQuerySet:
    """Each municipality with `institutions`, those of the member's branch that are open today."""
    below = Organization.objects.visible_to(member).institutions().open_on(today)
    inside = below.filter(parent=OuterRef("pk"))
    return municipalities.annotate(institutions=number_of(inside, "parent", "pk"))


def number_of(rows: QuerySet[Any], group: str, what: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(n=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)


def card_of(
    organization: Organization, member: Membership, year: SchoolYear, today: date
) -> dict[str, Any]:
    """Staff by role, who signs, what the year has; counts of the member's branch only."""
    below = Organization.objects.visible_to(member).institutions().open_on(today)
    return {
        "staff": staff_by_role(organization, member, today),
        "headcounts": list(latest_headcounts(organization, year, today).values()),
        "has_signatory": organization.signatories.in_office(today).exists(),
        "participation": organization.participations.filter(year=year.first).first(),
        "open_below": below.filter(parent=organization.pk).count(),
    }


def staff_by_role(
    organization: Organization, member: Membership, today: date
) -> list[tuple[str, int]]:
    """How many work in each role today, in the order of the register; roles nobody has are out."""
    working = Membership.objects.visible_to(member).active_on(today)
    numbers = dict(
        working.filter(organization=organization)
        .order_by()
        .values_list("role")
        .annotate(n=Count("user", distinct=True))
    )
    return [(role.label, numbers[role]) for role in Role if role in numbers]
