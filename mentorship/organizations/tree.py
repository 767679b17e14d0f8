"""What may be done with the nodes of the tree and by whom: the same rules for page and service."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.core.latin import latin_code
from mentorship.core.wording import counted
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right, Role

LONGEST_CODE = 50


def types_open_to(member: Membership) -> list[Organization.Type]:
    """Types of institutions the member may add; a methodist of listed institutions adds none.

    A methodist may answer for some types only (S001: Surgut).
    """
    if not member.may(Right.ORGANIZATIONS_EDIT):
        return []
    if member.role == Role.COORDINATOR:
        return list(Organization.Type)
    if member.institutions.all():
        return []
    types = member.institution_types
    return [kind for kind in Organization.Type if not types or kind in types]


def can_add_municipality(member: Membership) -> bool:
    return member.may(Right.ORGANIZATIONS_EDIT) and member.role == Role.COORDINATOR


def can_edit(member: Membership, organization: Organization) -> bool:
    """The coordinator edits every node of the region, the methodist institutions they answer for.

    Whether the node is the member's at all is asked of `visible_to` before.
    """
    if not member.may(Right.ORGANIZATIONS_EDIT):
        return False
    return member.role == Role.COORDINATOR or organization.is_institution


def can_close(member: Membership, organization: Organization) -> bool:
    return can_edit(member, organization) and organization.level != Organization.Level.REGION


def propose_code(short_name: str, parent: Organization | None, taken: set[str]) -> str:
    """A code of the name in Latin letters, told from those taken by the parent's, then a number."""
    base = latin_code(short_name, LONGEST_CODE) or "organizatsiya"
    if base not in taken:
        return base
    longer = latin_code(f"{parent.code} {base}", LONGEST_CODE) if parent else base
    number, code = 1, longer
    while code in taken:
        number += 1
        code = f"{longer[: LONGEST_CODE - 5].rstrip('-')}-{number}"
    return code


def codes_like(short_name: str, parent: Organization | None) -> set[str]:
    """Codes in use that a proposal for the name could meet."""
    base = latin_code(short_name, LONGEST_CODE) or "organizatsiya"
    beginning = parent.code if parent else base
    codes = Organization.objects.values_list("code", flat=True)
    return set(codes.filter(code__startswith=base[:20])) | set(
        codes.filter(code__startswith=beginning[:20])
    )


@transaction.atomic
def save_organization(*, member: Membership, organization: Organization) -> Organization:
    """Save a node; a changed time zone goes down the tree, but for nodes with a zone of their own.

    PermissionDenied where the member may not add or change it.
    """
    if organization.pk is None:
        check_may_add(member, organization)
        before = ""
    else:
        if not can_edit(member, organization):
            raise PermissionDenied
        before = Organization.objects.values_list("time_zone", flat=True).get(pk=organization.pk)
    organization.save()
    if before and before != organization.time_zone:
        below = Organization.objects.below(organization).filter(time_zone=before)
        below.update(time_zone=organization.time_zone)
    return organization


def check_may_add(member: Membership, organization: Organization) -> None:
    """PermissionDenied for a node the member may not add, or not under this parent."""
    parent = organization.parent
    seen = parent and Organization.objects.visible_to(member).filter(pk=parent.pk).exists()
    allowed = (
        organization.institution_type in types_open_to(member)
        if organization.is_institution
        else can_add_municipality(member)
    )
    if not (seen and allowed):
        raise PermissionDenied


@transaction.atomic
def close_organization(
    *, member: Membership, organization: Organization, closed_on: date
) -> Organization:
    """Close from a day on: nobody works in it since, what it did stays; nothing is deleted.

    A municipality is closed after its institutions.
    """
    if not can_close(member, organization):
        raise PermissionDenied
    open_below = organization.children.open_on(closed_on).count()
    if open_below:
        number = counted(open_below, "организация", "организации", "организаций")
        raise DomainError(f"Сначала закройте организации муниципалитета: открыто {number}.")
    organization.closed_on = closed_on
    organization.save(update_fields=["closed_on"])
    return organization


@transaction.atomic
def reopen_organization(*, member: Membership, organization: Organization) -> Organization:
    """Take the closing back; an institution of a closed municipality stays closed."""
    if not can_close(member, organization):
        raise PermissionDenied
    parent = organization.parent
    if parent and parent.closed_on:
        raise DomainError(f"Муниципалитет «{parent}» закрыт: сначала верните его.")
    organization.closed_on = None
    organization.save(update_fields=["closed_on"])
    return organization
