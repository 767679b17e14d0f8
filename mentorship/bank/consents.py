"""Consents: what is needed of one, how many are there, recording and withdrawal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q

from mentorship.bank.access import refuse_foreign
from mentorship.bank.affiliations import Category, category_on
from mentorship.bank.lifecycle import consent_withdrawn
from mentorship.bank.models import Consent, MenteeEntry, MentorEntry, Person, PersonQuerySet
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear

ENDS_SOON = timedelta(days=30)


@dataclass(frozen=True)
class Coverage:
    """How many of the people of both banks have a consent; somebody in both is one person."""

    agreed: int
    everyone: int

    @property
    def percent(self) -> int:
        return round(100 * self.agreed / self.everyone) if self.everyone else 0


@dataclass(frozen=True)
class ConsentRow:
    """One paper to be recorded; `representative_name` is needed for a minor."""

    person: Person
    signed_on: date
    representative_name: str = ""
    purpose: str = Consent.Purpose.PROCESSING
    valid_until: date | None = None
    scan: File | None = None


class Problem(NamedTuple):
    """What is wrong with a paper, and in which field of its form."""

    field: str
    text: str


def people_of_year(member: Membership, year: SchoolYear) -> PersonQuerySet:
    """People who stand in either bank of the member's institution in the school year."""
    mentors = MentorEntry.objects.visible_to(member).of_year(year).values("person")
    mentees = MenteeEntry.objects.visible_to(member).of_year(year).values("person")
    return Person.objects.visible_to(member).filter(Q(pk__in=mentors) | Q(pk__in=mentees))


def people_without_consent(member: Membership, year: SchoolYear, today: date) -> PersonQuerySet:
    """The list «Без согласия»: those of the year whose consent does not hold on its day."""
    return people_of_year(member, year).without_consent_on(year.counted_on(today))


def coverage(member: Membership, year: SchoolYear, today: date) -> Coverage:
    people = people_of_year(member, year)
    agreed = people.with_consent_on(year.counted_on(today))
    return Coverage(agreed.count(), people.count())


def needs_representative(person: Person, category: str, day: date) -> bool:
    """Minors are signed for; a pupil whose birth is not known counts as a minor."""
    if person.age_on(day) is None:
        return category == Category.PUPIL
    return person.needs_representative(day)


def problems_of(rows: Iterable[ConsentRow], today: date) -> dict[int, Problem]:
    """Why papers cannot be recorded, by the pk of the person; nobody is in it who may sign so."""
    rows = list(rows)
    pks = [row.person.pk for row in rows]
    categories = dict(
        Person.objects.filter(pk__in=pks)
        .annotate(category=category_on(today, "pk"))
        .values_list("pk", "category")
    )
    known: dict[tuple[int, str], list[Consent]] = {}
    for consent in Consent.objects.filter(person__in=pks):
        known.setdefault((consent.person_id, consent.purpose), []).append(consent)
    return {
        row.person.pk: problem
        for row in rows
        if (
            problem := _problem(
                row,
                categories[row.person.pk] or "",
                known.get((row.person.pk, row.purpose), []),
                today,
            )
        )
    }


def _problem(row: ConsentRow, category: str, known: list[Consent], today: date) -> Problem | None:
    if row.signed_on > today:
        return Problem("signed_on", "Дата подписания ещё не наступила.")
    if row.valid_until and row.valid_until < row.signed_on:
        return Problem("valid_until", "Согласие заканчивается раньше, чем подписано.")
    if not row.representative_name and needs_representative(row.person, category, row.signed_on):
        return Problem(
            "representative_name",
            "За несовершеннолетнего подписывает законный представитель: впишите его имя.",
        )
    if any(_covers(consent, row.signed_on) for consent in known):
        return Problem("signed_on", "Согласие с этой целью на эту дату уже есть.")
    return None


def _covers(consent: Consent, day: date) -> bool:
    """A withdrawn paper never stands in the way of a new one."""
    return (
        consent.withdrawn_on is None
        and consent.signed_on <= day
        and (consent.valid_until is None or day <= consent.valid_until)
    )


@transaction.atomic
def record_consents(
    *, member: Membership, rows: Iterable[ConsentRow], today: date
) -> list[Consent]:
    """Record papers of several people at once, all or none; raises DomainError naming the people.

    A consent is signed no later than today, for a minor by a named representative; one purpose
    has one paper in force at a time (152-ФЗ, ст. 9).
    """
    rows = list(rows)
    for row in rows:
        refuse_foreign(member, row.person)
    pks = [row.person.pk for row in rows]
    list(Person.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    if problems := problems_of(rows, today):
        names = {row.person.pk: row.person.full_name for row in rows}
        raise DomainError(" ".join(f"{names[pk]}: {p.text}" for pk, p in problems.items()))
    _remember_representatives(rows)
    return Consent.objects.bulk_create(consent_of(row) for row in rows)


def consent_of(row: ConsentRow) -> Consent:
    signer = Consent.Signer.REPRESENTATIVE if row.representative_name else Consent.Signer.SELF
    return Consent(
        institution_id=row.person.institution_id,
        person=row.person,
        purpose=row.purpose,
        signed_on=row.signed_on,
        signer=signer,
        representative_name=row.representative_name,
        valid_until=row.valid_until,
        scan=row.scan or "",
    )


def _remember_representatives(rows: Iterable[ConsentRow]) -> None:
    """The next paper of the person finds the name already there."""
    changed = [r.person for r in rows if r.representative_name and not r.person.representative_name]
    names = {row.person.pk: row.representative_name for row in rows}
    for person in changed:
        person.representative_name = names[person.pk]
    Person.objects.bulk_update(changed, ["representative_name"])


@transaction.atomic
def withdraw_consent(*, member: Membership, consent: Consent, today: date) -> Consent:
    """Withdraw from today on; when nothing else allows processing, every room learns of it."""
    refuse_foreign(member, consent)
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.withdrawn_on:
        raise DomainError(f"Согласие уже отозвано {consent.withdrawn_on:%d.%m.%Y}.")
    consent.withdrawn_on = today
    consent.save(update_fields=["withdrawn_on"])
    still = Consent.objects.for_processing(consent.person_id, today)
    if consent.purpose == Consent.Purpose.PROCESSING and not still.exists():
        consent_withdrawn(consent.person, today)
    return consent
