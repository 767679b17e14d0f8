from datetime import date

import pytest

from mentorship.bank.selection import Outcome, take_steps
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import AttendanceFactory, EventFactory, MentorEntryFactory, PersonFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)


def trained(entry, **event):
    event = EventFactory(
        organization=entry.institution.parent, **{"state": "held", "kind": "seminar"} | event
    )
    AttendanceFactory(event=event, person=entry.person)
    return entry


def test_trained_are_mentors_who_were_at_a_held_training(curator):
    organization = curator.organization
    entry = trained(MentorEntryFactory(institution=organization))
    trained(entry)
    trained(MentorEntryFactory(institution=organization), state="planned")
    trained(MentorEntryFactory(institution=organization), kind="contest")
    trained(MentorEntryFactory(institution=organization), starts_on=date(2021, 10, 5))
    without = PersonFactory(institution=organization)
    trained(MentorEntryFactory(institution=organization, person=without))

    figure = FIGURES["mentors_trained"]

    assert list(figure.rows(YEAR)) == [entry.person]
    assert figure.value(organization, YEAR) == figure.value(organization.region, YEAR) == 1


def test_trained_are_those_who_passed_the_stage_too(curator):
    entry = MentorEntryFactory(institution=curator.organization, stage="interviewed")
    figure, day = FIGURES["mentors_trained"], date(2022, 10, 1)
    step = {"member": curator, "entries": [entry], "today": day}
    take_steps(action="train", outcome=Outcome(held_on=day), **step)
    assert list(figure.rows(YEAR)) == [entry.person]

    entry.refresh_from_db()
    take_steps(action="take_back", outcome=Outcome(held_on=day, comment="ошибка"), **step)

    assert list(figure.rows(YEAR)) == []


def test_admitted_are_counted(curator):
    entry = MentorEntryFactory(institution=curator.organization, stage="admitted")
    MentorEntryFactory(institution=curator.organization, stage="trained")

    assert list(FIGURES["mentors_admitted"].rows(YEAR)) == [entry.person]


def test_events_of_institutions_are_counted_by_kind(curator):
    event = EventFactory(organization=curator.organization, state="held")
    EventFactory(organization=curator.organization)
    EventFactory(organization=curator.organization.parent, state="held")
    figure = FIGURES["events_training"]

    assert figure.value(curator.organization.region, YEAR) == 1
    assert figure.describe(event) == f"{event.title}, 05.10.2022"
    assert FIGURES["events_seminar"].value(curator.organization, YEAR) == 0
