from datetime import date

import pytest

from mentorship.audit.trails import steps_of
from mentorship.bank.models import MentorForm
from mentorship.bank.trails import cards_of, trails_of
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory, form
from tests.factories.pairs import PairFactory

pytestmark = pytest.mark.django_db


def told(person):
    """What the story of a person consists of, oldest first."""
    steps = steps_of(trails_of(cards_of(person)))
    return [f"{step.model._meta.verbose_name}: {step.label}" for step in reversed(steps)]


def test_story_holds_rows_of_the_person_alone():
    person = PersonFactory(consented=True)
    PersonFactory(institution=person.institution, consented=True)

    assert sorted(told(person)) == ["кем является: insert", "согласие: insert", "человек: insert"]


def test_story_tells_of_pairs_to_both_sides():
    mentor = MentorEntryFactory()
    mentee = MenteeEntryFactory(institution=mentor.institution)
    pair = PairFactory(institution=mentor.institution, mentor_entry=mentor, mentees=[mentee])
    pair.topic = "физика"
    pair.save()

    assert "пара или группа: update" in told(mentor.person)
    assert {"пара или группа: update", "участник пары: insert"} < set(told(mentee.person))


def test_story_tells_of_the_forms_of_a_mentor():
    entry = MentorEntryFactory()
    entry.forms.clear()
    entry.forms.add(form("uchitel-uchenik"))

    # Rows of different logs that were written in one transaction stand in any order.
    steps = steps_of(trails_of([entry.person_id]))
    newest, before, *_ = [step for step in steps if step.model is MentorForm]
    chosen = [new for _, _, new in newest.changes]
    assert (newest.label, before.label) == ("insert", "delete")
    assert chosen == [entry.pk, form("uchitel-uchenik").pk]


def test_story_outlives_the_row():
    person = PersonFactory(consented=True)
    person.consents.get().delete()

    assert {"согласие: insert", "согласие: delete"} < set(told(person))


def test_story_names_changed_fields_only():
    person = PersonFactory(category="")
    person.contacts, person.born_on = "8 900", date(2008, 3, 5)
    person.save()

    newest = steps_of(trails_of([person.pk]))[0]

    assert [(field.name, old, new) for field, old, new in newest.changes] == [
        ("born_on", None, date(2008, 3, 5)),
        ("contacts", "", "8 900"),
    ]


def test_change_of_keys_alone_is_no_news():
    person = PersonFactory(category="")
    person.__class__.objects.update(sort_name="а")

    assert told(person) == ["человек: insert"]
