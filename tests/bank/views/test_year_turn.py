import pytest
from django.urls import reverse

from mentorship.bank.models import YearTurn
from tests.factories.bank import PersonFactory

pytestmark = pytest.mark.django_db
URL = "/bank/new-year/"


@pytest.fixture
def pupils(curator):
    school = curator.organization
    return [
        PersonFactory(institution=school, category="pupil", category__place=place)
        for place in ("8 «А»", "8 «А»", "9 «Б»")
    ]


@pytest.fixture
def signed_in(curator, sign_in):
    """A curator who looks at 2022/2023."""
    return sign_in(curator, 2022)


def test_the_page_asks_about_each_class_and_then_shows_what_changes(signed_in, pupils):
    first = signed_in.get(URL)
    assert [q.title for q in first.context["missing"]] == ["9 «Б»"]
    assert "Перейти на" not in first.content.decode()
    answers = {"class:pupil:8 «А»": "next", "class:pupil:9 «Б»": "graduate"}
    page = signed_in.post(URL, answers, follow=True)
    lines = page.context["shown"][0]["lines"]
    assert [line["count"] for line in lines][:4] == [2, 1, 0, 0]


def test_exceptions_of_a_class_are_kept_and_counted(signed_in, pupils):
    signed_in.post(URL, {"class:pupil:9 «Б»": "next"})
    signed_in.post(f"/bank/new-year/class/{pupils[0].pk}/", {f"person:{pupils[0].pk}": "stay"})
    lines = signed_in.get(URL).context["shown"][0]["lines"]
    assert [line["count"] for line in lines][:4] == [2, 0, 0, 1]


def test_a_choice_that_is_not_offered_is_said_in_its_row_and_nothing_is_kept(signed_in, pupils):
    page = signed_in.post(URL, {"class:pupil:9 «Б»": "fly"})
    assert page.status_code == 200
    assert not YearTurn.objects.exists()


def test_the_turn_starts_as_a_job_and_the_page_leads_to_it(signed_in, pupils):
    signed_in.post(URL, {"class:pupil:9 «Б»": "graduate"})
    answer = signed_in.post(reverse("bank:year_turn_run"))
    turn = YearTurn.objects.get()
    assert answer.url == reverse("jobs:job_detail", args=[turn.job_id])
    assert signed_in.get(URL).context["row"].is_busy


def test_a_running_year_cannot_be_turned(curator, sign_in, pupils):
    page = sign_in(curator).get(URL)
    assert "учебный год ещё идёт" in page.content.decode()


def test_somebody_whom_the_turn_does_not_concern_leads_back(signed_in, curator):
    teacher = PersonFactory(institution=curator.organization, category="teacher")
    assert signed_in.get(f"/bank/new-year/class/{teacher.pk}/").url == URL


def test_the_number_of_queries_does_not_depend_on_classes(
    signed_in, curator, pupils, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30) as few:
        signed_in.get(URL)
    for number in range(1, 8):
        PersonFactory(institution=curator.organization, category__place=f"{number} «В»")
    with django_assert_max_num_queries(len(few)):
        signed_in.get(URL)
