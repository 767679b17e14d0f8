from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from psycopg2.extras import DateRange

from mentorship.bank.access import refuse_foreign
from mentorship.bank.affiliations import Standing, move, put_right
from mentorship.bank.banks import bank_of
from mentorship.bank.models import (
    Affiliation,
    MenteeEntry,
    MentorEntry,
    MentoringForm,
    Person,
    Topic,
)
from mentorship.core.exceptions import DomainError
from mentorship.core.names import guess_sex
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear

Entry = MentorEntry | MenteeEntry
STOPPED = (
    "Согласие на обработку отозвано, сведения об этом человеке не записываются: сначала запишите "
    "новое согласие."
)


def day_of_entering(year: SchoolYear, today: date) -> date:
    """The day offered where none is given: today, or the start of a year that is not running."""
    return today if year.starts_on <= today <= year.ends_on else year.starts_on


def find_doubles(*, member: Membership, person: Person) -> list[Person]:
    """People of the institution with the same name whose birth does not say otherwise."""
    person.fill_keys()
    same = Person.objects.visible_to(member).filter(sort_name=person.sort_name)
    return [
        other
        for other in same.exclude(pk=person.pk).order_by("pk")
        if other.birth_year is None
        or person.birth_year is None
        or other.birth_year == person.birth_year
    ]


@transaction.atomic
def save_entry(
    *,
    member: Membership,
    entry: Entry,
    person: Person,
    standing: Standing | None,
    forms: Iterable[MentoringForm] | None,
    today: date,
    topics: Iterable[Topic] | None = None,
) -> Entry:
    """Save a person, what they are, and their place in a bank at once.

    A new person is what they are since the start of the school year they entered in. `forms` are
    a mentor's forms of mentoring; None leaves them and the topics, and None for `standing` leaves
    the class.
    Raises DomainError when the person stands in the bank already, or comes anew after having taken
    the consent back.
    """
    for row in (person, entry):
        row.institution_id = row.institution_id or member.organization_id
        refuse_foreign(member, row)
    if entry.pk is None and Person.objects.stopped_on(today).filter(pk=person.pk).exists():
        raise DomainError(STOPPED)
    person.sex = person.sex or guess_sex(person.full_name)
    is_new = person.pk is None
    person.save()
    if standing and is_new:
        begin_standing(person=person, standing=standing, day=entry.entered_on)
    elif standing:
        put_right(person=person, standing=standing, day=today)
    entry.person = person
    _save_once(entry)
    if forms is not None and isinstance(entry, MentorEntry):
        entry.forms.set(forms)
    if topics is not None:
        entry.topics.set(topics)
    return entry


def begin_standing(*, person: Person, standing: Standing, day: date) -> Affiliation:
    """The first thing known of a person holds since 1 September of the school year of the day."""
    return Affiliation.objects.create(
        institution_id=person.institution_id,
        person=person,
        category=standing.category,
        place=standing.place,
        teaching_since=standing.teaching_since,
        period=DateRange(SchoolYear.containing(day).starts_on, None),
    )


def _save_once(entry: Entry) -> None:
    """Save; the partial unique constraint speaks when the person stands in the bank already."""
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        if "one_open" not in str(error):
            raise
        title = bank_of(entry).title[0].lower() + bank_of(entry).title[1:]
        raise DomainError(
            f"{entry.person.full_name} уже стоит здесь: {title}. Откройте карточку человека."
        ) from error


@transaction.atomic
def change_standing(
    *, member: Membership, person: Person, standing: Standing, day: date
) -> Affiliation:
    """From the day on the person is in another class or position; the past stays as it was."""
    refuse_foreign(member, person)
    Person.objects.select_for_update().get(pk=person.pk)
    return move(person=person, standing=standing, day=day)


@transaction.atomic
def leave_bank(*, member: Membership, entry: Entry, day: date, outcome: str) -> Entry:
    """End an entry with its outcome; the row stays and can be taken back by `return_to_bank`."""
    refuse_foreign(member, entry)
    entry = type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.left_on:
        raise DomainError(f"Участие уже завершено {entry.left_on:%d.%m.%Y}.")
    if day < entry.entered_on:
        raise DomainError(
            f"Дата завершения раньше даты вхождения ({entry.entered_on:%d.%m.%Y}). Исправьте дату."
        )
    entry.left_on, entry.outcome = day, outcome
    entry.save(update_fields=["left_on", "outcome"])
    return entry


@transaction.atomic
def return_to_bank(*, member: Membership, entry: Entry) -> Entry:
    """Undo `leave_bank`; refused when the person has come again by a newer entry."""
    refuse_foreign(member, entry)
    entry = type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)
    entry.left_on = None
    _save_once(entry)
    return entry
