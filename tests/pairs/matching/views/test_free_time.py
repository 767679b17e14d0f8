import pytest

from mentorship.pairs.models import FreeTime

FIRST, LAST = 1, 6


def path(side, entry):
    return f"/pairs/matching/times/{side}/{entry.pk}/"


def test_free_time_is_kept_and_shown_again(desk, mentee):
    response = desk.post(path("mentee", mentee), {"slots": [FIRST, LAST]})

    assert response.url == "/pairs/matching/preferences/?side=mentee"
    assert FreeTime.objects.get(mentee_entry=mentee).slots == [FIRST, LAST]
    assert desk.get(path("mentee", mentee)).context["form"].initial == {"slots": [FIRST, LAST]}


def test_nothing_ticked_is_nothing_known(desk, make_mentor):
    mentor = make_mentor()
    desk.post(path("mentor", mentor), {"slots": [FIRST]})

    desk.post(path("mentor", mentor), {})

    assert not FreeTime.objects.exists()


def test_time_out_of_the_list_is_told(desk, mentee):
    page = desk.post(path("mentee", mentee), {"slots": ["99"]})

    assert "slots" in page.context["form"].errors
    assert not FreeTime.objects.exists()


@pytest.mark.parametrize("side", ["mentor", "nobody"])
def test_entry_of_another_side_is_not_there(desk, mentee, side):
    assert desk.get(path(side, mentee)).status_code == 404


def test_without_a_consent_there_is_no_page(desk, mentee):
    mentee.person.consents.all().delete()

    assert desk.get(path("mentee", mentee)).status_code == 404
