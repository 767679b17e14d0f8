from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from mentorship.organizations.attention import ATTENTION
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Meeting, Pair
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import MeetingFactory, planned

DAY = date(2022, 11, 15)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def desk(sign_in, curator):
    return sign_in(curator)


@pytest.fixture
def pair(make_pair, today):
    year = SchoolYear.containing(today)
    return make_pair(
        "active", school_year=year.first, starts_on=today, ends_on=today + timedelta(days=60)
    )


def form_of(day, **changes):
    return {
        "planned_for": f"{day:%d.%m.%Y}",
        "time": "15:00",
        "minutes": "45",
        "weeks": "0",
        "stage": "regular",
        "format": "in_person",
    } | changes


def test_series_is_planned_without_the_days_left_out(desk, pair, today):
    week = timedelta(days=7)
    sent = form_of(
        today,
        weeks="1",
        until=f"{today + 3 * week:%d.%m.%Y}",
        left_out=f"{today + week:%d.%m.%Y}",
        direction="values",
    )

    response = desk.post(f"/pairs/{pair.pk}/meetings/plan/", sent)

    assert response.url == pair.get_absolute_url()
    assert list(
        Meeting.objects.order_by("planned_for").values_list("planned_for", "time", "direction")
    ) == [(today + weeks * week, time(15), "values") for weeks in (0, 2, 3)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"planned_for": "01.01.2020"}, "planned_for"),
        ({"time": "после уроков"}, "time"),
        ({"left_out": "каникулы"}, "left_out"),
        ({"weeks": "1", "until": "01.01.2020"}, "until"),
        ({"minutes": "0"}, "minutes"),
        ({"link": "не адрес"}, "link"),
    ],
)
def test_plan_with_an_error_keeps_what_was_typed(desk, pair, today, changes, field):
    response = desk.post(f"/pairs/{pair.pk}/meetings/plan/", form_of(today, **changes))

    form = response.context["form"]
    assert (list(form.errors), form[field].value()) == ([field], changes[field])
    assert not Meeting.objects.exists()


def test_plan_is_moved(desk, pair, today):
    meeting = planned(pair, today)
    other = today + timedelta(days=1)

    desk.post(f"/pairs/meetings/{meeting.pk}/plan/", form_of(other, place="музей"))

    meeting.refresh_from_db()
    assert (meeting.planned_for, meeting.time, meeting.place) == (other, time(15), "музей")


def test_plan_is_not_moved_into_the_past(desk, pair, today):
    meeting = planned(pair, today)

    response = desk.post(f"/pairs/meetings/{meeting.pk}/plan/", form_of(today - timedelta(days=1)))

    assert len(response.context["form"].non_field_errors()) == 1


def test_plan_is_cancelled(desk, pair, today):
    meeting = planned(pair, today)

    desk.post(f"/pairs/meetings/{meeting.pk}/cancellation/", {"reason": "карантин"})

    meeting.refresh_from_db()
    assert (meeting.cancelled_on, meeting.cancel_reason) == (today, "карантин")


@pytest.mark.parametrize("page", ["plan", "cancellation"])
def test_held_meeting_is_neither_moved_nor_cancelled(desk, pair, today, page):
    meeting = MeetingFactory(pair=pair, held_on=today)

    assert desk.get(f"/pairs/meetings/{meeting.pk}/{page}/").status_code == 403


def test_page_of_a_pair_shows_what_is_ahead(desk, pair, today):
    for days in range(7):
        planned(pair, today + timedelta(days=days))

    page = desk.get(pair.get_absolute_url()).content.decode()

    assert page.count("/cancellation/") == 5
    assert "Ещё 2" in page


def test_planned_meeting_is_no_meeting_for_the_health_of_a_pair(make_pair):
    pair = make_pair("active")
    planned(pair, date(2022, 12, 1))

    [found] = Pair.objects.with_health_facts(DAY)

    assert found.last_met_on is None
    assert list(Pair.objects.silent_on(DAY)) == [pair]


def line(member, day=DAY):
    return ATTENTION["meetings_lack_an_entry"](member, SchoolYear(2022), day)


def test_planned_meeting_without_an_entry_is_reminded_of_the_day_after(curator, make_pair):
    planned(make_pair("active"), DAY)

    assert line(curator) is None
    found = line(curator, DAY + timedelta(days=1))
    assert (found.count, found.text, found.since) == (1, "встреча без записи", DAY)


def test_reminder_leads_to_a_list_of_as_many(curator, make_pair, sign_in):
    pair = make_pair("active")
    planned(pair, date(2022, 11, 1))
    planned(pair, date(2022, 11, 2), cancelled_on=DAY, cancel_reason="карантин")
    planned(make_pair("completed"), date(2022, 11, 1))
    MeetingFactory(pair=pair, planned_for=date(2022, 11, 3), held_on=date(2022, 11, 3))

    found = line(curator)
    page = sign_in(curator, 2022).get(found.url)

    assert page.context["page_obj"].paginator.count == found.count == 1


@pytest.mark.parametrize("role", ["director", "council"])
def test_whoever_writes_no_meetings_is_not_reminded(school, make_pair, role):
    planned(make_pair("active"), date(2022, 11, 1))

    assert line(MembershipFactory(role=role, organization=school)) is None
