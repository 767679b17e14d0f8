"""Roles of people: what may be done with one by whom, and the writes themselves.

Button, page and service ask `moves_open_to`; a refusal of the service says why.
"""

import logging
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from mentorship.accounts.services import issue_password_link
from mentorship.core.exceptions import DomainError
from mentorship.organizations.granting import grants_in, out_of_reach
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import OFFICIALS, Role

logger = logging.getLogger(__name__)
LAST_COORDINATOR = (
    "Это единственный координатор региона. Сначала пригласите второго: без координатора"
    " регион останется без управления."
)


class Move(models.TextChoices):
    END = "end", "завершить роль"
    RETURN = "return", "вернуть роль"
    DEPUTIZE = "deputize", "назначить замещающего"
    HAND_OVER = "hand_over", "передать роль"
    LIMIT = "limit", "изменить закреплённые организации"
    PASSWORD = "password", "выдать ссылку на новый пароль"


def moves_open_to(member: Membership, membership: Membership, today: date) -> frozenset[Move]:
    """What the member may do with the role today.

    Nobody ends or changes a role of their own account (A10); a deputy for oneself may be named by
    a director. The last coordinator of a region stays.
    """
    role = Role(membership.role)
    grants = grants_in(member, membership.organization, today)
    found: set[Move] = set()
    is_post = membership.is_in_force(today) and membership.acts_for_id is None
    if is_post and role in grants.deputies:
        found.add(Move.DEPUTIZE)
    given_out = grants.deputies if membership.acts_for_id else grants.roles
    if role not in given_out or membership.user_id == member.user_id:
        return frozenset(found)
    if was_ended_on(membership, today):
        found.add(Move.RETURN)
    if not membership.is_over(today):
        found |= moves_of_standing(member, membership, today)
    if is_post and role in OFFICIALS:
        found.add(Move.HAND_OVER)
    return frozenset(found)


def moves_of_standing(member: Membership, membership: Membership, today: date) -> set[Move]:
    """Moves with a role that has not ended, of somebody else, which the member gives out."""
    found: set[Move] = set()
    if not is_last_coordinator(membership, today):
        found.add(Move.END)
    if membership.role == Role.METHODIST:
        found.add(Move.LIMIT)
    user = membership.user
    if user.is_active and user.pk not in out_of_reach(member, [user], today):
        found.add(Move.PASSWORD)
    return found


def was_ended_on(membership: Membership, day: date) -> bool:
    ended_at = membership.ended_at
    return ended_at is not None and timezone.localdate(ended_at) == day


def is_last_coordinator(membership: Membership, today: date) -> bool:
    """Whether nobody else stays coordinator of the region without a term."""
    if membership.role != Role.COORDINATOR:
        return False
    others = Membership.objects.active_on(today).filter(
        organization=membership.organization_id,
        role=Role.COORDINATOR,
        ends_on=None,
        user__is_active=True,
    )
    return not others.exclude(user=membership.user_id).exists()


def check_move(move: Move, member: Membership, membership: Membership) -> None:
    """PermissionDenied, or DomainError where there is something to explain."""
    today = timezone.localdate()
    if move == Move.END and is_last_coordinator(membership, today):
        raise DomainError(LAST_COORDINATOR)
    if move not in moves_open_to(member, membership, today):
        raise PermissionDenied


@transaction.atomic
def end_membership(*, membership: Membership, member: Membership, ends_on: date) -> Membership:
    """End a role with its last day; a day already past closes the access at the next click.

    A deputy's term may also be prolonged this way. The history stays; undone the same day by
    `return_membership`. Of two coordinators who end each other at once one stays.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=membership.organization_id)
    membership = locked(membership)
    check_move(Move.END, member, membership)
    if ends_on < membership.starts_on - timedelta(days=1):
        raise DomainError("Роль не может закончиться раньше, чем началась.")
    put_end(membership, ends_on=ends_on, ended_by=member)
    logger.info("membership %s ended by %s", membership.pk, member.pk)
    return membership


def put_end(membership: Membership, *, ends_on: date, ended_by: Membership) -> None:
    membership.was_to_end_on = membership.ends_on
    membership.ends_on = ends_on
    membership.ended_at, membership.ended_by = timezone.now(), ended_by
    membership.save(update_fields=["ends_on", "was_to_end_on", "ended_at", "ended_by"])


@transaction.atomic
def return_membership(*, membership: Membership, member: Membership) -> Membership:
    """Take an ending of today back: the role goes on to the term it had."""
    membership = locked(membership)
    check_move(Move.RETURN, member, membership)
    again = Membership.objects.not_over(timezone.localdate()).filter(
        user=membership.user_id, organization=membership.organization_id, role=membership.role
    )
    if again.exclude(pk=membership.pk).exists():
        raise DomainError("У этого человека уже есть такая роль.")
    membership.ends_on, membership.was_to_end_on = membership.was_to_end_on, None
    membership.ended_at = membership.ended_by = None
    membership.save(update_fields=["ends_on", "was_to_end_on", "ended_at", "ended_by"])
    return membership


@transaction.atomic
def set_limits(
    *,
    membership: Membership,
    member: Membership,
    institution_types: Iterable[str],
    institutions: Iterable[Organization],
) -> Membership:
    """Narrow a methodist to types or to listed institutions (S001); none of both is everything."""
    membership = locked(membership)
    check_move(Move.LIMIT, member, membership)
    listed = list(institutions)
    if any(node.parent_id != membership.organization_id for node in listed):
        raise DomainError("В списке есть организация другого муниципалитета.")
    membership.institution_types = sorted(institution_types)
    membership.save(update_fields=["institution_types"])
    membership.institutions.set(listed)
    return membership


def issue_new_password(*, membership: Membership, member: Membership) -> str:
    """The secret of a one-time link to a new password, for whoever holds the role."""
    check_move(Move.PASSWORD, member, membership)
    return issue_password_link(user=membership.user, issued_by=member.user)


def locked(membership: Membership) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",))
    return rows.select_related("organization__parent__parent", "user").get(pk=membership.pk)
