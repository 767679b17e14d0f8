import pytest

from mentorship.bank.models import MentorOffer
from tests.factories.bank import (
    MentorEntryFactory,
    MentorOfferFactory,
    PartnerFactory,
    TopicFactory,
    form,
)
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
URL = "/bank/offers/"


@pytest.fixture
def neighbor(curator):
    school = InstitutionFactory(parent=curator.organization.parent)
    return MembershipFactory(organization=school)


@pytest.fixture
def canary(curator):
    """An offered mentor with a marker in every field that may not be told."""
    entry = MentorEntryFactory(
        institution=curator.organization,
        stage="admitted",
        person__first_name="Глафира",
        person__contacts="Канар-контакт",
        person__representative_name="Канар-представитель",
        person__representative_contacts="Канар-телефон",
        person__birth_year=1961,
        person__partner=PartnerFactory(institution=curator.organization, name="Канар-партнёр"),
        competences="Канар-компетенция",
        achievements="Канар-достижение",
        interests="Канар-интерес",
        desired_age="Канар-возраст",
        time_resource="Канар-время",
        outcome="Канар-итог",
        case_link="https://example.org/Канар-ссылка",
        capacity=88,
    )
    entry.topics.add(TopicFactory(organization=curator.organization, title="Тема открытая"))
    return MentorOfferFactory(entry=entry)


def test_nothing_else_is_told_outside(sign_in, neighbor, canary):
    html = sign_in(neighbor).get(URL).content.decode()

    allowed = ["Глафира", "учитель физики", "Тема открытая", canary.institution.short_name]
    assert [words for words in allowed if words not in html] == []
    forbidden = ["Канар", "1961", f"/people/{canary.entry.person_id}/", f"/{canary.entry_id}/"]
    assert [words for words in forbidden if words in html] == []


@pytest.mark.parametrize("path", ["people/{person}/", "mentors/{entry}/edit/"])
def test_no_page_leads_further(sign_in, neighbor, canary, path):
    url = path.format(person=canary.entry.person_id, entry=canary.entry_id)

    assert sign_in(neighbor).get(f"/bank/{url}").status_code == 404


def test_search_does_not_find_the_offered(sign_in, neighbor, canary):
    html = sign_in(neighbor).get("/search/?q=Глафира").content.decode()

    assert canary.entry.person.last_name not in html


def test_page_filters_by_topic_and_form(sign_in, neighbor, canary):
    canary.entry.forms.set([form("uchitel-uchitel")])
    client = sign_in(neighbor)

    found = client.get(f"{URL}?form={form('uchitel-uchitel').pk}").context["mentors"]
    none = client.get(f"{URL}?form={form('uchenik-uchenik').pk}").context["mentors"]
    unknown = client.get(f"{URL}?topic=999999").context["mentors"]

    assert (len(found), len(none), len(unknown)) == (1, 0, 1)


def test_page_asks_as_many_questions_for_more_rows(
    sign_in, curator, neighbor, canary, django_assert_max_num_queries
):
    client = sign_in(neighbor)
    client.get(URL)
    with django_assert_max_num_queries(26) as one:
        client.get(URL)
    for _ in range(2):
        MentorOfferFactory(
            entry=MentorEntryFactory(institution=curator.organization, stage="admitted")
        )

    with django_assert_max_num_queries(len(one)):
        client.get(URL)


def test_curator_offers_from_the_card(sign_in, curator, neighbor, canary):
    MentorOffer.objects.all().delete()
    client = sign_in(curator)
    url = f"/bank/mentors/{canary.entry_id}/offer/"
    assert client.get(url).context["problems"] == []

    response = client.post(url, {"places": "2"})

    assert (response.url, MentorOffer.objects.get().places) == (URL, 2)


def test_what_is_missing_is_said_instead_of_the_form(sign_in, curator):
    entry = MentorEntryFactory(institution=curator.organization)

    response = sign_in(curator).get(f"/bank/mentors/{entry.pk}/offer/")

    assert len(response.context["problems"]) == 2
    assert 'name="places"' not in response.content.decode()


def test_refusal_stays_in_the_form(sign_in, curator, canary):
    response = sign_in(curator).post(f"/bank/mentors/{canary.entry_id}/offer/", {"places": "89"})

    assert list(response.context["form"].errors) == ["__all__"]


def test_offer_is_taken_back(sign_in, curator, neighbor, canary):
    sign_in(curator).post(f"{URL}{canary.pk}/end/")

    assert sign_in(neighbor).get(URL).context["mentors"] == []


def test_foreign_offer_is_not_there(sign_in, neighbor, canary):
    client = sign_in(neighbor)

    assert client.post(f"{URL}{canary.pk}/end/").status_code == 404
    assert client.get(f"/bank/mentors/{canary.entry_id}/offer/").status_code == 404
