from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from pghistory.models import Events

from mentorship.bank import events
from mentorship.bank.models import Attendance, Event, EventSession
from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import (
    AttendanceFactory,
    EventFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PersonFactory,
)
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 1)
YEAR = SchoolYear(2022)


@pytest.fixture
def event(curator):
    return EventFactory(organization=curator.organization)


@pytest.fixture
def methodist(curator):
    return MembershipFactory(role="methodist", organization=curator.organization.parent)


@pytest.fixture
def municipal(methodist):
    return EventFactory(organization=methodist.organization, title="Муниципальный семинар")


def people_of(curator, count=2):
    entries = MenteeEntryFactory.create_batch(count, institution=curator.organization)
    return [entry.person for entry in entries]


def add(member, event, people):
    return events.add_people(member=member, event=event, people=people, today=TODAY)


def test_events_are_seen_downwards_only(curator, methodist, event, municipal):
    hidden = EventFactory(organization=methodist.organization, is_shared=False)
    EventFactory(organization=InstitutionFactory(parent=methodist.organization))
    EventFactory()

    assert set(Event.objects.visible_to(curator)) == {event, municipal}
    assert set(Event.objects.visible_to(methodist)) == {municipal, hidden}


def test_event_is_held_from_its_day_on(curator, event):
    with pytest.raises(DomainError, match=r"05\.10\.2022: этот день ещё не наступил"):
        events.move_event(member=curator, event=event, action="hold", today=date(2022, 10, 4))

    held = events.move_event(member=curator, event=event, action="hold", today=date(2022, 10, 5))

    assert held.state == "held"


def test_event_is_not_held_twice(curator, event):
    events.move_event(member=curator, event=event, action="hold", today=TODAY)

    with pytest.raises(DomainError, match="уже в состоянии «проведено»"):
        events.move_event(member=curator, event=event, action="hold", today=TODAY)


def test_foreign_event_and_unknown_move_are_forbidden(curator, event, municipal):
    for target, action in ((municipal, "hold"), (event, "erase")):
        with pytest.raises(PermissionDenied):
            events.move_event(member=curator, event=target, action=action, today=TODAY)


def test_schedule_lies_within_the_event(curator, event):
    session = EventSession(held_on=date(2022, 10, 6), title="Портрет наставляемого")

    with pytest.raises(DomainError, match=r"05.10.2022 – 05.10.2022"):
        events.add_session(member=curator, event=event, session=session)
    session.held_on = date(2022, 10, 5)
    events.add_session(member=curator, event=event, session=session)

    assert list(event.sessions.all()) == [session]


def test_schedule_of_others_is_theirs(curator, municipal):
    session = EventSession.objects.create(event=municipal, held_on=TODAY, title="Занятие")

    with pytest.raises(PermissionDenied):
        events.remove_session(member=curator, session=session)
    with pytest.raises(PermissionDenied):
        events.add_session(member=curator, event=municipal, session=EventSession(held_on=TODAY))


@pytest.mark.parametrize(("state", "expected"), [("planned", "expected"), ("held", "present")])
def test_people_are_added_as_the_event_stands(curator, state, expected):
    event = EventFactory(organization=curator.organization, state=state)
    people = people_of(curator)

    count = add(curator, event, people)

    assert (count, add(curator, event, people)) == (2, 0)
    assert list(event.attendances.values_list("state", flat=True)) == [expected] * 2


def test_institution_marks_its_people_at_an_event_from_above(curator, municipal):
    (person,) = people_of(curator, 1)

    add(curator, municipal, [person])

    assert Attendance.objects.visible_to(curator).get().person == person


def test_nobody_is_added_without_consent(curator, event):
    person = PersonFactory(institution=curator.organization, last_name="Громов")

    with pytest.raises(DomainError, match="Нет согласия на обработку данных: Громов"):
        add(curator, event, [person])


def test_foreign_people_are_not_added(curator, event):
    with pytest.raises(PermissionDenied):
        add(curator, event, [PersonFactory(consented=True)])


def test_methodist_marks_nobody(curator, methodist, municipal):
    with pytest.raises(PermissionDenied):
        add(methodist, municipal, people_of(curator))


def test_one_person_stands_on_a_list_once(event):
    attendance = AttendanceFactory(event=event)

    with pytest.raises(IntegrityError, match="attendance_once"):
        AttendanceFactory(event=event, person=attendance.person)


