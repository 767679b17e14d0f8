from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mentorship.accounts.links import issue_link
from mentorship.core.exceptions import DomainError
from mentorship.pairs.meetings import services
from mentorship.pairs.meetings.confirming import LIFETIME, PURPOSE
from mentorship.pairs.models import Meeting
from tests.factories.bank import MenteeEntryFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import MeetingFactory, OwnDirectionFactory, came, planned

DAY, TODAY = date(2022, 10, 11), date(2022, 10, 12)


@pytest.fixture
def pair(make_pair):
    return make_pair("active")


@pytest.fixture
def group(make_pair, school):
    return make_pair("active", mentees=[MenteeEntryFactory(institution=school) for _ in range(3)])


def held(pair, **kwargs):
    return Meeting(pair=pair, **({"held_on": DAY, "direction": "values"} | kwargs))


def record(member, meeting, **kwargs):
    return services.record_meeting(meeting=meeting, member=member, today=TODAY, **kwargs)


def test_everybody_came_unless_said_otherwise(curator, group):
    meeting = record(curator, held(group))

    assert set(meeting.attendances.values_list("came", flat=True)) == {True}
    assert meeting.attendances.count() == 3


def test_who_came_is_marked_and_corrected(curator, group):
    first, second, third = group.members.all()
    meeting = record(curator, held(group), came=[first.pk, second.pk])
    record(curator, meeting, came=[third.pk])

    assert dict(meeting.attendances.values_list("member", "came")) == {
        first.pk: False,
        second.pk: False,
        third.pk: True,
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"held_on": date(2022, 10, 13)}, "Встречу можно записать, когда она состоялась."),
        ({"minutes": 0}, "Укажите от 1 до 600 минут."),
        ({"direction": ""}, "Выберите направление."),
        ({"held_on": None}, "Укажите дату встречи."),
    ],
)
def test_impossible_meeting_is_refused_in_words(curator, pair, change, words):
    with pytest.raises(DomainError) as refusal:
        record(curator, held(pair, **change))

    assert (str(refusal.value), Meeting.objects.count()) == (words, 0)


def test_direction_of_another_school_is_refused(curator, pair):
    own = OwnDirectionFactory()

    with pytest.raises(DomainError, match=r"Это направление другой организации."):
        record(curator, held(pair, direction="", own_direction=own))


@pytest.mark.parametrize(
    ("present", "words"),
    [
        ([], "Отметьте, кто пришёл. Если не пришёл никто, отмените встречу."),
        ([0], "Среди отмеченных есть тот, кто не состоит в паре."),
    ],
)
def test_meeting_of_nobody_or_of_a_stranger_is_refused(curator, pair, present, words):
    with pytest.raises(DomainError) as refusal:
        record(curator, held(pair), came=present)

    assert str(refusal.value) == words


def test_plan_of_the_day_becomes_the_meeting(curator, pair):
    plan = planned(pair, DAY, time=time(15), place="кабинет 12", stage="trial", format="remote")

    meeting = record(curator, held(pair))

    meeting = Meeting.objects.get()
    assert (meeting.pk, meeting.planned_for, meeting.held_on) == (plan.pk, DAY, DAY)
    assert (meeting.time, meeting.place, meeting.stage) == (time(15), "кабинет 12", "trial")
    assert (meeting.format, meeting.direction) == ("remote", "values")


def test_second_tap_of_a_day_is_refused(curator, pair):
    record(curator, held(pair), once_a_day=True)

    with pytest.raises(DomainError, match=r"Встреча 11.10.2022 у этой пары уже записана."):
        record(curator, held(pair), once_a_day=True)


def test_two_meetings_of_a_day_are_entered_one_by_one(curator, pair):
    record(curator, held(pair))
    record(curator, held(pair))

    assert Meeting.objects.count() == 2


@pytest.mark.parametrize(("day", "left"), [(DAY, 1), (date(2022, 10, 10), 0)])
def test_answer_of_a_mentee_stays_with_its_day(curator, pair, day, left):
    meeting = came(MeetingFactory(pair=pair, held_on=DAY))
    link, _token = issue_link(purpose=PURPOSE, lifetime=LIFETIME)
    meeting.confirmations.create(member=pair.members.get(), link=link, happened=True)

    meeting.held_on = day
    record(curator, meeting)

    link.refresh_from_db()
    assert (meeting.confirmations.count(), bool(link.revoked_at)) == (left, not left)


