import pytest
from django.utils import timezone

from mentorship.bank.models import MentorEntry
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory

pytestmark = pytest.mark.django_db
URL = "/bank/mentors/refresh/"


@pytest.fixture
def entry(curator):
    return MentorEntryFactory(institution=curator.organization)


def test_page_lists_what_is_due_in_one_bank(sign_in, curator, entry):
    MenteeEntryFactory(institution=curator.organization)
    MentorEntryFactory(
        institution=curator.organization,
        confirmed_on=timezone.localdate(),
        confirmed_by=curator,
    )

    response = sign_in(curator).get(URL)

    counts = [(bank.noun, count) for bank, count, _url in response.context["banks"]]
    assert response.context["form"].listed == [entry]
    assert counts == [("mentor", 1), ("mentee", 1)]


def test_page_asks_as_many_questions_for_more_rows(
    sign_in, curator, entry, django_assert_max_num_queries
):
    client = sign_in(curator)
    client.get(URL)
    with django_assert_max_num_queries(22) as one:
        client.get(URL)
    MentorEntryFactory.create_batch(2, institution=curator.organization)

    with django_assert_max_num_queries(len(one)):
        client.get(URL)


def test_answers_are_written(sign_in, curator, entry):
    gone = MentorEntryFactory(institution=curator.organization)
    typed = {
        f"entry_{entry.pk}": "stays",
        f"entry_{gone.pk}": "left",
        "left_on": "31.05.2023",
    }

    response = sign_in(curator).post(URL, typed)

    assert response.url == URL
    states = {e.pk: (e.confirmed_by, bool(e.left_on)) for e in MentorEntry.objects.all()}
    assert states == {entry.pk: (curator, False), gone.pk: (None, True)}


def test_the_rest_of_the_page_stays_by_one_button(sign_in, curator, entry):
    gone = MentorEntryFactory(institution=curator.organization)
    typed = {f"entry_{gone.pk}": "left", "left_on": "31.05.2023", "all": "1"}

    sign_in(curator).post(URL, typed)

    entry.refresh_from_db()
    gone.refresh_from_db()
    assert (entry.confirmed_by, gone.confirmed_by, bool(gone.left_on)) == (curator, None, True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"left_on": "31.05.2023"}, "__all__"),
        ({"left_on": "вчера", "all": "1"}, "left_on"),
        ({"left_on": "31.05.2099", "all": "1"}, "__all__"),
    ],
)
def test_refusal_is_shown_and_nothing_written(sign_in, curator, entry, typed, field):
    response = sign_in(curator).post(URL, typed)

    assert list(response.context["form"].errors) == [field]
    assert MentorEntry.objects.get().confirmed_on is None


def test_nothing_due_says_so(sign_in, curator):
    response = sign_in(curator).get("/bank/mentees/refresh/")

    assert "Всё подтверждено" in response.content.decode()


def test_saving_an_entry_confirms_it(sign_in, curator, entry):
    typed = {
        "last_name": "Громова",
        "first_name": "Полина",
        "category": "teacher",
        "entered_on": "01.09.2022",
        "capacity": "2",
    }

    sign_in(curator).post(f"/bank/mentors/{entry.pk}/edit/", typed)

    entry.refresh_from_db()
    assert (entry.confirmed_on, entry.confirmed_by) == (timezone.localdate(), curator)
