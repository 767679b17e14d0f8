"""Histories of rows other than people: rooms register whose story may be told, and to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from mentorship.accounts.models import User
from mentorship.audit.trails import Trail
from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership, MembershipLimit
from mentorship.organizations.roles import Right


def always(row: Any) -> bool:
    return True


def nobody(row: Any) -> set[int]:
    """A row whose story names nobody of the banks."""
    return set()


@dataclass(frozen=True)
class Story:
    """`rows` are those a member may see, `trails` the events of one row and of its parts.

    The row has its own page, `url`, where the reader goes back; `people` are those the story
    speaks of, for the reading log; `tells_values` says whether the values may be told too, or only
    that something changed.
    """

    right: Right
    rows: Callable[[Membership], QuerySet[Any]]
    trails: Callable[[Any], list[Trail]]
    url: Callable[[Any], str]
    title: Callable[[Any], str] = str
    people: Callable[[Any], set[int]] = nobody
    tells_values: Callable[[Any], bool] = always


# Code of the address («partner») → story.
STORIES: Registry[Story] = Registry()


def membership_trails(membership: Membership) -> list[Trail]:
    return [
        Trail(Membership, Q(pgh_obj=membership.pk)),
        Trail(MembershipLimit, Q(membership=membership.pk)),
        Trail(User, Q(pgh_obj=membership.user_id)),
    ]


STORIES.register(
    "membership",
    Story(
        right=Right.MEMBERS_EDIT,
        rows=Membership.objects.named_to,
        trails=membership_trails,
        url=lambda membership: reverse("organizations:member_detail", args=[membership.pk]),
        title=lambda membership: membership.user.full_name,
    ),
)
