"""A child's concern: goes at once to one named adult, and nobody else sees it."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.accounts.addresses import link_address
from mentorship.accounts.emails import send_letter
from mentorship.bank.models import Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import locked_among
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right, Role
from mentorship.pairs.models import Concern, ConcernAdult, MentorTerm, Pair

# Whom a child may be pointed to, in the order of choice while nobody is named.
ADULTS = (Role.PSYCHOLOGIST, Role.CURATOR, Role.DIRECTOR)
UNREAD_AFTER = timedelta(days=1)


def candidates(institution: Organization, today: date) -> list[Membership]:
    """Adults of the institution who may be named, psychologists first."""
    found = Membership.objects.active_on(today).filter(
        organization=institution, role__in=ADULTS, acts_for=None
    )
    return sorted(
        found.select_related("user"), key=lambda m: (ADULTS.index(Role(m.role)), m.user.full_name)
    )


def adult_for(pair: Pair, today: date) -> Membership | None:
    """To whom the mentees of a pair write: the one named, else the first who may be.

    Never a mentor of the pair, present or former: a concern may be about them.
    """
    terms = MentorTerm.objects.filter(pair=pair)
    mentors = set(terms.values_list("mentor_entry__person__user", flat=True))
    able = [m for m in candidates(pair.institution, today) if m.user_id not in mentors]
    named = ConcernAdult.objects.filter(institution=pair.institution).first()
    return next((m for m in able if named and m.pk == named.adult_id), None) or next(
        iter(able), None
    )


@transaction.atomic
def name_adult(*, member: Membership, adult: Membership, today: date) -> ConcernAdult:
    """Name the adult; concerns of an adult who works here no more go over, as new ones would.

    Whoever gets one is told of it. Raises PermissionDenied for another role, DomainError for
    somebody who may not be named.
    """
    if not member.may(Right.ORGANIZATION_EDIT):
        raise PermissionDenied
    if adult.pk not in {m.pk for m in candidates(member.organization, today)}:
        raise DomainError("Выберите действующего психолога, куратора или руководителя организации.")
    row, _ = ConcernAdult.objects.update_or_create(
        institution=member.organization, defaults={"adult": adult}
    )
    for concern in without_adult(member.organization, today):
        # The one named may be a mentor of this very pair.
        if heir := adult_for(concern.pair, today):
            concern.adult, concern.read_at = heir, None
            concern.save(update_fields=["adult", "read_at"])
            _tell(concern)
    return row


def without_adult(institution: Organization, today: date) -> list[Concern]:
    """Open concerns whose adult works here no more: nobody reads them until another is named."""
    able = Membership.objects.active_on(today).filter(organization=institution)
    concerns = Concern.objects.open().filter(institution=institution)
    return list(concerns.exclude(adult__in=able).select_related("pair__institution"))


def unread(institution: Organization) -> int:
    """How many concerns lie unread for more than a day; their words are not looked at."""
    since = timezone.now() - UNREAD_AFTER
    concerns = Concern.objects.open().filter(institution=institution)
    return concerns.filter(read_at=None, raised_at__lt=since).count()


def raise_concern(*, pair: Pair, person: Person, words: str, today: date) -> Concern:
    """Keep a child's words for the adult and tell the adult at once; the letter holds no words.

    Called in the transaction of the answer. Raises DomainError when nobody may be told.
    """
    adult = adult_for(pair, today)
    if adult is None:
        raise DomainError(
            "В школе не назначен взрослый, который это прочитает. Скажи об этом родителям или "
            "позвони по телефону доверия 8-800-2000-122 (бесплатно)."
        )
    concern = Concern.objects.create(
        institution=pair.institution, pair=pair, person=person, adult=adult, words=words
    )
    _tell(concern)
    return concern


def _tell(concern: Concern) -> None:
    address = link_address("pairs:concern_detail", str(concern.pk))
    send_letter(concern.adult.user.email, "pairs/emails/concern", {"address": address})


@transaction.atomic
def read_concern(*, concern: Concern, member: Membership) -> Concern:
    """Note that the adult has read it; once."""
    concern = _own(concern, member)
    if concern.read_at is None:
        concern.read_at = timezone.now()
        concern.save(update_fields=["read_at"])
    return concern


@transaction.atomic
def close_concern(*, concern: Concern, member: Membership, outcome: str) -> Concern:
    """Close it with what was done. Raises DomainError without words or a second time."""
    concern = _own(concern, member)
    if concern.closed_at:
        raise DomainError("Обращение уже закрыто.")
    if not outcome.strip():
        raise DomainError("Напишите, что сделано.")
    concern.outcome, concern.closed_at = outcome.strip(), timezone.now()
    concern.read_at = concern.read_at or concern.closed_at
    concern.save(update_fields=["outcome", "closed_at", "read_at"])
    return concern


def _own(concern: Concern, member: Membership) -> Concern:
    return locked_among(Concern.objects.visible_to(member), concern)
