"""Whose paper runs out, and who has to sign anew at 14 and 18."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from mentorship.bank.births import ADULT_FROM, JOINT_FROM
from mentorship.bank.models import Consent, ConsentQuerySet, PersonQuerySet

ENDS_SOON = timedelta(days=30)
Signer = Consent.Signer


def years_before(day: date, years: int) -> date:
    """The birthday of whoever is so many years old on the day; 29 February counts as the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def ending(people: PersonQuerySet, purpose: str, today: date) -> PersonQuerySet:
    """People whose consent is in force and ends within `ENDS_SOON`."""
    in_force = Consent.objects.for_purpose(OuterRef("pk"), purpose, today)
    longer = in_force.filter(Q(ends_on=None) | Q(ends_on__gt=today + ENDS_SOON))
    return people.filter(Exists(in_force), ~Exists(longer))


def to_renew(people: PersonQuerySet, purpose: str, today: date, asks_joint: bool) -> PersonQuerySet:
    """People whose representative's paper is, or soon will be, no longer the right one.

    At 18 it ends and the person's own is asked; at 14 both sign where the institution wants it,
    which is a reminder only: the paper stays in force.
    """
    return people.filter(_due_at_18(purpose, today) | _due_at_14(purpose, today, asks_joint))


def needs_paper(
    people: PersonQuerySet, purpose: str, today: date, asks_joint: bool
) -> PersonQuerySet:
    """Whom a sheet is printed for: without a consent, with one that ends, or due for renewal."""
    in_force = Consent.objects.for_purpose(OuterRef("pk"), purpose, today)
    longer = in_force.filter(Q(ends_on=None) | Q(ends_on__gt=today + ENDS_SOON))
    renewed = _due_at_18(purpose, today) | _due_at_14(purpose, today, asks_joint)
    return people.filter(~Q(Exists(longer)) | renewed)


def _due_at_18(purpose: str, today: date) -> Q:
    """From 30 days before the birthday, or before the end of its year where the day is not known.

    Also when the paper has ended by then: the reminder stays until the person has signed. A
    guardian who signed for somebody grown up already stays: that paper does not end by age.
    """
    soon = today + ENDS_SOON
    ended = _papers(purpose).exclude(signer=Signer.SELF).filter(ends_on__lte=soon)
    own = _papers(purpose).in_force_on(today).filter(signer=Signer.SELF)
    return _reached(ADULT_FROM, soon) & Q(Exists(ended)) & ~Q(Exists(own))


def _due_at_14(purpose: str, today: date, asks_joint: bool) -> Q:
    if not asks_joint:
        return Q(pk__in=[])
    is_joint = _reached(JOINT_FROM, today) & ~_reached(ADULT_FROM, today)
    in_force = _papers(purpose).in_force_on(today)
    alone = Exists(in_force.filter(signer=Signer.REPRESENTATIVE))
    with_person = Exists(in_force.exclude(signer=Signer.REPRESENTATIVE))
    return is_joint & Q(alone) & ~Q(with_person)


def _reached(age: int, day: date) -> Q:
    """Who is surely of the age on the day, as `births.sure_age` says."""
    by_day = Q(born_on__isnull=False, born_on__lte=years_before(day, age))
    return by_day | Q(born_on=None, birth_year__isnull=False, birth_year__lt=day.year - age)


def _papers(purpose: str) -> ConsentQuerySet:
    """Papers of `OuterRef("pk")` that were not taken back."""
    return Consent.objects.filter(person=OuterRef("pk"), purpose=purpose, withdrawn_on=None)
