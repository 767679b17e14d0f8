from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.bank.models import Consent
from mentorship.organizations.models import Membership
from mentorship.pairs.models import Meeting, Pair
from mentorship.pairs.workflow import can_record_meeting
from tests.factories.bank import MentorEntryFactory, PersonFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import MeetingFactory, OwnDirectionFactory, PairFactory

LIST = "/pairs/meetings/"
HELD = {
    "held_on": "10.10.2022",
    "stage": "first",
    "direction": "potential",
    "minutes": "45",
    "format": "in_person",
    "summary": "Познакомились.",
}


@pytest.fixture
def mentor_with_pair(school, make_pair):
    """A mentor's membership and the pair of that mentor."""
    member = MembershipFactory(role="mentor", organization=school)
    person = PersonFactory(institution=school, user=member.user, category="teacher", consented=True)
    entry = MentorEntryFactory(institution=school, person=person)
    return member, make_pair("active", mentor_entry=entry)


def new(pair):
    return f"/pairs/{pair.pk}/meetings/new/"


@pytest.mark.parametrize("state", Pair.State.values)
def test_meeting_is_recorded_by_the_curator_in_any_state_but_draft(state):
    pair = Pair(state=state, institution_id=1)

    assert can_record_meeting(Membership(role="curator", organization_id=1), pair) == (
        state != "draft"
    )


@pytest.mark.parametrize("role", ["director", "council", "psychologist", "methodist"])
def test_meeting_is_not_recorded_by_readers(role):
    pair = Pair(state="active", institution_id=1)

    assert not can_record_meeting(Membership(role=role, organization_id=1), pair)


def test_meeting_is_not_recorded_by_the_mentors_school():
    pair = Pair(state="active", institution_id=1, mentor_institution_id=2)

    assert not can_record_meeting(Membership(role="curator", organization_id=2), pair)


def test_mentor_records_a_meeting_of_the_own_pair(sign_in, mentor_with_pair):
    member, pair = mentor_with_pair

    response = sign_in(member).post(new(pair), HELD)

    meeting = Meeting.objects.get()
    assert response.url == pair.get_absolute_url()
    assert (meeting.pair, meeting.held_on, meeting.stage) == (pair, date(2022, 10, 10), "first")


@pytest.mark.parametrize(("asked", "stage"), [("final", "final"), ("нечто", "first")])
def test_meeting_that_is_asked_for_stands_in_the_form(desk, make_pair, asked, stage):
    page = desk.get(f"{new(make_pair('active'))}?stage={asked}")

    assert page.context["form"]["stage"].value() == stage


def test_mentor_does_not_see_pairs_of_others(sign_in, mentor_with_pair, make_pair):
    member, _ = mentor_with_pair

    assert sign_in(member).get(new(make_pair("active"))).status_code == 404


def test_director_sees_the_pair_but_records_nothing(sign_in, school, make_pair):
    member = MembershipFactory(role="director", organization=school)

    assert sign_in(member).post(new(make_pair("active")), HELD).status_code == 403


def test_meeting_of_a_draft_is_refused(desk, make_pair):
    assert desk.get(new(make_pair("draft"))).status_code == 403


def test_meeting_form_opens_with_today(desk, make_pair):
    today = timezone.localdate()
    pair = make_pair("active", starts_on=today, ends_on=today + timedelta(days=9))

    response = desk.get(new(pair))

    assert response.context["form"]["held_on"].value() == today


def test_meeting_form_knows_the_first_stage_and_the_last_direction(desk, make_pair):
    pair = make_pair("active")
    first = desk.get(new(pair)).context["form"]
    MeetingFactory(pair=pair, direction="values")

    second = desk.get(new(pair)).context["form"]

    assert (first["stage"].value(), first["direction"].value()) == ("first", "")
    assert (second["stage"].value(), second["direction"].value()) == ("regular", "values")


@pytest.mark.parametrize(
    ("held_on", "words"),
    [
        ("01.06.2023", "Дата вне срока пары: с 01.09.2022 по 31.05.2023."),
        ("31.08.2022", "Дата вне срока пары: с 01.09.2022 по 31.05.2023."),
        ("01.01.2099", "Встречу можно записать, когда она состоялась."),
    ],
)
def test_meeting_on_an_impossible_day_is_refused(desk, make_pair, held_on, words):
    response = desk.post(new(make_pair("active")), HELD | {"held_on": held_on})

    form = response.context["form"]
    assert (form.errors, form["held_on"].value()) == ({"held_on": [words]}, held_on)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("minutes", ["0", "601"])