def test_nothing_is_recorded_without_a_consent(curator, pair):
    pair.mentor_entry.person.consents.all().delete()

    with pytest.raises(DomainError, match="не у всех в паре есть действующее согласие"):
        record(curator, held(pair))


@pytest.mark.parametrize("call", ["record", "plan", "cancel"])
def test_reader_writes_nothing(school, pair, call):
    member = MembershipFactory(role="director", organization=school)
    calls = {
        "record": lambda: record(member, held(pair)),
        "plan": lambda: plan(member, pair, TODAY),
        "cancel": lambda: cancel(member, planned(pair, TODAY)),
    }

    with pytest.raises(PermissionDenied):
        calls[call]()


def plan(member, pair, *days):
    draft = Meeting(pair=pair, time=time(15), place="музей")
    return services.plan_meetings(draft=draft, days=days, member=member, today=TODAY)


def cancel(member, meeting, reason="карантин", **kwargs):
    return services.cancel_meeting(
        meeting=meeting, member=member, reason=reason, today=TODAY, **kwargs
    )


def test_series_is_planned_past_the_days_that_have_one(curator, pair):
    planned(pair, date(2022, 10, 18))

    made = plan(curator, pair, date(2022, 10, 18), date(2022, 10, 25))

    assert [(m.planned_for, m.time, m.place) for m in made] == [
        (date(2022, 10, 25), time(15), "музей")
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (DAY, "Запланировать можно на сегодня или позже; прошедшую встречу запишите."),
        (date(2023, 6, 1), "Дата вне срока пары: с 01.09.2022 по 31.05.2023."),
        (date(2022, 10, 20), "На эти дни встречи уже запланированы."),
    ],
)
def test_impossible_plan_is_refused_in_words(curator, pair, day, words):
    planned(pair, date(2022, 10, 20))

    with pytest.raises(DomainError) as refusal:
        plan(curator, pair, day)

    assert (str(refusal.value), Meeting.objects.count()) == (words, 1)


def test_ended_pair_plans_nothing(curator, make_pair):
    with pytest.raises(PermissionDenied):
        plan(curator, make_pair("completed"), TODAY)


def test_meeting_is_cancelled_with_a_reason_and_with_those_after_it(curator, pair):
    first, second = planned(pair, date(2022, 10, 18)), planned(pair, date(2022, 10, 25))
    earlier = planned(pair, date(2022, 10, 13))

    assert cancel(curator, first, with_later=True) == 2

    assert list(Meeting.objects.planned()) == [earlier]
    second.refresh_from_db()
    assert (second.cancelled_on, second.cancel_reason) == (TODAY, "карантин")


@pytest.mark.parametrize(
    ("meeting", "reason", "words"),
    [
        ({"planned_for": TODAY}, " ", "Укажите причину отмены."),
        ({"held_on": DAY}, "нет", "Эта встреча уже записана как состоявшаяся."),
        (
            {"planned_for": TODAY, "cancelled_on": DAY, "cancel_reason": "снег"},
            "нет",
            "Эта встреча уже отменена.",
        ),
    ],
)
def test_what_cannot_be_cancelled_is_refused(curator, pair, meeting, reason, words):
    row = MeetingFactory(**({"pair": pair, "held_on": None} | meeting))

    with pytest.raises(DomainError) as refusal:
        cancel(curator, row, reason)

    assert str(refusal.value) == words


def test_plan_is_moved(curator, pair):
    meeting = planned(pair, TODAY)
    meeting.planned_for = date(2022, 10, 20)

    services.change_plan(meeting=meeting, member=curator, today=TODAY)

    meeting.refresh_from_db()
    assert meeting.planned_for == date(2022, 10, 20)


@pytest.mark.parametrize(
    "fields",
    [
        {"held_on": None},
        {"cancelled_on": DAY, "cancel_reason": "снег"},
        {"held_on": None, "planned_for": DAY, "cancelled_on": DAY},
        {"direction": ""},
        {"own_direction": 1},
    ],
)
def test_database_refuses_a_meeting_that_cannot_be(pair, fields):
    if "own_direction" in fields:
        fields = {"own_direction": OwnDirectionFactory(institution=pair.institution)}

    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(pair=pair, **fields)
