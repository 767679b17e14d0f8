from datetime import time

import pytest

from mentorship.bank.models import Event, EventSession
from tests.factories.bank import (
    AttendanceFactory,
    EventFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
)
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
URL = "/bank/events/"
NEW = {"kind": "training", "title": "Школа наставника", "starts_on": "05.10.2022"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def event(curator):
    return EventFactory(organization=curator.organization)


@pytest.fixture
def person(curator):
    return MenteeEntryFactory(institution=curator.organization).person


@pytest.fixture
def methodist(curator):
    return MembershipFactory(role="methodist", organization=curator.organization.parent)


@pytest.mark.parametrize("typed", ["14:00", "14.00", "14 00"])
def test_event_takes_the_time_as_it_is_written(sign_in, curator, typed):
    sign_in(curator, 2022).post(f"{URL}new/", NEW | {"starts_time": typed})

    assert Event.objects.get().starts_time == time(14, 0)


def test_event_gives_an_example_of_a_time(sign_in, curator):
    form = sign_in(curator, 2022).post(f"{URL}new/", NEW | {"starts_time": "в два"}).context["form"]

    assert form.errors == {"starts_time": ["Укажите время, например 14:00 или 14.00."]}
    assert form.fields["starts_time"].help_text == "Например: 14:00 или 14.00."


def test_list_shows_own_and_from_above(sign_in, curator, methodist, event):
    above = EventFactory(organization=methodist.organization)
    EventFactory()

    response = sign_in(curator, 2022).get(URL)

    assert set(response.context["page_obj"]) == {event, above}
    assert response.context["of_year"] == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [("words=семинар", 1), ("kind=seminar", 1), ("state=held", 1), ("own=yes", 1), ("own=no", 1)],
)
def test_list_is_filtered(sign_in, curator, methodist, query, found):
    EventFactory(organization=curator.organization)
    EventFactory(organization=methodist.organization, kind="seminar", title="Семинар", state="held")

    response = sign_in(curator, 2022).get(f"{URL}?{query}")

    assert len(response.context["page_obj"]) == found


def test_chip_of_a_kind_leads_to_as_many(sign_in, curator, methodist):
    for organization in (curator.organization, methodist.organization):
        EventFactory(organization=organization, state="held")
    client = sign_in(curator, 2022)

    ((kind, _label, count),) = client.get(URL).context["kinds"]
    listed = client.get(f"{URL}?kind={kind}&state=held&own=yes").context["page_obj"]

    assert len(listed) == count == 1


def test_list_asks_as_many_questions_for_more_rows(
    sign_in, curator, event, django_assert_max_num_queries
):
    client = sign_in(curator, 2022)
    client.get(URL)
    with django_assert_max_num_queries(22) as one:
        client.get(URL)
    EventFactory.create_batch(2, organization=curator.organization)

    with django_assert_max_num_queries(len(one)):
        client.get(URL)


def test_event_is_made_by_the_member(sign_in, curator):
    response = sign_in(curator).post(f"{URL}new/", NEW)

    event = Event.objects.get()
    assert (response.url, event.organization) == (event.get_absolute_url(), curator.organization)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"ends_on": "04.10.2022"}, "ends_on"), ({"kind": ""}, "kind"), ({"title": ""}, "title")],
)
def test_event_form_refuses(sign_in, curator, changes, field):
    response = sign_in(curator).post(f"{URL}new/", NEW | changes)

    assert list(response.context["form"].errors) == [field]


def test_only_above_the_institution_an_event_may_be_hidden(sign_in, curator, methodist):
    own = sign_in(curator).get(f"{URL}new/").context["form"].fields
    above = sign_in(methodist).get(f"{URL}new/").context["form"].fields

    assert ("is_shared" in own, "is_shared" in above) == (False, True)


def test_event_is_changed_by_its_organizer(sign_in, curator, methodist, event):
    above = EventFactory(organization=methodist.organization)
    client = sign_in(curator)
    client.post(f"{URL}{event.pk}/edit/", NEW | {"result": "обучены 12 наставников"})

    event.refresh_from_db()
    assert event.result == "обучены 12 наставников"
    assert client.get(f"{URL}{above.pk}/edit/").status_code == 404


def test_event_is_marked_held(sign_in, curator, event):
    sign_in(curator).post(f"{URL}{event.pk}/moves/hold/")

    event.refresh_from_db()
    assert event.state == "held"


def test_refused_move_is_told(sign_in, curator):
    event = EventFactory(organization=curator.organization, starts_on="2099-10-05")

    response = sign_in(curator).post(f"{URL}{event.pk}/moves/hold/", follow=True)

    (message,) = response.context["messages"]
    assert str(message) == "Мероприятие назначено на 05.10.2099: этот день ещё не наступил."


def test_schedule_is_kept_on_the_page(sign_in, curator, event):
    client = sign_in(curator)
    client.post(f"{URL}{event.pk}/sessions/new/", {"held_on": "05.10.2022", "title": "Введение"})
    session = EventSession.objects.get()
    assert list(client.get(f"{URL}{event.pk}/").context["sessions"]) == [session]

    client.post(f"{URL}{event.pk}/sessions/{session.pk}/delete/")

    assert not EventSession.objects.exists()


@pytest.mark.parametrize("typed", [{"held_on": "06.10.2022", "title": "Поздно"}, {"title": "—"}])
def test_refused_session_stays_typed(sign_in, curator, event, typed):
    response = sign_in(curator).post(f"{URL}{event.pk}/sessions/new/", typed)

    assert list(response.context["session_form"].errors) == ["held_on"]


