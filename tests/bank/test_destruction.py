from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from mentorship.audit.context import Actor, acting
from mentorship.audit.grants import append_only_tables, grant_application_role
from mentorship.bank.destruction import destroy_card
from mentorship.bank.merging import merge_people
from mentorship.bank.models import MenteeEntry, MentorEntry, Person
from mentorship.bank.trails import tracked_models
from tests.factories.bank import AttendanceFactory, MentorEntryFactory, PersonFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 1)
CANARY = "Канарейкин"
# What the function knows a person by; of nothing but namesakes does the log say less.
KNOWN_BY = {"person_id", "about_id", "mentor_entry_id", "mentee_entry_id"}
WITHOUT_TEXTS = {"bank_namesakesevent", "bank_mentortopicevent", "bank_menteetopicevent"}


@pytest.fixture
def person(curator):
    with acting(Actor(user=7)):
        person = PersonFactory(institution=curator.organization, last_name=CANARY)
    person.contacts, person.born_on = f"{CANARY}@example.org", date(2009, 4, 1)
    person.save()
    return person


def residues():
    """Every table of the log that still says the name."""
    with connection.cursor() as cursor:
        found = []
        for table in append_only_tables():
            cursor.execute(f"SELECT 1 FROM {table} t WHERE t::text ILIKE %s", [f"%{CANARY}%"])
            if cursor.fetchone():
                found.append(table)
    return found


def test_log_of_a_destroyed_person_says_no_name(person):
    entry = MentorEntryFactory(
        person=person, institution=person.institution, competences=f"курсы {CANARY}а"
    )
    AttendanceFactory(person=person, event__organization=person.institution, result=CANARY).delete()
    entry.delete()
    person.affiliations.all().delete()
    before = residues()

    destroy_card(person=person)

    known = {"bank_personevent", "bank_mentorentryevent", "bank_attendanceevent"}
    assert (known <= set(before), residues()) == (True, [])


def test_log_keeps_what_was_done_when_and_by_whom(person):
    person.affiliations.all().delete()
    log = Person.pgh_event_model.objects.filter(pgh_obj=person.pk).order_by("pgh_id")
    moments = list(log.values_list("pgh_label", "pgh_created_at", "pgh_context"))

    destroy_card(person=person)

    left = list(log.values_list("pgh_label", "pgh_created_at", "pgh_context"))
    assert (left[:-1], left[-1][0], left[0][2]["user"]) == (moments, "delete", 7)
    assert set(log.values_list("contacts", "born_on", "birth_year")) == {("", None, None)}


def test_merged_cards_go_with_the_person(curator, person):
    other = PersonFactory(institution=person.institution, last_name="Чижов")
    merge_people(member=curator, keep=other, drop=person, values={}, today=TODAY)
    other.affiliations.all().delete()

    destroy_card(person=other)

    assert residues() == []


def test_card_that_something_points_at_is_not_destroyed(person):
    MentorEntryFactory(person=person, institution=person.institution)

    with pytest.raises(ProtectedError):
        destroy_card(person=person)


def test_application_may_empty_the_log_of_the_destroyed_only(person):
    other = PersonFactory()
    grant_application_role("mentorship_app")
    person.affiliations.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE mentorship_app")
        destroy_card(person=person)
        with pytest.raises(IntegrityError, match="still there"), transaction.atomic():
            cursor.execute("SELECT bank_scrub_history(%s)", [[person.pk, other.pk]])
        cursor.execute("RESET ROLE")

    assert residues() == []


@pytest.mark.parametrize("model", list(tracked_models()), ids=lambda m: m.__name__)
def test_function_knows_every_way_to_a_person(model):
    ways = {
        field.attname
        for field in model._meta.concrete_fields
        if field.related_model in (Person, MentorEntry, MenteeEntry)
    }
    table = model.pgh_event_model._meta.db_table
    texts = {"CharField", "TextField", "JSONField", "FileField", "URLField"}
    says = {f.get_internal_type() for f in model._meta.concrete_fields} & texts

    assert ways <= KNOWN_BY or table in WITHOUT_TEXTS or not says
