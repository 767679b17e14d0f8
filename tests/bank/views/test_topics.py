import pytest

from mentorship.bank.models import Topic
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory, TopicFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
URL = "/bank/topics/"


@pytest.fixture
def topic(curator):
    return TopicFactory(organization=curator.organization.region, title="Физика", keywords="физика")


@pytest.fixture
def coordinator(curator):
    return MembershipFactory(role="coordinator", organization=curator.organization.region)


@pytest.fixture
def entry(curator):
    return MenteeEntryFactory(institution=curator.organization)


def test_list_shows_the_catalogue_with_what_may_be_changed(sign_in, curator, topic):
    own = TopicFactory(organization=curator.organization)

    response = sign_in(curator).get(URL)

    html = response.content.decode()
    assert set(response.context["topics"]) == {topic, own}
    assert (f"{URL}{own.pk}/edit/" in html, f"{URL}{topic.pk}/edit/" in html) == (True, False)


def test_number_of_entries_leads_to_as_many(sign_in, curator, topic, entry):
    entry.topics.set([topic])
    other = MenteeEntryFactory(
        institution=curator.organization, person=PersonFactory(institution=curator.organization)
    )
    other.topics.set([topic])
    client = sign_in(curator, 2022)

    (counted,) = client.get(URL).context["topics"]
    listed = client.get(f"/bank/mentees/?topic={topic.pk}").context["rows"]

    assert counted.mentees_count == len(listed) == 1
    assert listed[0].entry == entry


def test_list_asks_as_many_questions_for_more_rows(
    sign_in, curator, topic, django_assert_max_num_queries
):
    client = sign_in(curator)
    client.get(URL)
    with django_assert_max_num_queries(20) as one:
        client.get(URL)
    TopicFactory.create_batch(2, organization=curator.organization)

    with django_assert_max_num_queries(len(one)):
        client.get(URL)


def test_empty_catalogue_offers_the_ready_one_to_the_region(sign_in, curator, coordinator):
    assert sign_in(curator).get(URL).context["may_take"] is False
    client = sign_in(coordinator)
    assert client.get(URL).context["may_take"] is True

    client.post(f"{URL}catalogue/")

    response = client.get(URL)
    assert (len(response.context["topics"]) > 30, response.context["may_take"]) == (True, False)


def test_institution_adds_its_own_topic(sign_in, curator):
    sign_in(curator).post(f"{URL}new/", {"title": " Робототехника ", "group": "study"})

    topic = Topic.objects.get()
    assert (topic.title, topic.organization) == ("Робототехника", curator.organization)


def test_topic_known_above_is_not_added_again(sign_in, curator, topic):
    response = sign_in(curator).post(f"{URL}new/", {"title": "физика", "group": "study"})

    region = curator.organization.region.short_name
    assert response.context["form"].errors == {"title": [f"Тема «Физика» уже есть: {region}."]}


def test_coordinator_renames_and_the_curator_may_not(sign_in, curator, coordinator, topic):
    typed = {"title": "Физика и астрономия", "group": "study"}
    foreign = sign_in(curator).post(f"{URL}{topic.pk}/edit/", typed)
    sign_in(coordinator).post(f"{URL}{topic.pk}/edit/", typed)

    topic.refresh_from_db()
    assert (foreign.status_code, topic.title) == (404, "Физика и астрономия")


def test_merge_page_moves_entries(sign_in, coordinator, topic, entry):
    old = TopicFactory(organization=coordinator.organization)
    entry.topics.set([old])
    client = sign_in(coordinator)
    assert list(client.get(f"{URL}{old.pk}/merge/").context["form"].fields["into"].queryset) == [
        topic
    ]

    client.post(f"{URL}{old.pk}/merge/", {"into": topic.pk})

    assert list(entry.topics.all()) == [topic]


def test_merge_page_keeps_words_of_a_refusal(sign_in, coordinator, topic):
    archived = TopicFactory(organization=coordinator.organization, archived_on="2022-10-01")

    response = sign_in(coordinator).post(f"{URL}{archived.pk}/merge/", {"into": topic.pk})

    assert list(response.context["form"].errors) == ["into"]


