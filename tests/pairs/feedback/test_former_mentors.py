"""Words of somebody who led a pair until a substitution."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from psycopg2.extras import DateRange

from mentorship.pairs.children import is_childs
from mentorship.pairs.feedback import services
from mentorship.pairs.feedback.months import Month
from mentorship.pairs.models import Feedback
from tests.factories.bank import MentorEntryFactory

pytestmark = pytest.mark.django_db
OCTOBER = Month(date(2022, 10, 1))
TODAY = date(2022, 11, 10)


@pytest.fixture
def former(pair):
    """Who led the pair in October; another has done so since November."""
    person, day = pair.mentor_entry.person, date(2022, 11, 1)
    pair.terms.update(period=DateRange(date(2022, 10, 1), day))
    pair.mentor_entry = MentorEntryFactory(institution=pair.institution)
    pair.save()
    pair.terms.create(mentor_entry=pair.mentor_entry, period=DateRange(day, date(2023, 6, 1)))
    return person


def test_former_mentor_is_asked_as_a_mentor(curator, pair, child, former):
    tokens = services.ask(member=curator, month=OCTOBER, today=TODAY)
    token = tokens[Feedback.objects.get(person=former).pk]

    page = Client().get(f"/f/{token}/", follow=True)

    assert (page.context["is_mentor"], page.context["is_child"]) == (True, False)
    assert "concern" not in page.context["form"].fields


def test_word_of_a_former_mentor_is_written_down(sign_in, curator, pair, former):
    url = reverse("pairs:feedback_write", args=[pair.pk, former.pk]) + "?month=2022-10"

    response = sign_in(curator, 2022).post(url, {"word": "good", "remark": ""})

    assert response.status_code == 302
    assert Feedback.objects.get(person=former).word == "good"


def test_former_mentor_is_not_taken_for_a_child(pair, child, former):
    assert [is_childs(pair, person) for person in (former, child)] == [False, True]
