"""Consents: what is needed of one, how many are there, and the recording of papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet

from mentorship.bank.access import refuse_foreign
from mentorship.bank.affiliations import category_on
from mentorship.bank.consent_sheets import Sheets
from mentorship.bank.consent_texts import Audience
from mentorship.bank.models import (
    Consent,
    ConsentSheet,
    ConsentText,
    MenteeEntry,
    MentorEntry,
    Person,
    PersonQuerySet,
    Withdrawal,
)
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear

Signer = Consent.Signer


@dataclass(frozen=True)
class Coverage:
    """How many of the people of both banks have a consent; somebody in both is one person."""

    agreed: int
    everyone: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: 100 % means that nobody is left."""
        return 100 * self.agreed // self.everyone if self.everyone else 0


@dataclass(frozen=True)
class ConsentRow:
    """One paper to be recorded; `representative_name` is needed for a minor.

    `text` is what was signed: by default the sheet given out last, or the text in use; a paper
    that was not printed here has none (`is_own_form`). `replaces` says that one in force may stand
    beside it: a renewal.
    """

    person: Person
    signed_on: date
    representative_name: str = ""
    purpose: str = Consent.Purpose.PROCESSING
    valid_until: date | None = None
    scan: File | None = None
    signed_by_both: bool = False
    text: ConsentText | None = None
    is_own_form: bool = False
    replaces: bool = False

    @property
    def signer(self) -> Consent.Signer:
        if not self.representative_name:
            return Signer.SELF
        return Signer.JOINT if self.signed_by_both else Signer.REPRESENTATIVE


class Problem(NamedTuple):
    """What is wrong with a paper, and in which field of its form."""

    field: str
    text: str


def people_of_year(member: Membership, year: SchoolYear) -> PersonQuerySet:
    """People who stand in either bank of the member's institution in the school year."""
    mentors = MentorEntry.objects.visible_to(member).of_year(year).values("person")
    mentees = MenteeEntry.objects.visible_to(member).of_year(year).values("person")
    return Person.objects.visible_to(member).filter(Q(pk__in=mentors) | Q(pk__in=mentees))


def keys_of_year(
    member: Membership, year: SchoolYear, *, lacking_on: date | None = None
) -> QuerySet[Any]:
    """Keys of `people_of_year`, to be counted: the people themselves are not looked at.

    Somebody in both banks is one person with one consent. `lacking_on` leaves those without a
    consent in force on the day: mostly the few, who are counted sooner than all the others.
    """
    banks = [
        MentorEntry.objects.visible_to(member).of_year(year),
        MenteeEntry.objects.visible_to(member).of_year(year),
    ]
    if lacking_on:
        banks = [entries.without_consent_on(lacking_on) for entries in banks]
    mentors, mentees = (entries.order_by().values("person") for entries in banks)
    return mentors.union(mentees)


def people_without_consent(member: Membership, year: SchoolYear, today: date) -> PersonQuerySet:
    """The list «Без согласия»: those of the year whose consent does not hold on its day."""
    return people_of_year(member, year).without_consent_on(year.counted_on(today))


def problems_of(rows: Iterable[ConsentRow], today: date) -> dict[int, Problem]:
    """Why papers cannot be recorded, by the pk of the person; nobody is in it who may sign so."""
    rows = list(rows)
    pks = [row.person.pk for row in rows]
    categories = _categories(pks, today)
    known: dict[tuple[int, str], list[Consent]] = {}
    for consent in Consent.objects.filter(person__in=pks):
        known.setdefault((consent.person_id, consent.purpose), []).append(consent)
    taken_back = {
        (w.person_id, w.purpose): w.received_on
        for w in Withdrawal.objects.standing().filter(person__in=pks).order_by("received_on")
    }
    found = {}
    for row in rows:
        key = (row.person.pk, row.purpose)
        problem = _problem_of_paper(row, categories[row.person.pk], today) or _problem_of_others(
            row, known.get(key, []), taken_back.get(key)
        )
        if problem:
            found[row.person.pk] = problem
    return found


def _categories(pks: list[int], today: date) -> dict[int, str]:
    people = Person.objects.filter(pk__in=pks).annotate(category=category_on(today, "pk"))
    return {pk: category or "" for pk, category in people.values_list("pk", "category")}


def _problem_of_paper(row: ConsentRow, category: str, today: date) -> Problem | None:
    if row.signed_on > today:
        return Problem("signed_on", "Дата подписания ещё не наступила.")
    if row.valid_until and row.valid_until < row.signed_on:
        return Problem("valid_until", "Согласие заканчивается раньше, чем подписано.")
    if not row.representative_name and row.person.needs_representative(row.signed_on, category):
        return Problem("representative_name", _signed_for(row.person))
    return None


