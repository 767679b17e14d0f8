from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.pairs.meetings import directions
from mentorship.pairs.models import Meeting, OwnDirection
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import MeetingFactory, OwnDirectionFactory

LIST = "/pairs/meetings/directions/"


def test_own_direction_is_added_and_offered(desk, school):
    desk.post(LIST, {"title": "  Краеведение "})

    own = OwnDirection.objects.get()
    assert (own.institution, own.title) == (school, "Краеведение")
    assert directions.offered_to(school)[-1] == (
        "Свои направления",
        [(f"own-{own.pk}", "Краеведение")],
    )


@pytest.mark.parametrize("title", ["краеведение", "Осознанный выбор профессии"])
def test_direction_that_is_there_is_refused(desk, school, title):
    OwnDirectionFactory(institution=school, title="Краеведение")

    response = desk.post(LIST, {"title": title})

    assert len(response.context["form"].non_field_errors()) == 1
    assert OwnDirection.objects.count() == 1


def test_archived_direction_stays_with_its_meetings_alone(desk, school, make_pair):
    own = OwnDirectionFactory(institution=school)
    meeting = MeetingFactory(pair=make_pair("active"), direction="", own_direction=own)

    desk.post(f"{LIST}{own.pk}/archive/")

    assert directions.offered_to(school) == Meeting.Direction.choices
    assert len(directions.offered_to(school, meeting)) == 12


def test_archived_direction_comes_back_unless_its_title_is_taken(desk, school, curator):
    own = OwnDirectionFactory(institution=school, title="театр", archived_on=date(2022, 1, 1))
    desk.post(f"{LIST}{own.pk}/archive/", {"restore": "1"})
    own.refresh_from_db()
    assert own.archived_on is None

    desk.post(f"{LIST}{own.pk}/archive/")
    OwnDirectionFactory(institution=school, title="театр")
    own.refresh_from_db()
    with pytest.raises(DomainError, match=r"Направление «театр» уже есть."):
        directions.archive_own_direction(direction=own, member=curator, today=None)


def test_direction_is_renamed(desk, school):
    own = OwnDirectionFactory(institution=school)

    desk.post(f"{LIST}{own.pk}/", {"title": "музей"})

    own.refresh_from_db()
    assert own.title == "музей"


def test_foreign_direction_is_not_there(desk):
    assert desk.get(f"{LIST}{OwnDirectionFactory().pk}/").status_code == 404


def test_director_writes_no_direction(school):
    member = MembershipFactory(role="director", organization=school)

    with pytest.raises(PermissionDenied):
        directions.save_own_direction(direction=OwnDirection(institution=school), member=member)


def test_direction_of_a_choice_fills_one_of_two_fields():
    meeting = Meeting()
    directions.put_direction(meeting, "own-7")
    assert (meeting.direction, meeting.own_direction_id, meeting.direction_code) == ("", 7, "own-7")

    directions.put_direction(meeting, "values")
    assert (meeting.direction, meeting.own_direction_id, meeting.direction_code) == (
        "values",
        None,
        "values",
    )