def test_archived_topic_is_given_back(sign_in, coordinator, topic):
    client = sign_in(coordinator)
    client.post(f"{URL}{topic.pk}/archive/")
    assert client.get(URL).context["archived"] == [topic]

    client.post(f"{URL}{topic.pk}/restore/")

    assert client.get(URL).context["topics"] == [topic]


def test_refusal_to_give_back_is_told(sign_in, coordinator, topic):
    old = TopicFactory(
        organization=coordinator.organization, title="физика", archived_on="2022-10-01"
    )

    response = sign_in(coordinator).post(f"{URL}{old.pk}/restore/", follow=True)

    (message,) = response.context["messages"]
    assert str(message) == "Тема «физика» в каталоге уже есть."


def test_card_suggests_and_one_click_accepts(sign_in, curator, topic, entry):
    client = sign_in(curator, 2022)
    card = client.get(f"/bank/people/{entry.person_id}/").context["card"]
    assert [s.topic for s in card.entries[0].topics.suggested] == [topic]

    response = client.post(
        f"/bank/mentees/{entry.pk}/topics/{topic.pk}/", headers={"HX-Request": "true"}
    )

    assert response.context["topics"].put == [topic]
    assert response.context["topics"].suggested == []


def test_topic_is_taken_off_without_scripts(sign_in, curator, topic):
    entry = MentorEntryFactory(institution=curator.organization)
    entry.topics.set([topic])

    response = sign_in(curator).post(f"/bank/mentors/{entry.pk}/topics/{topic.pk}/", {"off": 1})

    assert (response.url, list(entry.topics.all())) == (entry.person.get_absolute_url(), [])


def test_foreign_topic_is_not_there(sign_in, curator, entry):
    response = sign_in(curator).post(f"/bank/mentees/{entry.pk}/topics/{TopicFactory().pk}/")

    assert response.status_code == 404


def test_archived_topic_is_refused_in_words(sign_in, curator, entry):
    topic = TopicFactory(organization=curator.organization, archived_on="2022-10-01")

    response = sign_in(curator).post(f"/bank/mentees/{entry.pk}/topics/{topic.pk}/", follow=True)

    (message,) = response.context["messages"]
    assert str(message) == "Этой темы больше нет в каталоге: выберите другую."


def test_form_suggests_what_is_not_ticked_yet(sign_in, curator, topic):
    other = TopicFactory(organization=curator.organization, title="Музыка", keywords="хор")
    typed = {"request": "физика и хор", "topics": [other.pk, "abc"]}

    response = sign_in(curator).post(f"{URL}suggestions/", typed)

    assert [s.topic for s in response.context["suggestions"]] == [topic]


def test_entry_form_saves_topics(sign_in, curator, topic, entry):
    typed = {
        "last_name": "Громова",
        "first_name": "Полина",
        "category": "pupil",
        "entered_on": "03.10.2022",
        "topics": [topic.pk],
    }

    sign_in(curator).post(f"/bank/mentees/{entry.pk}/edit/", typed)

    assert list(entry.topics.all()) == [topic]


def test_list_does_not_tell_topics_without_consent(sign_in, curator, topic):
    person = PersonFactory(institution=curator.organization)
    entry = MenteeEntryFactory(institution=curator.organization, person=person)
    entry.topics.set([topic])

    response = sign_in(curator, 2022).get("/bank/mentees/")

    assert "data-topics" not in response.content.decode()


def test_entry_form_shows_the_catalogue_by_groups(sign_in, curator, topic, entry):
    TopicFactory(organization=curator.organization, title="Вожатский отряд", group="person")
    entry.topics.set([topic])

    html = sign_in(curator).get(f"/bank/mentees/{entry.pk}/edit/").content.decode()

    groups = [group for group in ("личность и общение", "учёба и олимпиады") if group in html]
    assert groups == ["личность и общение", "учёба и олимпиады"]
    assert f'name="topics" value="{topic.pk}" checked' in html