def _signed_for(person: Person) -> str:
    words = "За несовершеннолетнего подписывает законный представитель: впишите его имя."
    if person.born_on:
        return words
    return f"{words} Если 18 лет уже исполнилось, укажите в карточке полную дату рождения."


def _problem_of_others(
    row: ConsentRow, known: list[Consent], taken_back: date | None
) -> Problem | None:
    """Other papers of the person: a second one for the day, or one signed before a withdrawal."""
    if taken_back and row.signed_on < taken_back:
        return Problem(
            "signed_on",
            f"Согласие отозвано {taken_back:%d.%m.%Y}: новое подписывается не раньше этого дня.",
        )
    same_day = any(c.signed_on == row.signed_on and c.withdrawn_on is None for c in known)
    if same_day or (not row.replaces and any(_covers(c, row.signed_on) for c in known)):
        return Problem("signed_on", "Согласие с этой целью на эту дату уже есть.")
    return None


def _covers(consent: Consent, day: date) -> bool:
    """A withdrawn paper never stands in the way of a new one."""
    return (
        consent.withdrawn_on is None
        and consent.signed_on <= day
        and (consent.ends_on is None or day <= consent.ends_on)
    )


@transaction.atomic
def record_consents(
    *, member: Membership, rows: Iterable[ConsentRow], today: date
) -> list[Consent]:
    """Record papers of several people at once, all or none; raises DomainError naming the people.

    A consent is signed no later than today, for a minor by a named representative; one purpose
    has one paper in force at a time (152-ФЗ, ст. 9). A consent given anew ends a withdrawal.
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
    _end_withdrawals(member, rows, today)
    return Consent.objects.bulk_create(_papers(member, rows))


def _papers(member: Membership, rows: list[ConsentRow]) -> list[Consent]:
    sheets = Sheets(member.organization)
    given = _given_out(rows)
    return [
        _consent_of(row, text, sheets.sha256_of(text) if text else "")
        for row in rows
        for text in [_text_of(row, sheets, given.get((row.person.pk, row.purpose)))]
    ]


def _given_out(rows: list[ConsentRow]) -> dict[tuple[int, str], ConsentSheet]:
    """The sheet each person was given last before signing."""
    signed = {(row.person.pk, row.purpose): row.signed_on for row in rows}
    sheets = ConsentSheet.objects.filter(person__in=[row.person.pk for row in rows])
    return {
        (sheet.person_id, sheet.purpose): sheet
        for sheet in sheets.select_related("text").order_by("printed_on", "pk")
        if sheet.printed_on <= signed.get((sheet.person_id, sheet.purpose), date.min)
    }


AUDIENCE_OF = {
    Signer.SELF: Audience.ADULT,
    Signer.REPRESENTATIVE: Audience.REPRESENTATIVE,
    Signer.JOINT: Audience.JOINT,
}


def _text_of(row: ConsentRow, sheets: Sheets, given: ConsentSheet | None) -> ConsentText | None:
    if row.text or row.is_own_form:
        return row.text
    audience = AUDIENCE_OF[row.signer]
    if given and given.text.audience == audience:
        return given.text
    return sheets.texts.find(row.purpose, audience)


def _consent_of(row: ConsentRow, text: ConsentText | None, sha256: str) -> Consent:
    return Consent(
        institution_id=row.person.institution_id,
        person=row.person,
        purpose=row.purpose,
        text=text,
        text_sha256=sha256,
        signed_on=row.signed_on,
        signer=row.signer,
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


def _end_withdrawals(member: Membership, rows: Iterable[ConsentRow], today: date) -> None:
    for row in rows:
        Withdrawal.objects.of(row.person.pk, row.purpose).filter(done_on=None).update(
            cancelled_on=today,
            cancelled_by=member,
            cancel_reason=f"получено новое согласие от {row.signed_on:%d.%m.%Y}",
        )


@transaction.atomic
def attach_scan(*, member: Membership, consent: Consent, scan: File) -> Consent:
    """Keep the scan of a recorded paper; the file that was there before is deleted with it."""
    refuse_foreign(member, consent)
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    storage, before = consent.scan.storage, consent.scan.name
    consent.scan = scan
    consent.save(update_fields=["scan"])
    if before:
        transaction.on_commit(lambda: storage.delete(before))
    return consent
