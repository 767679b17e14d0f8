"""Whom a methodist's word reaches where several share a municipality by type (Surgut).

Each changes an address within their own limits: what a colleague has asked outside them stays.
"""

from collections.abc import Collection, Sequence

from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.core.wording import counted
from mentorship.organizations.models import Membership, Organization, OrganizationQuerySet
from roadmaps.models import TaskAddress

ALL = frozenset(Organization.Type.values)
NAMED = (
    "Мероприятие поручено только названным организациям ({count}). Чтобы поручить его всем, "
    "отметьте «Поручить всем», а чтобы никому – снимите поручение."
)
COLLEAGUES = (
    "В поручении по именам названы организации, которые ведёт другой методист ({count}). Поручить "
    "его всем может методист, который ведёт организации всех типов."
)
ASKS_ALL = (
    "Мероприятие поручено и организациям, которые ведёт другой методист. Назвать организации "
    "поимённо может методист, который ведёт организации всех типов."
)
NOT_YOURS = "Организации таких типов ведёт другой методист: выберите типы из своих."


def seen_by(member: Membership) -> OrganizationQuerySet:
    """Open institutions that the member may name."""
    below = Organization.objects.visible_to(member).institutions()
    return below.open_on(timezone.localdate())


def types_of(member: Membership) -> frozenset[str]:
    return frozenset(member.institution_types) or ALL


def is_narrow(member: Membership) -> bool:
    return types_of(member) != ALL or is_by_name(member)


def is_by_name(member: Membership) -> bool:
    """Whether the member looks after listed institutions alone."""
    return member.institutions.exists()


def outside(member: Membership, address: TaskAddress | None) -> set[int]:
    """Named institutions the member cannot choose: a colleague's, or closed ones."""
    seen = set(seen_by(member).values_list("pk", flat=True))
    return named_in(address) - seen


def named_in(address: TaskAddress | None) -> set[int]:
    return set(address.listed.values_list("institution", flat=True)) if address else set()


def types_after(
    member: Membership, address: TaskAddress | None, chosen: Sequence[str]
) -> list[str]:
    """Types asked from now on, none for every type: the chosen, or all of the member's own, with
    those a colleague has asked."""
    own = types_of(member)
    after = (own & (set(chosen) or own)) | types_outside(member, address)
    if not after:
        raise DomainError(NOT_YOURS)
    return in_order(after)


def types_outside(member: Membership, address: TaskAddress | None) -> frozenset[str]:
    """Types already asked that are not the member's."""
    if address is None:
        return frozenset()
    return (frozenset(address.institution_types) or ALL) - types_of(member)


def in_order(types: Collection[str]) -> list[str]:
    return [] if set(types) >= ALL else [code for code in Organization.Type.values if code in types]


def names_after(
    member: Membership, address: TaskAddress | None, listed: Collection[int], *, to_all: bool
) -> set[int]:
    """Keys of institutions named from now on; an empty set asks everybody, and never comes by
    itself: only `to_all` lets names go."""
    by_name = is_by_name(member)
    if by_name and not listed:
        listed = seen_by(member).values_list("pk", flat=True)
    if not (before := named_in(address)):
        if listed and address and (by_name or types_outside(member, address)):
            raise DomainError(ASKS_ALL)
        return set(listed)
    kept = outside(member, address)
    if to_all and kept and is_narrow(member):
        raise DomainError(COLLEAGUES.format(count=_institutions(len(kept))))
    after = set() if to_all and not by_name else kept | set(listed)
    if not (after or to_all):
        raise DomainError(NAMED.format(count=_institutions(len(before))))
    return after


def _institutions(number: int) -> str:
    return counted(number, "организация", "организации", "организаций")
