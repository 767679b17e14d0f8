"""Who sees rows: the rule of the tree, written once.

Downwards (`within`): own organization and everything below it. Upwards (`at_or_above`): what an
organization above has published for those below. People are a case of their own: above the
institution nobody sees them (`people_within`).
"""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

if TYPE_CHECKING:
    from mentorship.organizations.models import Membership, Organization

NOTHING = Q(pk__in=[])


def within(member: "Membership", *, field: str) -> Q:
    """Rows whose organization (`field`, "" for the organization itself) is the member's branch.

    An institution reaches itself; a municipality itself and its institutions, narrowed to the
    methodist's institution types or listed institutions where these are set (S001: Surgut's three
    coordinators); a region everything below. Raises nothing; a foreign row is simply not there.
    """
    organization = member.organization
    if organization.level == "institution":
        return Q(**{field or "pk": organization.pk})
    below = Q(parent=organization.pk)
    if organization.level == "municipality":
        below &= _narrowed(member)
    else:
        below |= Q(parent__parent=organization.pk)
    branch = Q(pk=organization.pk) | below
    if not field:
        return branch
    # Not by joins: an OR across tables leaves the indexes of the rows unused.
    inside = apps.get_model("organizations", "Organization")._default_manager.filter(branch)
    return Q(**{f"{field}__in": inside.order_by().values("pk")})


def people_within(member: "Membership", *, field: str) -> Q:
    """Like `within`, but only inside an institution: above it no person is visible."""
    if member.organization.level != "institution":
        return NOTHING
    return Q(**{field: member.organization_id})


def at_or_above(member: "Membership", *, field: str) -> Q:
    """Rows of the member's organization and of those above it: what flows down (`shared_with`)."""
    chain = []
    node: Organization | None = member.organization
    while node is not None:
        chain.append(node.pk)
        node = node.parent
    return Q(**{f"{field}__in": chain})


def across_region(member: "Membership", *, field: str) -> Q:
    """Rows of everybody in the member's region: what schools show one another, never people."""
    region = member.organization
    while region.parent is not None:
        region = region.parent
    parent, above = f"{field}__parent", f"{field}__parent__parent"
    return Q(**{field: region.pk}) | Q(**{parent: region.pk}) | Q(**{above: region.pk})


def reach(member: "Membership") -> tuple[object, ...]:
    """All that a member's rows and rights depend on besides the rows: while it is the same, a
    statement written for the member may be asked again."""
    own = member.organization
    types, listed = member.institution_types, member.institutions.all()
    limits = (tuple(types or ()), tuple(organization.pk for organization in listed))
    return (member.role, own.pk, own.parent_id, own.institution_type, *limits)


def is_narrowed(member: "Membership") -> bool:
    """Whether a methodist reaches a part of the municipality's institutions only."""
    return any(limits_of(member))


def limits_of(member: "Membership") -> tuple[frozenset[str], frozenset[int]]:
    """Institution types and institutions a methodist is narrowed to; nothing means all."""
    if member.organization.level != "municipality":
        return frozenset(), frozenset()
    listed = frozenset(organization.pk for organization in member.institutions.all())
    return frozenset(member.institution_types), listed


def _narrowed(member: "Membership") -> Q:
    limits = Q()
    if member.institution_types:
        limits &= Q(institution_type__in=member.institution_types)
    if listed := [organization.pk for organization in member.institutions.all()]:
        limits &= Q(pk__in=listed)
    return limits
