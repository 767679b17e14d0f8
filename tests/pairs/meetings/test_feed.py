from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from mentorship.pairs.meetings import feed
from mentorship.pairs.models import CalendarFeed
from tests.factories.bank import MentorEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import MeetingFactory, PairFactory, planned

ZONE = "Asia/Yekaterinburg"
PAGE = "/pairs/meetings/calendar/"


@pytest.fixture
def pair(make_pair, school):
    school.time_zone = ZONE
    school.save()
    return make_pair("active", topic="профориентация")


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=3)


def fetched(member):
    token = feed.FEED.issue(member=member)
    return Client().get(f"/m/calendar/{token}.ics")


def entries(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_feed_gives_the_least_in_the_zone_of_the_institution(curator, pair, soon, settings):
    settings.SITE_URL = "https://school.example"
    meeting = planned(pair, soon, time=time(15, 30), minutes=60, place="у Верещагина дома")

    response = fetched(curator)
    [entry] = entries(response)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(entry["summary"]) == f"Встреча пары № {pair.pk}"
    starts = datetime.combine(soon, time(15, 30), ZoneInfo(ZONE))
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (starts, starts + timedelta(hours=1))
    assert entry["dtstart"].params["TZID"] == ZONE
    assert str(entry["url"]) == f"https://school.example/pairs/meetings/{meeting.pk}/"
    assert len(Calendar.from_ical(response.content).walk("VTIMEZONE")) == 1


def test_feed_names_nobody(curator, pair, soon):
    planned(pair, soon, place="у Верещагина дома")

    text = Calendar.from_ical(fetched(curator).content).to_ical().decode()

    people = [pair.mentor_entry.person, pair.members.get().person]
    told = [p.last_name for p in people if p.last_name in text]
    assert (told, "Верещагина" in text, "профориентация" in text) == ([], False, False)


def test_meeting_without_an_hour_takes_the_day(curator, pair, soon):
    planned(pair, soon)

    [entry] = entries(fetched(curator))

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (soon, soon + timedelta(days=1))


def test_cancelled_meeting_is_told_as_such(curator, pair, soon):
    meeting = planned(pair, soon, cancelled_on=date(2022, 9, 1), cancel_reason="карантин")

    [entry] = entries(fetched(curator))

    assert (str(entry["uid"]), str(entry["status"])) == (
        f"meeting-{meeting.pk}@mentorship",
        "CANCELLED",
    )


def test_plan_of_a_pair_that_is_over_goes_off_the_calendar(curator, pair, soon):
    planned(pair, soon)
    MeetingFactory(pair=pair, held_on=timezone.localdate())
    type(pair).objects.filter(pk=pair.pk).update(state="dissolved")

    told = [str(entry["status"]) for entry in entries(fetched(curator))]

    assert sorted(told) == ["CANCELLED", "CONFIRMED"]


def test_feed_forgets_what_is_long_past_and_pairs_without_a_consent(curator, pair, soon, make_pair):
    MeetingFactory(pair=pair, held_on=date(2022, 10, 10))
    silent = make_pair("active")
    silent.mentor_entry.person.consents.all().delete()
    planned(silent, soon)
    planned(PairFactory(), soon)

    assert entries(fetched(curator)) == []


def test_feed_of_a_mentor_has_own_pairs_alone(school, pair, make_pair, soon):
    member = MembershipFactory(role="mentor", organization=school)
    person = PersonFactory(institution=school, user=member.user, category="teacher", consented=True)
    entry = MentorEntryFactory(institution=school, person=person)
    own = planned(make_pair("active", mentor_entry=entry), soon)
    planned(pair, soon)

    [found] = entries(fetched(member))

    assert str(found["uid"]) == f"meeting-{own.pk}@mentorship"


def test_unchanged_feed_is_not_sent_again(curator, pair, soon):
    meeting = planned(pair, soon)
    token = feed.FEED.issue(member=curator)
    url = f"/m/calendar/{token}.ics"
    etag = Client().get(url)["ETag"]

    unchanged = Client().get(url, headers={"If-None-Match": etag})
    meeting.time = time(9)
    meeting.save()
    changed = Client().get(url, headers={"If-None-Match": etag})

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (changed.status_code, changed["ETag"] != etag) == (200, True)


def test_only_the_hash_of_the_address_is_kept(curator):
    token = feed.FEED.issue(member=curator)

    link = CalendarFeed.objects.get().link
    assert token not in [str(value) for value in vars(link).values()]


def refusal(token):
    response = Client().get(f"/m/calendar/{token}.ics")
    return response.status_code, response.content.decode()


@pytest.mark.django_db
def test_unknown_address_gives_nothing():
    assert refusal("nothing")[0] == 404


def test_new_address_ends_the_earlier_one(curator):
    first = feed.FEED.issue(member=curator)
    feed.FEED.issue(member=curator)

    assert refusal(first) == (
        410,
        "Эта ссылка отозвана. Попросите новую у того, кто её прислал.",
    )
    assert CalendarFeed.objects.count() == 1


@pytest.mark.parametrize("ended", ["role", "account"])
def test_feed_ends_with_the_role_or_the_account(curator, ended):
    token = feed.FEED.issue(member=curator)
    if ended == "role":
        curator.ends_on = timezone.localdate() - timedelta(days=1)
        curator.save()
    else:
        curator.user.is_active = False
        curator.user.save()

    assert refusal(token) == (410, "Роль, которой была выдана ссылка, закончилась.")


def test_address_is_shown_once_and_can_be_revoked(sign_in, curator):
    desk = sign_in(curator)

    shown = desk.get(desk.post(f"{PAGE}new/").url).context["address"]
    token = shown.rsplit("/", 1)[1].removesuffix(".ics")

    assert desk.get(PAGE).context["address"] is None
    assert Client().get(f"/m/calendar/{token}.ics").status_code == 200
    desk.post(f"{PAGE}revocation/")
    assert refusal(token)[0] == 410


@pytest.mark.parametrize("method", ["get", "post"])
def test_director_has_no_feed(sign_in, school, method):
    desk = sign_in(MembershipFactory(role="director", organization=school))

    url = PAGE if method == "get" else f"{PAGE}new/"
    assert getattr(desk, method)(url).status_code == 403
