from datetime import date

import pytest
from django.utils import timezone

from mentorship.bank.models import Person
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PartnerFactory,
    PersonFactory,
)
from tests.factories.consents import WithdrawalFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(curator):
    """A pupil with consent who is mentee and mentor at once."""
    entry = MenteeEntryFactory(institution=curator.organization, request="олимпиада")
    MentorEntryFactory(institution=curator.organization, person=entry.person)
    return entry.person


def test_card_shows_both_banks_and_consents(sign_in, curator, person):
    card = sign_in(curator, 2022).get(f"/bank/people/{person.pk}/").context["card"]

    assert [entry.bank.noun for entry in card.entries] == ["mentor", "mentee"]
    assert [len(line.papers) for line in card.consents] == [1, 0, 0]
    assert (card.place, card.is_disclosed) == ("7 «А»", True)


def test_card_without_consent_hides_birth_and_request(sign_in, curator):
    entry = MenteeEntryFactory(
        institution=curator.organization,
        person__consented=False,
        person__born_on=date(2009, 3, 5),
        request="тайный запрос",
    )

    page = sign_in(curator).get(f"/bank/people/{entry.person_id}/").content.decode()

    assert [words in page for words in ("7 «А»", "тайный запрос", "05.03.2009")] == [
        True,
        False,
        False,
    ]


def test_card_hides_the_link_once_publication_is_taken_back(sign_in, curator, person):
    person.mentee_entries.update(case_link="https://school.example/case")
    client, url = sign_in(curator), f"/bank/people/{person.pk}/"

    shown = "school.example" in client.get(url).text
    WithdrawalFactory(person=person, purpose="publication")
    hidden = "school.example" not in client.get(url).text
    ConsentFactory(person=person, purpose="publication", signed_on=timezone.localdate())

    assert (shown, hidden, "school.example" in client.get(url).text) == (True, True, True)


def test_card_asks_as_many_questions_for_more_rows(
    sign_in, curator, person, django_assert_max_num_queries
):
    client = sign_in(curator)
    client.get(f"/bank/people/{person.pk}/")
    with django_assert_max_num_queries(30) as before:
        client.get(f"/bank/people/{person.pk}/")
    for purpose in ("publication", "transfer"):
        ConsentFactory(person=person, purpose=purpose)
        MenteeEntryFactory(
            person=person, institution=curator.organization, left_on=date(2022, 9, 2)
        )

    with django_assert_max_num_queries(len(before)):
        client.get(f"/bank/people/{person.pk}/")


def test_card_of_a_reader_has_no_moves(sign_in, person):
    director = MembershipFactory(role="director", organization=person.institution)

    page = sign_in(director).get(f"/bank/people/{person.pk}/").content.decode()

    assert [f"/people/{person.pk}/edit/" in page, "/leave/" in page, "/withdraw/" in page] == [
        False,
        False,
        False,
    ]


def test_person_update_saves_birth_and_partner(sign_in, curator, person):
    partner = PartnerFactory(institution=curator.organization)
    typed = {
        "last_name": "Громов",
        "first_name": "Пётр",
        "birth": "5 марта 2009",
        "partner": partner.pk,
    }

    response = sign_in(curator).post(f"/bank/people/{person.pk}/edit/", typed)

    person = Person.objects.get()
    assert response.url == person.get_absolute_url()
    assert (person.sort_name, person.born_on, person.birth_year, person.partner) == (
        "громов петр",
        date(2009, 3, 5),
        2009,
        partner,
    )


def test_person_update_offers_own_partners_only(sign_in, curator, person):
    foreign = PartnerFactory()
    typed = {"last_name": "Громов", "first_name": "Пётр", "partner": foreign.pk}

    response = sign_in(curator).post(f"/bank/people/{person.pk}/edit/", typed)

    assert list(response.context["form"].errors) == ["partner"]


def test_affiliation_create_moves_from_the_day(sign_in, curator, person):
    typed = {"category": "pupil", "place": "8 «А»", "since": "01.09.2022"}

    sign_in(curator).post(f"/bank/people/{person.pk}/affiliations/new/", typed)

    places = person.affiliations.order_by("period").values_list("place", "period__endswith")
    assert list(places) == [("7 «А»", date(2022, 9, 1)), ("8 «А»", None)]


def test_affiliation_create_starts_from_what_is(sign_in, curator, person):
    response = sign_in(curator).get(f"/bank/people/{person.pk}/affiliations/new/")

    initial = response.context["form"].initial
    assert (initial["category"], initial["place"]) == ("pupil", "7 «А»")


@pytest.mark.parametrize("action", ["", "edit/", "affiliations/new/", "consents/new/"])
def test_foreign_person_is_not_there(sign_in, curator, action):
    person = PersonFactory()

    assert sign_in(curator).get(f"/bank/people/{person.pk}/{action}").status_code == 404


@pytest.mark.parametrize(
    ("role", "action", "status"),
    [
        ("director", "", 200),
        ("director", "edit/", 403),
        ("psychologist", "consents/new/", 403),
        ("mentor", "", 403),
    ],
)
def test_person_pages_by_role(sign_in, person, role, action, status):
    member = MembershipFactory(role=role, organization=person.institution)

    assert sign_in(member).get(f"/bank/people/{person.pk}/{action}").status_code == status