def test_meeting_of_impossible_length_is_refused(desk, make_pair, minutes):
    response = desk.post(new(make_pair("active")), HELD | {"minutes": minutes})

    assert response.context["form"].errors == {"minutes": ["Укажите от 1 до 600 минут."]}


def test_meeting_is_corrected(desk, make_pair):
    meeting = MeetingFactory(pair=make_pair("active"))

    desk.post(f"/pairs/meetings/{meeting.pk}/", HELD | {"minutes": "90"})

    meeting.refresh_from_db()
    assert meeting.minutes == 90


def test_foreign_meeting_is_not_there(desk):
    meeting = MeetingFactory()

    assert desk.get(f"/pairs/meetings/{meeting.pk}/").status_code == 404


def test_meeting_is_not_corrected_by_the_mentors_school(sign_in, make_pair, school):
    neighbour = InstitutionFactory(parent=school.parent)
    meeting = MeetingFactory(pair=make_pair("active", mentor_institution=neighbour))
    member = MembershipFactory(role="curator", organization=neighbour)

    assert sign_in(member).get(f"/pairs/meetings/{meeting.pk}/").status_code == 403


def test_counts_by_direction_add_up_and_lead_to_as_many(desk, make_pair):
    pair = make_pair("active")
    MeetingFactory.create_batch(2, pair=pair, direction="potential")
    MeetingFactory(pair=pair, direction="values")
    own = OwnDirectionFactory(institution=pair.institution)
    MeetingFactory(pair=pair, direction="", own_direction=own)
    MeetingFactory(pair=PairFactory(state="draft"))
    MeetingFactory(pair=pair, held_on=None, planned_for=date(2022, 12, 1))

    context = desk.get(LIST).context

    assert context["total"] == context["page_obj"].paginator.count == 4
    assert len(context["directions"]) == 12
    assert context["directions"][-1].count == 1
    for row in context["directions"]:
        listed = desk.get(LIST, {"direction": row.code}).context["page_obj"].paginator.count
        assert listed == row.count


def test_meeting_list_is_of_the_year(desk, make_pair):
    MeetingFactory(pair=make_pair("active", school_year=2021))

    assert desk.get(LIST).context["total"] == 0


def test_meeting_list_of_a_mentor_is_own(sign_in, mentor_with_pair, make_pair):
    member, pair = mentor_with_pair
    own = MeetingFactory(pair=pair)
    MeetingFactory(pair=make_pair("active"))

    assert list(sign_in(member, 2022).get(LIST).context["page_obj"]) == [own]


def test_meeting_list_query_count_is_independent_of_rows(desk, make_pair, queries):
    MeetingFactory(pair=make_pair("active"))
    one = queries(desk, LIST)
    for _ in range(2):
        MeetingFactory(pair=make_pair("active"))

    assert queries(desk, LIST) == one


def test_nothing_is_recorded_or_read_without_everybodys_consent(desk, make_pair):
    pair = make_pair("active")
    meeting = MeetingFactory(pair=pair, summary="Говорили о выборе вуза.")
    Consent.objects.filter(person=pair.members.get().person_id).delete()

    assert desk.post(new(pair), HELD).status_code == 403
    assert desk.get(f"/pairs/meetings/{meeting.pk}/").status_code == 403
    page = desk.get(f"/pairs/{pair.pk}/")
    assert [m.detail for m in page.context["timeline"]] == [
        "раскрытие потенциала наставляемого, 45 мин."
    ]
    assert page.context["can_record_meeting"] is False


def test_ended_pair_is_read_while_all_of_it_have_a_consent(desk, make_pair):
    pair = make_pair("completed")
    MeetingFactory(pair=pair, summary="Итог.")

    told = desk.get(f"/pairs/{pair.pk}/").context["timeline"][-1].detail
    Consent.objects.filter(person=pair.members.get().person_id).delete()
    hidden = desk.get(f"/pairs/{pair.pk}/").context["timeline"][-1].detail

    assert told == f"{hidden} Итог."
