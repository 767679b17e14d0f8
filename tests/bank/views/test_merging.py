import pytest

from mentorship.bank.models import Namesakes, Person
from tests.factories.bank import (
    MenteeEntryFactory,
    MentorEntryFactory,
    PartnerFactory,
    PersonFactory,
)
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db
URL = "/bank/people/doubles/"


@pytest.fixture
def twins(curator):
    return [
        PersonFactory(
            institution=curator.organization,
            last_name="Громов",
            contacts=contacts,
            consented=True,
        )
        for contacts in ("8 900 1", "8 900 2")
    ]


def page(one, other, action="merge"):
    return f"/bank/people/{one.pk}/{action}/{other.pk}/"


def test_list_asks_about_doubles(sign_in, curator, twins):
    (pair,) = sign_in(curator).get(URL).context["page_obj"]

    assert [pair.first, pair.second] == twins


def test_list_asks_as_many_questions_for_more_rows(
    sign_in, curator, twins, django_assert_max_num_queries
):
    client = sign_in(curator)
    client.get(URL)
    with django_assert_max_num_queries(22) as one:
        client.get(URL)
    PersonFactory.create_batch(2, institution=curator.organization, last_name="Громов")

    with django_assert_max_num_queries(len(one)):
        client.get(URL)


def test_differing_values_are_chosen_and_the_rest_is_shown(sign_in, curator, twins):
    form = sign_in(curator).get(page(*twins)).context["form"]

    assert list(form.fields) == ["contacts"]
    assert [(side.label, side.keep) for side in form.sides][:2] == [
        ("Фамилия", "Громов"),
        ("Имя", "Артём"),
    ]


def test_merging_leads_to_the_card_and_the_old_address_too(sign_in, curator, twins):
    keep, drop = twins
    for person in twins:
        for factory in (MentorEntryFactory, MenteeEntryFactory):
            factory(institution=curator.organization, person=person)
    client = sign_in(curator)
    assert len(client.get(page(keep, drop)).context["counts"]) == 3

    response = client.post(page(keep, drop), {"contacts": "drop"})

    keep.refresh_from_db()
    assert (response.url, keep.contacts) == (keep.get_absolute_url(), "8 900 2")
    assert client.get(drop.get_absolute_url()).url == keep.get_absolute_url()
    (record,) = client.get(URL).context["merges"]
    assert (record.kept, record.merged_by) == (keep, curator)


def test_nothing_to_choose_is_no_obstacle(sign_in, curator):
    keep, drop = PersonFactory.create_batch(
        2, institution=curator.organization, last_name="Громов", category=""
    )

    sign_in(curator).post(page(keep, drop))

    assert list(Person.objects.all()) == [keep]


def test_what_forbids_is_said_before_and_after(sign_in, curator, twins):
    for person in twins:
        person.user = UserFactory()
        person.save()
    client = sign_in(curator)
    shown = client.get(page(*twins))

    response = client.post(page(*twins), {"contacts": "keep"})

    assert len(shown.context["problems"]) == 1
    assert list(response.context["form"].errors) == ["__all__"]
    assert Person.objects.count() == 2


def test_without_consent_only_open_fields_are_compared(sign_in, curator, twins):
    twins[1].partner = PartnerFactory(institution=curator.organization, name="ООО «Тайна»")
    twins[1].save()
    twins[1].consents.all().delete()

    html = sign_in(curator).get(page(*twins)).content.decode()

    assert "Тайна" not in html


def test_different_people_are_remembered(sign_in, curator, twins):
    response = sign_in(curator).post(page(*twins, action="part"))

    assert (response.url, Namesakes.objects.count()) == (URL, 1)


def test_answer_that_they_are_different_can_be_changed(sign_in, curator, twins):
    client = sign_in(curator)
    client.post(page(*twins, action="part"))
    (said,) = client.get(URL).context["parted"]
    assert (said.first, said.second) == tuple(twins)

    response = client.post(page(*twins, action="part") + "undo/")

    assert (response.url, Namesakes.objects.count()) == (page(*twins), 0)
    assert len(client.get(URL).context["page_obj"]) == 1


def test_foreign_cards_are_not_there(sign_in, curator, twins):
    client = sign_in(curator)
    foreign = PersonFactory()

    assert client.get(page(twins[0], foreign)).status_code == 404
    assert client.post(page(foreign, twins[0])).status_code == 404
    assert client.post(page(foreign, twins[0], action="part")).status_code == 404


def test_card_of_an_admitted_mentor_offers_to_share(sign_in, curator):
    entry = MentorEntryFactory(institution=curator.organization, stage="admitted")

    html = sign_in(curator).get(entry.person.get_absolute_url()).content.decode()

    assert f"/bank/mentors/{entry.pk}/offer/" in html
