import pytest

from mentorship.audit.context import Actor, acting
from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.models import Person
from tests.factories.bank import ConsentFactory, MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(curator):
    return PersonFactory(institution=curator.organization, consented=True)


def moments(sign_in, member, person):
    return list(sign_in(member).get(f"/bank/people/{person.pk}/history/").context["page_obj"])


def test_history_says_who_changed_what(sign_in, curator, person):
    typed = {"last_name": "Новый", "first_name": "Артём", "patronymic": "Игоревич", "sex": "m"}
    typed |= {"birth": "2008", "contacts": "8 912"}
    sign_in(curator).post(f"/bank/people/{person.pk}/edit/", typed)

    # The test's one transaction has one moment: whose it is, tells the author.
    (newest,) = [m for m in moments(sign_in, curator, person) if m.author.role]

    assert (newest.author.name, newest.author.role) == (curator.user.full_name, "куратор")
    assert [(row.title, row.done) for row in newest.rows] == [("человек", "изменено")]
    assert [(f.title, f.old, f.new) for f in newest.rows[0].fields] == [
        ("фамилия", person.last_name, "Новый"),
        ("контактные данные", "не указано", "8 912"),
    ]


def test_history_without_consent_names_fields_only(sign_in, curator):
    person = PersonFactory(institution=curator.organization, birth_year=2011)

    page = sign_in(curator).get(f"/bank/people/{person.pk}/history/")

    assert not page.context["with_values"]
    assert "2011" not in page.content.decode()


def test_history_groups_one_request(sign_in, curator):
    with acting(Actor(user=curator.user_id, request="abc")):
        person = MenteeEntryFactory(institution=curator.organization).person

    (only,) = moments(sign_in, curator, person)

    assert sorted(row.title for row in only.rows) == [
        "кем является",
        "наставляемый",
        "согласие",
        "человек",
    ]


def test_history_comes_by_pages(sign_in, curator, person):
    for number in range(25):
        Person.objects.filter(pk=person.pk).update(contacts=number)
    client = sign_in(curator)

    first = client.get(f"/bank/people/{person.pk}/history/").context["page_obj"]

    assert (len(first.object_list), first.paginator.num_pages) == (1, 1)


def test_history_asks_as_many_questions_for_more(
    sign_in, curator, person, django_assert_max_num_queries
):
    client, url = sign_in(curator), f"/bank/people/{person.pk}/history/"
    client.get(url)
    with django_assert_max_num_queries(40) as before:
        client.get(url)
    for purpose in ("publication", "transfer"):
        with acting(Actor(user=curator.user_id, membership=curator.pk, request=purpose)):
            ConsentFactory(person=person, purpose=purpose)

    with django_assert_max_num_queries(len(before) + 2):
        client.get(url)


def test_readings_say_who_saw_the_person(sign_in, curator, person):
    director = MembershipFactory(role="director", organization=curator.organization)
    sign_in(director).get(f"/bank/people/{person.pk}/")

    page = sign_in(curator).get(f"/bank/people/{person.pk}/readings/").context["page_obj"]

    own, foreign = list(page)
    assert (own.membership, own.selection) == (curator, "Кто видел данные")
    assert (foreign.membership, foreign.kind) == (director, "card")


def test_readings_leave_lists_out_unless_asked(sign_in, curator, person):
    note_reading(Reading.Kind.SEARCH, [person.pk])
    url = f"/bank/people/{person.pk}/readings/"

    found = [
        [reading.kind for reading in sign_in(curator).get(address).context["page_obj"]]
        for address in (url, f"{url}?lists=1")
    ]

    assert found == [["card"], ["card", "card", "search"]]


def test_readings_name_everybody_who_may_look(sign_in, curator, person):
    psychologist = MembershipFactory(role="psychologist", organization=curator.organization)
    MembershipFactory(role="mentor", organization=curator.organization)
    MembershipFactory(role="curator")

    page = sign_in(curator).get(f"/bank/people/{person.pk}/readings/")

    assert set(page.context["allowed"]) == {curator, psychologist}


@pytest.mark.parametrize("tab", ["history", "readings"])
def test_traces_of_a_foreign_person_are_not_there(sign_in, curator, tab):
    assert sign_in(curator).get(f"/bank/people/{PersonFactory().pk}/{tab}/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("director", 200), ("psychologist", 403)])
def test_readings_are_for_curator_and_director(sign_in, person, role, status):
    member = MembershipFactory(role=role, organization=person.institution)

    assert sign_in(member).get(f"/bank/people/{person.pk}/readings/").status_code == status


def test_tabs_offer_what_the_role_may_open(sign_in, person):
    psychologist = MembershipFactory(role="psychologist", organization=person.institution)

    tabs = sign_in(psychologist).get(f"/bank/people/{person.pk}/").context["tabs"]

    assert [tab.title for tab in tabs] == ["Карточка", "История"]


@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("json", b"{")])
def test_everything_is_given_as_a_file_and_noted(sign_in, curator, person, form, begins):
    answer = sign_in(curator).get(f"/bank/people/{person.pk}/everything/{form}/")

    assert answer.content.startswith(begins)
    note = Reading.objects.get()
    assert (note.kind, note.people, note.selection) == ("export", [person.pk], "Всё о человеке")


def test_everything_has_no_other_form(sign_in, curator, person):
    answer = sign_in(curator).get(f"/bank/people/{person.pk}/everything/pdf/")

    assert (answer.status_code, Reading.objects.count()) == (404, 0)
