from datetime import date

import pytest

from mentorship.accounts.links import issue_link
from mentorship.bank.models import Attendance
from mentorship.core.spreadsheets import read_workbook
from tests.factories.bank import AttendanceFactory, EventFactory, MenteeEntryFactory
from tests.factories.pairs import MeetingFactory, came, planned

LIST = "/pairs/meetings/"
FINAL = "/pairs/meetings/final/"


@pytest.fixture
def pair(make_pair):
    return make_pair("active")


def listed(desk, **query):
    return list(desk.get(LIST, query).context["page_obj"])


def test_list_is_of_held_meetings_unless_asked(desk, pair):
    held = MeetingFactory(pair=pair)
    ahead = planned(pair, date(2022, 12, 1))
    gone = planned(pair, date(2022, 12, 2), cancelled_on=date(2022, 12, 1), cancel_reason="снег")

    assert listed(desk) == [held]
    assert listed(desk, state="planned") == listed(desk, state="missed") == [ahead]
    assert listed(desk, state="cancelled") == [gone]


def test_states_are_counted_by_the_other_filters_and_open_their_lists(desk, pair, make_pair):
    MeetingFactory(pair=pair)
    MeetingFactory(pair=make_pair("active"))
    planned(pair, date(2022, 12, 1))
    page = desk.get(LIST, {"pair": pair.pk})

    assert page.context["state_chips"] == [
        ("состоялись: 1", f"?pair={pair.pk}", True),
        ("запланированы: 1", f"?pair={pair.pk}&state=planned", False),
        ("без записи: 1", f"?pair={pair.pk}&state=missed", False),
        ("отменены: 0", f"?pair={pair.pk}&state=cancelled", False),
    ]


def test_list_is_narrowed_by_pair_stage_and_period(desk, pair, make_pair):
    first = MeetingFactory(pair=pair, stage="first", held_on=date(2022, 10, 3))
    second = MeetingFactory(pair=pair, held_on=date(2022, 10, 17))
    MeetingFactory(pair=make_pair("active"), held_on=date(2022, 11, 1))

    assert listed(desk, pair=pair.pk) == [second, first]
    assert listed(desk, stage="first") == [first]
    assert listed(desk, since="10.10.2022", until="17.10.2022") == [second]


@pytest.mark.parametrize("happened", [True, False, None])
def test_list_is_narrowed_by_the_answer(desk, pair, happened):
    meeting = MeetingFactory(pair=pair)
    unasked = MeetingFactory(pair=pair)
    link, _token = issue_link(purpose="meeting", lifetime=date.resolution)
    meeting.confirmations.create(member=pair.members.get(), link=link, happened=happened)

    code = {True: "yes", False: "no", None: "waiting"}[happened]
    assert listed(desk, confirmed=code) == [meeting]
    assert listed(desk, confirmed="unasked") == [unasked]


def test_mentees_of_a_direction_are_as_many_as_counted(desk, make_pair, school):
    mentees = [MenteeEntryFactory(institution=school) for _ in range(3)]
    group = make_pair("active", mentees=mentees)
    first, second, _third = group.members.all()
    came(MeetingFactory(pair=group, direction="values"), first, second)
    came(MeetingFactory(pair=group, direction="values"), first)
    came(MeetingFactory(pair=group, direction="potential"), second)

    context = desk.get(LIST).context
    met = {row.code: row.mentees for row in context["directions"] if row.mentees}
    people = desk.get(f"{LIST}mentees/", {"direction": "values"}).context["rows"]

    assert (met, context["mentees"]) == ({"values": 2, "potential": 1}, 2)
    assert dict(people) == {first.person: 2, second.person: 1}


def test_counts_are_of_what_the_other_filters_leave(desk, pair):
    MeetingFactory(pair=pair, stage="first", direction="values")
    MeetingFactory(pair=pair, stage="trial", direction="potential")

    context = desk.get(LIST, {"stage": "first", "direction": "potential"}).context

    assert {row.code: row.count for row in context["directions"] if row.count} == {"values": 1}
    assert list(context["page_obj"]) == []


def test_export_has_the_rows_of_the_filter_and_no_summary(desk, pair):
    meeting = came(MeetingFactory(pair=pair, summary="Говорили о семье."))
    MeetingFactory(pair=pair, stage="trial")

    response = desk.get(f"{LIST}export/", {"stage": "regular"})

    [_title, header, row] = read_workbook(response.content, "meetings.xlsx").sheets[0].rows
    told = dict(zip(header, row, strict=True))
    assert told["Состоялась"] == meeting.held_on
    assert told["Пришли"] == pair.members.get().person.short_name
    assert "Говорили о семье." not in row


def test_print_has_all_rows_at_once(desk, pair):
    for _ in range(30):
        MeetingFactory(pair=pair)

    assert len(desk.get(f"{LIST}print/").context["rows"]) == 30


@pytest.mark.parametrize("page", ["print/", "mentees/", "export/"])
def test_query_counts_are_independent_of_rows(desk, make_pair, queries, page):
    came(MeetingFactory(pair=make_pair("active")))
    one = queries(desk, LIST + page)
    for _ in range(2):
        came(MeetingFactory(pair=make_pair("active")))

    assert queries(desk, LIST + page) == one


def test_final_meeting_of_all_pairs_is_the_event_with_its_attendance(desk, pair, school):
    MeetingFactory(pair=pair)
    event = EventFactory(organization=school, kind="group_meeting", starts_on=date(2023, 5, 20))
    AttendanceFactory(event=event, person=pair.members.get().person, state=Attendance.State.PRESENT)

    desk.post(FINAL, {"event": event.pk})
    [shown] = desk.get(LIST).context["finals"]
    desk.post(FINAL, {"event": event.pk})

    assert (shown, shown.present) == (event, 1)
    assert list(desk.get(LIST).context["finals"]) == []


@pytest.mark.parametrize("event", ["", "никакая", "0"])
def test_event_that_is_none_is_refused_in_words(desk, event):
    response = desk.post(FINAL, {"event": event}, follow=True)

    assert [str(m) for m in response.context["messages"]] == [
        "Выберите групповую встречу этого учебного года."
    ]


def test_event_of_another_kind_or_school_is_no_final_meeting(desk, school):
    for event in (
        EventFactory(organization=school, kind="seminar", starts_on=date(2023, 5, 20)),
        EventFactory(kind="group_meeting", starts_on=date(2023, 5, 20)),
    ):
        desk.post(FINAL, {"event": event.pk})

    assert list(desk.get("/pairs/meetings/directions/").context["finals"]) == []
