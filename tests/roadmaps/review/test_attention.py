from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Review
from roadmaps.review.attention import plans_to_approve, returned_plans, waiting_reviews
from tests.factories.organizations import MembershipFactory
from tests.roadmaps.review.plans import a_case, agreed, returned, submitted

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)


def line(function, member):
    return function(member, YEAR, timezone.localdate())


def test_methodist_is_told_how_many_plans_wait_and_how_long():
    case = submitted(a_case())
    long_ago = timezone.now() - timedelta(days=9)
    Review.objects.update(submitted_at=long_ago)

    found = line(waiting_reviews, case.methodist)
    assert (found.count, found.text, found.url, found.tag, found.tone) == (
        1,
        "дорожная карта ждёт проверки",
        reverse("roadmaps:review_list"),
        "9\N{NO-BREAK SPACE}дней",
        "bad",
    )


def test_curator_is_told_of_a_returned_plan_and_the_remarks_left():
    case = returned(a_case())

    found = line(returned_plans, case.curator)
    assert (found.count, found.url, found.detail) == (
        1,
        f"{case.roadmap.get_absolute_url()}#review",
        "без отметки – 1\N{NO-BREAK SPACE}замечание",
    )


def test_director_is_told_of_an_agreed_plan():
    case = agreed(a_case())
    director = MembershipFactory(organization=case.school, role="director")

    assert line(plans_to_approve, director).text == "дорожная карта согласована: подготовьте приказ"


@pytest.mark.parametrize("function", [waiting_reviews, returned_plans, plans_to_approve])
@pytest.mark.parametrize("role", ["mentor", "methodist", "curator", "director"])
def test_nobody_is_told_of_nothing(function, role):
    assert line(function, MembershipFactory(role=role)) is None
