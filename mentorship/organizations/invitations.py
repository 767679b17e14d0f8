"""Invitations: a role by a one-time link, shown once to whoever invites."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.accounts.links import (
    ACCOUNT_LINK_LIFETIME,
    LinkRefused,
    issue_link,
    revoke_link,
    use_link,
)
from mentorship.accounts.models import TokenLink, User
from mentorship.core.exceptions import DomainError
from mentorship.organizations.cards import CARDS
from mentorship.organizations.granting import can_grant, may_still_give
from mentorship.organizations.members import Move, check_move, locked, put_end
from mentorship.organizations.models import Invitation, Membership, Organization
from mentorship.organizations.roles import Role

logger = logging.getLogger(__name__)
INVITATION = "invitation"


@dataclass(frozen=True)
class Offer:
    """A role offered to a person: to a deputy until a day, to a successor from a day."""

    role: Role
    email: str
    full_name: str
    institution_types: Sequence[str] = ()
    institutions: Sequence[Organization] = ()
    card: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    acts_for: Membership | None = None
    replaces: Membership | None = None


@transaction.atomic
def invite(
    *, member: Membership, organization: Organization, offer: Offer
) -> tuple[Invitation, str]:
    """A waiting invitation and the secret of its link, shown now and never again.

    PermissionDenied for a role the member does not give out there; DomainError for somebody who
    has the role already or an invitation to it.
    """
    check_offer(member, organization, offer)
    link, token = new_link(member)
    invitation = Invitation.objects.create(
        link=link,
        organization=organization,
        role=offer.role,
        email=offer.email.strip().lower(),
        full_name=" ".join(offer.full_name.split()),
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        acts_for=offer.acts_for,
        replaces=offer.replaces,
        institution_types=sorted(offer.institution_types),
        card=offer.card,
        invited_by=member,
    )
    invitation.institutions.set(offer.institutions)
    logger.info("invitation %s issued by membership %s", invitation.pk, member.pk)
    return invitation, token


def check_offer(member: Membership, organization: Organization, offer: Offer) -> None:
    """What the form cannot know: rights, and whether the person is there already."""
    today = timezone.localdate()
    is_deputy = offer.acts_for is not None
    if not can_grant(member, offer.role, organization, today, deputy=is_deputy):
        raise PermissionDenied
    if offer.acts_for:
        check_move(Move.DEPUTIZE, member, offer.acts_for)
    if offer.replaces:
        check_move(Move.HAND_OVER, member, offer.replaces)
    if any(node.parent_id != organization.pk for node in offer.institutions):
        raise DomainError("В списке есть организация другого муниципалитета.")
    refuse_second(organization, offer, today)


def refuse_second(organization: Organization, offer: Offer, today: date) -> None:
    """One role of one person in one organization, and one invitation to it."""
    held = Membership.objects.not_over(today).filter(
        organization=organization, role=offer.role, user__email__iexact=offer.email.strip()
    )
    if held.exists():
        raise DomainError("У человека с этой почтой такая роль в организации уже есть.")
    waiting = Invitation.objects.waiting().filter(
        organization=organization, role=offer.role, email__iexact=offer.email.strip()
    )
    if waiting.exists():
        raise DomainError(
            "Приглашение на эту роль по этой почте уже ждёт ответа."
            " Если ссылка потерялась, выпустите её заново из списка приглашений."
        )


@transaction.atomic
def reissue(*, invitation: Invitation, member: Membership) -> str:
    """The secret of a new link in place of the old one, which opens nothing any more."""
    invitation = locked_invitation(invitation, member)
    revoke_link(link=invitation.link)
    invitation.link, token = new_link(member)
    invitation.invited_by = member
    invitation.save(update_fields=["link", "invited_by"])
    logger.info("invitation %s issued anew by membership %s", invitation.pk, member.pk)
    return token


@transaction.atomic
def revoke(*, invitation: Invitation, member: Membership) -> None:
    """Take the invitation back; an accepted one is refused: the role is ended instead."""
    revoke_link(link=locked_invitation(invitation, member).link)
    logger.info("invitation %s revoked by membership %s", invitation.pk, member.pk)


def can_manage(member: Membership, invitation: Invitation, today: date) -> bool:
    """Whoever may invite to the role issues its link anew or takes it back, not its author only."""
    if invitation.is_accepted:
        return False
    is_deputy = invitation.acts_for_id is not None
    role, organization = Role(invitation.role), invitation.organization
    return can_grant(member, role, organization, today, deputy=is_deputy)


def locked_invitation(invitation: Invitation, member: Membership) -> Invitation:
    """The row held, after the link: accepting takes them in the same order."""
    TokenLink.objects.select_for_update().get(pk=invitation.link_id)
    rows = Invitation.objects.select_for_update(of=("self",))
    held = rows.select_related("link", "organization").get(pk=invitation.pk)
    if held.is_accepted:
        raise DomainError("Приглашение уже принято.")
    if not can_manage(member, held, timezone.localdate()):
        raise PermissionDenied
    return held


def new_link(member: Membership) -> tuple[TokenLink, str]:
    return issue_link(purpose=INVITATION, lifetime=ACCOUNT_LINK_LIFETIME, created_by=member.user)


@transaction.atomic
def accept_with_new_account(*, invitation: Invitation, full_name: str, password: str) -> Membership:
    """The first role of somebody new: account and membership begin together."""
    use_link(link=invitation.link)
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise DomainError("Учётная запись с этой почтой уже есть. Войдите с её паролем.")
    user = User.objects.create_user(invitation.email, password, full_name=full_name)
    return begin_role(invitation, user)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> Membership:
    """One more role of an account that has proved itself; of two requests at once one wins."""
    if user.email.lower() != invitation.email:
        raise PermissionDenied
    use_link(link=invitation.link)
    return begin_role(invitation, user)


def begin_role(invitation: Invitation, user: User) -> Membership:
    """Everything the link was for; raises LinkRefused where the offer does not stand any more."""
    today = timezone.localdate()
    refuse_stale(invitation, user, today)
    starts_on = max(invitation.starts_on or today, today)
    with pghistory.context(invitation=invitation.pk):
        if invitation.replaces:
            give_way(invitation.replaces, starts_on, ended_by=invitation.invited_by)
        membership = Membership.objects.create(
            user=user,
            organization=invitation.organization,
            role=invitation.role,
            starts_on=starts_on,
            ends_on=invitation.ends_on,
            acts_for=invitation.acts_for,
            institution_types=invitation.institution_types,
        )
        membership.institutions.set(invitation.institutions.all())
        if invitation.card:
            CARDS[invitation.role].tie(invitation.card, membership)
        invitation.accepted = membership
        invitation.save(update_fields=["accepted"])
    logger.info("invitation %s accepted as membership %s", invitation.pk, membership.pk)
    return membership


def refuse_stale(invitation: Invitation, user: User, today: date) -> None:
    """What may have changed since the link was issued: rights, terms, the organization itself."""
    role, organization = Role(invitation.role), invitation.organization
    is_deputy = invitation.acts_for_id is not None
    ended = invitation.ends_on is not None and invitation.ends_on < today
    given = may_still_give(invitation.invited_by, role, organization, today, deputy=is_deputy)
    is_closed = organization.closed_on is not None and organization.closed_on <= today
    if ended or is_closed or not given:
        raise LinkRefused("Приглашение больше не в силе. Попросите новое у своей организации.")
    same = Membership.objects.not_over(today).filter(
        user=user, organization=organization, role=role
    )
    if same.exists():
        raise LinkRefused("Эта роль у вас уже есть: войдите как обычно.")


def give_way(membership: Membership, starts_on: date, *, ended_by: Membership) -> None:
    """End the predecessor's role the day before the successor's begins, if it still runs then."""
    membership = locked(membership)
    last_day = max(starts_on - timedelta(days=1), membership.starts_on - timedelta(days=1))
    if membership.ends_on is None or membership.ends_on > last_day:
        put_end(membership, ends_on=last_day, ended_by=ended_by)