def test_calendar_file(sign_in, curator, event):
    response = sign_in(curator).get(f"{URL}{event.pk}/calendar/")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:event-{event.pk}-0@mentorship" in response.content.decode()


def test_people_are_found_and_added(sign_in, curator, event, person):
    other = MentorEntryFactory(institution=curator.organization, person__last_name="Иное").person
    client = sign_in(curator, 2022)
    found = client.get(f"{URL}{event.pk}/people/new/?words={person.last_name}").context["page_obj"]
    assert (person in found, other in found) == (True, False)

    client.post(f"{URL}{event.pk}/people/new/", {"people": [person.pk]})

    assert event.attendances.get().person == person


def test_adding_nobody_is_told(sign_in, curator, event, person):
    response = sign_in(curator, 2022).post(f"{URL}{event.pk}/people/new/")

    assert list(response.context["form"].errors) == ["people"]


@pytest.mark.parametrize(
    ("sent", "state", "result"),
    [
        ({"state": "absent"}, "absent", ""),
        ({"result": "победитель"}, "present", "победитель"),
    ],
)
def test_one_tap_marks_a_person(sign_in, curator, event, person, sent, state, result):
    AttendanceFactory(event=event, person=person)

    response = sign_in(curator).post(f"{URL}{event.pk}/people/{person.pk}/", sent, headers=HTMX)

    row = response.context["row"]
    assert (row.state, row.result, row.place) == (state, result, "7 «А»")


def test_marking_works_without_scripts(sign_in, curator, event, person):
    AttendanceFactory(event=event, person=person)

    response = sign_in(curator).post(f"{URL}{event.pk}/people/{person.pk}/", {"state": "absent"})

    assert response.url == f"{URL}{event.pk}/#people"


@pytest.mark.parametrize(("headers", "status"), [(HTMX, 200), ({}, 302)])
def test_person_is_taken_off_the_list(sign_in, curator, event, person, headers, status):
    AttendanceFactory(event=event, person=person)

    response = sign_in(curator).post(
        f"{URL}{event.pk}/people/{person.pk}/", {"off": "1"}, headers=headers
    )

    assert (response.status_code, event.attendances.count()) == (status, 0)


def test_all_expected_came(sign_in, curator, event, person):
    AttendanceFactory(event=event, person=person, state="expected")

    sign_in(curator).post(f"{URL}{event.pk}/people/came/")

    assert event.attendances.get().state == "present"


def test_training_is_marked_from_the_page(sign_in, curator):
    event = EventFactory(organization=curator.organization, state="held")
    entry = MentorEntryFactory(institution=curator.organization, stage="interviewed")
    AttendanceFactory(event=event, person=entry.person)
    client = sign_in(curator)
    assert client.get(f"{URL}{event.pk}/").context["to_train"] == [entry]

    client.post(f"{URL}{event.pk}/training/", {"entries": [entry.pk, "x"]})

    entry.refresh_from_db()
    assert (entry.stage, client.get(f"{URL}{event.pk}/").context["to_train"]) == ("trained", [])


def test_training_of_nobody_is_refused_in_words(sign_in, curator):
    event = EventFactory(organization=curator.organization, state="held")

    response = sign_in(curator).post(f"{URL}{event.pk}/training/", follow=True)

    (message,) = response.context["messages"]
    assert str(message) == "Отметьте хотя бы одного наставника."


def test_page_asks_as_many_questions_for_more_people(
    sign_in, curator, event, person, django_assert_max_num_queries
):
    AttendanceFactory(event=event, person=person)
    client = sign_in(curator)
    client.get(f"{URL}{event.pk}/")
    with django_assert_max_num_queries(24) as one:
        client.get(f"{URL}{event.pk}/")
    for entry in MenteeEntryFactory.create_batch(2, institution=curator.organization):
        AttendanceFactory(event=event, person=entry.person)

    with django_assert_max_num_queries(len(one)):
        client.get(f"{URL}{event.pk}/")


def test_above_nobody_is_named(sign_in, curator, methodist, person):
    event = EventFactory(organization=methodist.organization)
    AttendanceFactory(event=event, person=person)

    response = sign_in(methodist).get(f"{URL}{event.pk}/")

    html = response.content.decode()
    assert (person.last_name in html, response.context["rows"]) == (False, [])
    assert [str(line.count) for line in response.context["counts"]] == ["скрыто"]


@pytest.mark.parametrize("role", ["director", "mentor"])
def test_readers_do_not_mark(sign_in, curator, event, person, role):
    AttendanceFactory(event=event, person=person)
    reader = MembershipFactory(organization=curator.organization, role=role)

    response = sign_in(reader).post(f"{URL}{event.pk}/people/{person.pk}/", {"state": "absent"})

    assert (response.status_code, event.attendances.get().state) == (403, "present")


def test_cancelled_event_takes_nobody(sign_in, curator):
    event = EventFactory(organization=curator.organization, state="cancelled")

    assert sign_in(curator).get(f"{URL}{event.pk}/people/new/").status_code == 403


def test_form_of_an_event_leads_back_to_it(sign_in, curator, event):
    response = sign_in(curator).get(f"{URL}{event.pk}/edit/")

    assert response.context["back_url"] == event.get_absolute_url()
