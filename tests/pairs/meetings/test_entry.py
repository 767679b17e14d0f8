from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.pairs.meetings.entry import own_pairs
from mentorship.pairs.models import Meeting
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import MeetingFactory, came, planned

TABLE = "/pairs/meetings/table/"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def make_pair(make_pair, today):
    """Pairs of the running year: the sheet and the table write today."""

    def make(state="active", **kwargs):
        year = today.year if today.month >= 9 else today.year - 1
        days = {
            "school_year": year,
            "starts_on": today - timedelta(days=1),
            "ends_on": today + timedelta(days=9),
        }
        return make_pair(state, **(days | kwargs))

    return make


@pytest.fixture
def desk(sign_in, curator):
    return sign_in(curator)


@pytest.fixture
def mentor(school):
    return MembershipFactory(role="mentor", organization=school)


@pytest.fixture
def own(mentor, school, make_pair):
    person = PersonFactory(institution=school, user=mentor.user, category="teacher", consented=True)
    entry = MentorEntryFactory(institution=school, person=person)
    return make_pair(mentor_entry=entry)


def two_mentees(school):
    return [MenteeEntryFactory(institution=school) for _ in range(2)]


def typed(row, **changes):
    """What the browser sends of a row as it stands."""
    fields = {field.html_name: field.value() for field in row}
    fields = {name: "" if value is None else value for name, value in fields.items()}
    if isinstance(fields.get(f"{row.prefix}-held_on"), date):
        fields[f"{row.prefix}-held_on"] = f"{fields[f'{row.prefix}-held_on']:%d.%m.%Y}"
    return fields | {f"{row.prefix}-{name}": value for name, value in changes.items()}


def test_two_taps_save_todays_meeting_as_the_last_one(sign_in, mentor, own, today):
    last = MeetingFactory(pair=own, held_on=today - timedelta(days=1), minutes=30)
    phone = sign_in(mentor)

    [shown] = phone.get("/").context["own_pairs"]
    response = phone.post(f"/pairs/{own.pk}/meetings/quick/", typed(shown.row))

    meeting = Meeting.objects.exclude(pk=last.pk).get()
    assert response.url == "/"
    assert (meeting.held_on, meeting.direction, meeting.minutes) == (today, last.direction, 30)
    assert meeting.attendances.filter(came=True).count() == 1


def test_third_tap_saves_nothing_more(sign_in, mentor, own):
    MeetingFactory(pair=own, held_on=timezone.localdate())
    phone = sign_in(mentor)
    [shown] = phone.get("/").context["own_pairs"]

    response = phone.post(f"/pairs/{own.pk}/meetings/quick/", typed(shown.row))

    row = response.context["row"]
    assert len(row.non_field_errors()) == Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"direction": ""}, {"direction": ["Выберите направление."]}),
        ({"held_on": ""}, {"held_on": ["Укажите дату встречи."]}),
        ({"minutes": "0"}, {"minutes": ["Укажите от 1 до 600 минут."]}),
        ({"held_on": "вчера"}, None),
    ],
)
def test_sheet_with_an_error_opens_with_what_was_typed(sign_in, mentor, own, changes, errors):
    phone = sign_in(mentor)
    [shown] = phone.get("/").context["own_pairs"]

    sent = typed(shown.row, **({"direction": "values"} | changes))
    row = phone.post(f"/pairs/{own.pk}/meetings/quick/", sent).context["row"]

    assert errors in (None, row.errors)
    assert {name: row[name].value() for name in changes} == changes
    assert not Meeting.objects.exists()


def test_new_pair_takes_the_direction_of_the_mentors_other_one(own, make_pair, mentor, year, today):
    MeetingFactory(pair=own, held_on=today, direction="values")
    make_pair(mentor_entry=own.mentor_entry)

    shown = own_pairs(mentor, own.year, today)

    assert [row.row["direction"].value() for row in shown] == ["values", "values"]


def test_home_of_a_mentor_shows_own_pairs_and_the_nearest_plan(mentor, own, make_pair, today):
    make_pair()
    later, sooner = planned(own, today + timedelta(days=5)), planned(own, today)

    [shown] = own_pairs(mentor, own.year, today)

    assert (shown.pair, shown.plan) == (own, sooner)
    assert later != sooner


def test_pair_without_a_consent_has_no_sheet(mentor, own, today):
    own.members.get().person.consents.all().delete()

    [shown] = own_pairs(mentor, own.year, today)

    assert shown.row is None


def test_curator_has_no_own_pairs(curator, own, today):
    assert own_pairs(curator, own.year, today) == []


def test_home_query_count_is_independent_of_pairs(sign_in, mentor, own, make_pair, queries):
    phone = sign_in(mentor)
    one = queries(phone, "/")
    for _ in range(2):
        MeetingFactory(pair=make_pair(mentor_entry=own.mentor_entry))

    assert queries(phone, "/") == one


def test_only_filled_rows_are_saved(desk, make_pair, school, today):
    filled, empty = make_pair(), make_pair()
    rows = {row.pair: row for row in desk.get(TABLE).context["rows"]}
    sent = typed(rows[filled], held_on=f"{today:%d.%m.%Y}", direction="values")

    response = desk.post(TABLE, sent | typed(rows[empty]))

    assert response.url == TABLE
    assert [m.pair for m in Meeting.objects.all()] == [filled]