def test_marking_keeps_result_and_is_logged(curator, event):
    (person,) = people_of(curator, 1)
    add(curator, event, [person])
    attendance = event.attendances.get()

    events.mark_person(
        member=curator, attendance=attendance, state="present", result="призёр", today=TODAY
    )

    logged = Events.objects.filter(pgh_obj_model="bank.Attendance").order_by("pgh_created_at")
    assert (event.attendances.get().state, event.attendances.get().result) == ("present", "призёр")
    assert sorted(logged.values_list("pgh_label", flat=True)) == ["insert", "update"]


def test_unknown_mark_is_forbidden(curator, event):
    attendance = AttendanceFactory(
        event=event, person=PersonFactory(institution=curator.organization, consented=True)
    )

    with pytest.raises(PermissionDenied):
        events.mark_person(
            member=curator, attendance=attendance, state="late", result="", today=TODAY
        )


def test_all_expected_of_the_institution_came(curator, municipal):
    own = AttendanceFactory(event=municipal, state="expected", person=people_of(curator, 1)[0])
    without = AttendanceFactory(
        event=municipal,
        state="expected",
        person=PersonFactory(institution=curator.organization),
    )
    foreign = AttendanceFactory(event=municipal, state="expected")

    count = events.mark_expected(member=curator, event=municipal, today=TODAY)

    states = dict(municipal.attendances.values_list("pk", "state"))
    assert (count, states) == (
        1,
        {own.pk: "present", without.pk: "expected", foreign.pk: "expected"},
    )


def test_person_is_taken_off_by_their_institution_only(curator, municipal):
    own = AttendanceFactory(event=municipal, person=people_of(curator, 1)[0])
    foreign = AttendanceFactory(event=municipal)

    events.remove_person(member=curator, attendance=own)
    with pytest.raises(PermissionDenied):
        events.remove_person(member=curator, attendance=foreign)

    assert list(municipal.attendances.all()) == [foreign]


def test_candidates_have_consent_and_are_not_on_the_list(curator, event):
    mentor = MentorEntryFactory(institution=curator.organization).person
    listed, free = people_of(curator)
    AttendanceFactory(event=event, person=listed)
    MenteeEntryFactory(
        institution=curator.organization, person=PersonFactory(institution=curator.organization)
    )
    MenteeEntryFactory()

    assert list(events.people_to_invite(curator, event, YEAR, TODAY)) == [mentor, free]


def test_list_counts_own_people(curator, municipal):
    AttendanceFactory(event=municipal, person=people_of(curator, 1)[0])
    AttendanceFactory(event=municipal, person=people_of(curator, 1)[0], state="expected")
    AttendanceFactory(event=municipal)
    silent = PersonFactory(institution=curator.organization)
    AttendanceFactory(event=municipal, person=silent)

    (counted,) = events.event_list(curator, YEAR, TODAY)

    assert (counted.came, counted.expected) == (1, 1)


def test_page_names_only_people_with_consent(curator, event):
    (person,) = people_of(curator, 1)
    shown = AttendanceFactory(event=event, person=person)
    AttendanceFactory(event=event, person=PersonFactory(institution=curator.organization))

    assert list(events.attendances_of(curator, event, TODAY)) == [shown]


def test_numbers_above_hide_small_cells(curator, methodist, municipal):
    big, small, other = (InstitutionFactory(parent=methodist.organization) for _ in range(3))
    for institution, count in ((big, 7), (small, 2), (other, 6), (InstitutionFactory(), 9)):
        for _ in range(count):
            person = PersonFactory(institution=institution, category="", consented=True)
            AttendanceFactory(event=municipal, person=person)
    AttendanceFactory(event=municipal, person=PersonFactory(institution=big))

    counts = events.counts_by_institution(methodist, municipal, TODAY)

    cells = {line.institution: str(line.count) for line in counts}
    assert cells == {big: "7", small: "скрыто", other: "скрыто"}
    assert events.counts_by_institution(curator, municipal, TODAY) == []


def test_chips_count_own_held_events(curator, event, municipal):
    EventFactory(organization=curator.organization, kind="seminar", state="held")
    EventFactory(organization=curator.organization, state="held", starts_on=date(2021, 10, 1))
    Event.objects.filter(pk=municipal.pk).update(state="held")

    assert events.counts_by_kind(curator, YEAR) == [("seminar", "семинар", 1)]


@pytest.mark.parametrize(
    ("changes", "is_left"),
    [
        ({}, True),
        ({"ends_on": date(2022, 12, 5)}, False),
        ({"starts_on": TODAY}, False),
        ({"state": "held"}, False),
    ],
)
def test_past_events_wait_for_their_mark(curator, changes, is_left):
    EventFactory(organization=curator.organization, **changes)

    assert events.left_unmarked(curator, TODAY).exists() == is_left
