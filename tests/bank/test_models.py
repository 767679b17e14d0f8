"""What the database itself refuses, whatever went past the services."""

from datetime import date

import pytest
from django.db import IntegrityError
from psycopg2.extras import DateRange

from mentorship.bank.models import Affiliation, MenteeEntry, Person
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PersonFactory,
)
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


def test_affiliations_of_one_category_do_not_overlap():
    person = PersonFactory()

    with pytest.raises(IntegrityError, match="affiliation_no_overlap"):
        Affiliation.objects.create(
            person=person,
            institution=person.institution,
            category="pupil",
            period=DateRange(date(2022, 1, 1), None),
        )


def test_person_stands_in_a_bank_once_at_a_time():
    entry = MenteeEntryFactory()

    with pytest.raises(IntegrityError, match="menteeentry_one_open"):
        MenteeEntryFactory(person=entry.person, institution=entry.institution)


def test_entry_does_not_end_before_it_began():
    with pytest.raises(IntegrityError, match="mentorentry_leaves_after_entering"):
        MentorEntryFactory(left_on=date(2022, 8, 31))


def test_consent_by_a_representative_names_them():
    with pytest.raises(IntegrityError, match="consent_representative_is_named"):
        ConsentFactory(representative_name="")


def test_birth_year_agrees_with_the_birth_date():
    person = PersonFactory(born_on=date(2009, 3, 5))

    with pytest.raises(IntegrityError, match="person_birth_year_of_birth_date"):
        Person.objects.filter(pk=person.pk).update(birth_year=2010)


@pytest.mark.parametrize(
    ("entered_on", "left_on", "is_of_year"),
    [
        (date(2022, 9, 1), None, True),
        (date(2021, 9, 1), date(2022, 9, 1), True),
        (date(2021, 9, 1), date(2022, 8, 31), False),
        (date(2023, 8, 31), None, True),
        (date(2023, 9, 1), None, False),
    ],
)
def test_entries_of_year_stood_in_it_on_some_day(entered_on, left_on, is_of_year):
    MenteeEntryFactory(entered_on=entered_on, left_on=left_on)

    assert MenteeEntry.objects.of_year(SchoolYear(2022)).exists() == is_of_year


@pytest.mark.parametrize("words", ["ёлк", "елкин матв", "Матвей ЁЛ", "Eлкин"])
def test_people_are_found_by_parts_of_names(words):
    person = PersonFactory(last_name="Ёлкин", first_name="Матвей")
    PersonFactory(last_name="Громов", first_name="Матвей")

    assert list(Person.objects.named_like(words)) == [person]


@pytest.mark.parametrize(("role", "count"), [("curator", 1), ("methodist", 0), ("coordinator", 0)])
def test_people_are_invisible_above_the_institution(role, count):
    person = PersonFactory()
    organization = person.institution
    for _ in range({"curator": 0, "methodist": 1, "coordinator": 2}[role]):
        organization = organization.parent
    member = MembershipFactory(role=role, organization=organization)

    assert Person.objects.visible_to(member).count() == count
