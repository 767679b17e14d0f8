"""Headcounts counted from the lists of the house, once somebody says that a list is complete.

Organizations know no people: an upper room registers who counts them (`ROLL`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.core.registry import Registry
from mentorship.core.wording import counted
from mentorship.organizations.headcounts import HeadcountKey, record_headcounts
from mentorship.organizations.models import Headcount, Membership, Organization, RollDeclaration
from mentorship.organizations.roles import Right

NOT_COUNTED = "считается не по спискам: внесите число сами"
NOBODY = "в списках никого нет"


@dataclass(frozen=True)
class RollCount:
    """People of a category in the lists on a day.

    `fitting` are those within the bounds; `unknown` those of whom it cannot be said (no year of
    birth, no year of beginning to teach); `undisclosed` those without a consent to processing.
    """

    fitting: int
    everybody: int
    unknown: int
    undisclosed: int


Counter = Callable[[Organization, HeadcountKey, date], RollCount]
ROLL: Registry[Counter] = Registry()  # by category of a headcount


@dataclass(frozen=True)
class Counted:
    """What the lists say of one headcount: a number, or the reason why there is none."""

    key: HeadcountKey
    value: int | None
    reason: str = ""


def count_roll(organization: Organization, key: HeadcountKey, day: date) -> Counted:
    """Count one headcount; a number that would not be the truth is refused with the reason.

    A person without a consent enters no figure, and without them the number would be wrong.
    """
    if key.category not in ROLL:
        return Counted(key, None, NOT_COUNTED)
    count = ROLL[key.category](organization, key, day)
    if not count.everybody:
        return Counted(key, None, NOBODY)
    if count.undisclosed:
        people = counted(count.undisclosed, "человека", "человек", "человек")
        return Counted(key, None, f"у {people} нет согласия на обработку данных")
    if count.unknown:
        people = counted(count.unknown, "человека", "человек", "человек")
        what = "педагогический стаж" if key.experience_to is not None else "год рождения"
        return Counted(key, None, f"у {people} не указан {what}")
    return Counted(key, count.fitting)


@transaction.atomic
def count_declared(
    *,
    member: Membership,
    categories: Iterable[str],
    keys: Iterable[HeadcountKey],
    as_of: date,
) -> list[Headcount]:
    """Take the word that the lists of the categories are complete, count and write.

    DomainError where no list is declared complete or one cannot be counted; nothing is written.
    """
    if not member.may(Right.ORGANIZATION_EDIT):
        raise PermissionDenied
    declared = set(categories)
    if not declared:
        raise DomainError("Отметьте, какой список полный: по неполному численность не считается.")
    organization = member.organization
    found = [count_roll(organization, key, as_of) for key in keys if key.category in declared]
    refused = [f"{row.key.label}: {row.reason}" for row in found if row.value is None]
    if refused:
        raise DomainError(f"Посчитать нельзя. {'; '.join(refused)}.")
    for category in sorted(declared):
        RollDeclaration.objects.get_or_create(
            organization=organization,
            category=category,
            as_of=as_of,
            defaults={"declared_by": member},
        )
    return record_headcounts(
        member=member,
        values={row.key: row.value for row in found if row.value is not None},
        as_of=as_of,
        source=f"список организации, объявлен полным на {as_of:%d.%m.%Y}",
    )