def test_one_wrong_row_keeps_all_rows_as_typed(desk, make_pair, today):
    right, wrong = make_pair(), make_pair()
    rows = {row.pair: row for row in desk.get(TABLE).context["rows"]}
    day = f"{today:%d.%m.%Y}"
    sent = typed(rows[right], held_on=day, direction="values")
    sent |= typed(rows[wrong], held_on="31.12.2099", direction="motivation", minutes="90")

    context = desk.post(TABLE, sent).context

    rows = {row.pair: row for row in context["rows"]}
    assert rows[wrong].errors == {"held_on": ["Встречу можно записать, когда она состоялась."]}
    assert (rows[right]["held_on"].value(), rows[wrong]["minutes"].value()) == (day, "90")
    assert (context["wrong"], Meeting.objects.count()) == (1, 0)


def test_refusal_of_one_row_saves_no_other(desk, make_pair, today):
    first, second = make_pair(), make_pair()
    MeetingFactory(pair=second, held_on=today)
    sent, day = {}, f"{today:%d.%m.%Y}"
    for row in desk.get(TABLE).context["rows"]:
        sent |= typed(row, held_on=day, direction="values")

    rows = {row.pair: row for row in desk.post(TABLE, sent).context["rows"]}

    assert rows[second].non_field_errors() == [f"Встреча {day} у этой пары уже записана."]
    assert (rows[first].errors, Meeting.objects.count()) == ({}, 1)


def test_changed_row_without_a_day_is_told(desk, make_pair):
    make_pair()
    [row] = desk.get(TABLE).context["rows"]

    [row] = desk.post(TABLE, typed(row, minutes="90")).context["rows"]

    assert row.errors["held_on"] == ["Укажите дату встречи."]


def test_empty_table_says_so(desk, make_pair):
    make_pair()
    [row] = desk.get(TABLE).context["rows"]

    response = desk.post(TABLE, typed(row))

    assert [str(m) for m in response.context["messages"]] == [
        "Заполните хотя бы одну строку: укажите дату."
    ]


def test_ticks_of_a_group_are_kept(desk, make_pair, school, today):
    group = make_pair(mentees=two_mentees(school))
    first, second = group.members.all()
    [row] = desk.get(TABLE).context["rows"]
    sent = typed(row, held_on=f"{today:%d.%m.%Y}", direction="values", came=[str(second.pk)])

    desk.post(TABLE, sent)

    marks = Meeting.objects.get().attendances.values_list("member", "came")
    assert dict(marks) == {first.pk: False, second.pk: True}


def test_table_leaves_out_pairs_that_may_not_be_entered(desk, make_pair):
    silent = make_pair()
    silent.mentor_entry.person.consents.all().delete()
    make_pair("completed")
    make_pair("accepted")

    assert desk.get(TABLE).context["rows"] == []


def test_table_query_count_is_independent_of_rows(desk, make_pair, queries):
    MeetingFactory(pair=make_pair())
    one = queries(desk, TABLE)
    for _ in range(2):
        MeetingFactory(pair=make_pair())

    assert queries(desk, TABLE) == one


def test_form_of_a_group_shows_who_came_and_corrects_it(desk, make_pair, school, today):
    group = make_pair(mentees=two_mentees(school))
    first, second = group.members.all()
    meeting = came(MeetingFactory(pair=group, held_on=today), first)
    url = f"/pairs/meetings/{meeting.pk}/"

    shown = desk.get(url).context["form"]["came"].value()
    sent = {"held_on": f"{today:%d.%m.%Y}", "stage": "regular", "direction": "values"}
    desk.post(url, sent | {"minutes": "45", "format": "remote", "came": [str(second.pk)]})

    assert shown == [str(first.pk)]
    assert list(meeting.attendances.filter(came=True)) == [meeting.attendances.get(member=second)]


def test_planned_meeting_opens_to_be_entered_as_held(desk, make_pair, today):
    plan = planned(make_pair(), today)
    url = f"/pairs/meetings/{plan.pk}/"

    form = desk.get(url).context["form"]
    sent = {"held_on": f"{today:%d.%m.%Y}", "stage": "regular", "direction": "values"}
    desk.post(url, sent | {"minutes": "45", "format": "remote"})

    plan.refresh_from_db()
    assert form["held_on"].value() == plan.held_on == today


def test_button_of_the_home_page_goes_with_todays_meeting(sign_in, mentor, own):
    phone = sign_in(mentor)
    before = phone.get("/").content.decode()
    MeetingFactory(pair=own, held_on=timezone.localdate())
    after = phone.get("/").content.decode()

    assert ["Встреча состоялась" in page for page in (before, after)] == [True, False]


def test_trial_meeting_is_entered_in_two_taps_too(sign_in, mentor, own):
    type(own).objects.filter(pk=own.pk).update(state="proposed", order=None)
    phone = sign_in(mentor)
    [shown] = phone.get("/").context["own_pairs"]

    phone.post(f"/pairs/{own.pk}/meetings/quick/", typed(shown.row, direction="values"))

    assert (shown.is_on_trial, Meeting.objects.get().stage) == (True, "trial")
    [again] = phone.get("/").context["own_pairs"]
    assert (again.met_today, again.row.meeting.stage) == (True, "regular")
