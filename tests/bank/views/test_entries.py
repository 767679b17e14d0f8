from datetime import date

import pytest
from django.utils import timezone

from mentorship.bank.models import MenteeEntry, MentorEntry, Person
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory, form
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
NEW = {
    "last_name": "Громова",
    "first_name": "Полина",
    "patronymic": "Сергеевна",
    "birth": "2011",
    "category": "pupil",
    "place": "5 «А»",
    "entered_on": "03.10.2022",
    "capacity": "2",
    "stage": "applied",
}


def names(response):
    return [row.entry.person.last_name for row in response.context["rows"]]


def make(curator, last_name, **kwargs):
    return MenteeEntryFactory(
        institution=curator.organization, person__last_name=last_name, **kwargs
    )


@pytest.mark.parametrize(
    ("path", "factory"), [("mentors", MentorEntryFactory), ("mentees", MenteeEntryFactory)]
)
def test_list_shows_own_institution_and_counts_like_the_menu(sign_in, curator, path, factory):
    own = factory(institution=curator.organization)
    factory()

    response = sign_in(curator, 2022).get(f"/bank/{path}/")

    counts = {
        e["url"]: e["count"] for g in response.context["navigation"].groups for e in g["entries"]
    }
    assert names(response) == [own.person.last_name]
    assert response.context["of_year"] == counts[f"/bank/{path}/"] == 1


@pytest.mark.parametrize(
    ("path", "factory"), [("mentors", MentorEntryFactory), ("mentees", MenteeEntryFactory)]
)
def test_list_asks_as_many_questions_for_three_rows_as_for_one(
    sign_in, curator, django_assert_max_num_queries, path, factory
):
    client = sign_in(curator, 2022)
    factory(institution=curator.organization)
    client.get(f"/bank/{path}/")  # the session is written once
    with django_assert_max_num_queries(25) as one:
        client.get(f"/bank/{path}/")
    factory(institution=curator.organization)
    factory(institution=curator.organization)

    with django_assert_max_num_queries(len(one)) as three:
        client.get(f"/bank/{path}/")

    assert len(three) == len(one)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Абрамова", "Ёлкин"]),
        ("words=елк", ["Ёлкин"]),
        ("words=10а", ["Ёлкин"]),
        ("words=абр 7", ["Абрамова"]),
        ("words=%00", ["Абрамова", "Ёлкин"]),
        ("consent=no", ["Ёлкин"]),
        ("consent=yes", ["Абрамова"]),
        ("form=999999", ["Абрамова", "Ёлкин"]),
        ("sort=-name", ["Ёлкин", "Абрамова"]),
        ("sort=place", ["Абрамова", "Ёлкин"]),
        ("sort=-place", ["Ёлкин", "Абрамова"]),
    ],
)
def test_list_searches_filters_and_sorts(sign_in, curator, query, found):
    make(curator, "Абрамова")
    make(curator, "Ёлкин", person__category__place="10 «А»", person__consented=False)

    response = sign_in(curator, 2022).get(f"/bank/mentees/?{query}")

    assert names(response) == found


def test_list_filters_by_form(sign_in, curator):
    make(curator, "Абрамова", form=form())
    make(curator, "Ёлкин")

    response = sign_in(curator, 2022).get(f"/bank/mentees/?form={form().pk}&page=1")

    chip = response.context["chips"][0]
    assert names(response) == ["Абрамова"]
    assert (chip.text, chip.url) == ("Форма: ученик – ученик", "?")


def test_list_hides_everything_but_class_and_contact_without_consent(sign_in, curator):
    make(
        curator,
        "Ёлкин",
        person__consented=False,
        person__contacts="8 912 000",
        person__birth_year=2009,
        request="тайный запрос",
    )

    page = sign_in(curator, 2022).get("/bank/mentees/").content.decode()

    shown = [words in page for words in ("7 «А»", "8 912 000", "тайный запрос", "2009")]
    assert shown == [True, True, False, False]


def test_list_shows_those_who_left_before_the_year_when_asked(sign_in, curator):
    make(curator, "Абрамова", entered_on=date(2021, 9, 1), left_on=date(2022, 5, 31))
    make(curator, "Ёлкин")
    client = sign_in(curator, 2022)

    assert names(client.get("/bank/mentees/")) == ["Ёлкин"]
    assert names(client.get("/bank/mentees/?left=1")) == ["Абрамова", "Ёлкин"]


@pytest.mark.parametrize(("query", "count"), [("", 25), ("?per=100", 27), ("?page=2", 2)])
def test_list_pages(sign_in, curator, query, count):
    for number in range(27):
        make(curator, f"Ёлкин{number}")

    response = sign_in(curator, 2022).get(f"/bank/mentees/{query}")

    assert len(names(response)) == count


@pytest.mark.parametrize("role", ["director", "council", "psychologist"])
def test_list_of_a_reader_has_no_buttons(sign_in, role):
    member = MembershipFactory(role=role)

    response = sign_in(member).get("/bank/mentors/")

    assert (response.status_code, response.context["may_edit"]) == (200, False)
    assert b"/bank/mentors/new/" not in response.content


@pytest.mark.parametrize("bank", ["mentors", "mentees"])
def test_create_saves_person_class_and_entry(sign_in, curator, bank):
    response = sign_in(curator, 2022).post(f"/bank/{bank}/new/", NEW)

    person = Person.objects.get()
    assert response.url == person.get_absolute_url()
    assert (person.full_name, person.birth_year) == ("Громова Полина Сергеевна", 2011)
    assert str(person.affiliations.get()) == "5 «А»"


def test_create_offers_the_start_of_a_year_that_is_not_running(sign_in, curator):
    response = sign_in(curator, 2022).get("/bank/mentees/new/")

    assert response.context["form"].get_initial_for_field(
        response.context["form"].fields["entered_on"], "entered_on"
    ) == date(2022, 9, 1)


def test_create_keeps_what_was_typed_and_names_the_errors(sign_in, curator):
    response = sign_in(curator).post(
        "/bank/mentees/new/", NEW | {"birth": "2023", "entered_on": "31.02.2022"}
    )

    form = response.context["form"]
    assert sorted(form.errors) == ["birth", "entered_on"]
    assert form["last_name"].value() == "Громова"
    assert not Person.objects.exists()


@pytest.mark.parametrize(("answer", "people"), [("", 1), ("other", 2), ("known", 1)])
def test_create_asks_about_a_double(sign_in, curator, answer, people):
    known = PersonFactory(
        institution=curator.organization,
        last_name="Громова",
        first_name="Полина",
        patronymic="Сергеевна",
        birth_year=2011,
        category__place="4 «А»",
    )
    typed = NEW | {"same_person": str(known.pk) if answer == "known" else answer}

    response = sign_in(curator).post("/bank/mentees/new/", typed)

    entry = MenteeEntry.objects.first()
    assert (Person.objects.count(), response.status_code) == (people, 302 if answer else 200)
    assert (entry and entry.person == known) == (answer == "known" if answer else None)
    assert str(known.affiliations.get()) == "4 «А»"


def test_create_refuses_somebody_who_stands_there_already(sign_in, curator):
    known = make(curator, "Громова", person__first_name="Полина", person__birth_year=2011)
    typed = NEW | {"patronymic": known.person.patronymic, "same_person": known.person.pk}

    response = sign_in(curator).post("/bank/mentees/new/", typed)

    assert "уже стоит здесь" in response.context["form"].non_field_errors()[0]


@pytest.mark.parametrize("typed", ["0", "-1", "101", "много"])
def test_capacity_out_of_bounds_is_told_at_its_field(sign_in, curator, typed):
    entry = MentorEntryFactory(institution=curator.organization)

    response = sign_in(curator).post(f"/bank/mentors/{entry.pk}/edit/", NEW | {"capacity": typed})

    told = response.context["form"].errors
    assert told == {"capacity": ["Укажите число наставляемых от 1 до 100."]}


def test_update_saves_entry_and_person(sign_in, curator):
    entry = MentorEntryFactory(institution=curator.organization)
    typed = NEW | {"competences": "физика", "forms": [form().pk], "outcome": ""}

    response = sign_in(curator).post(f"/bank/mentors/{entry.pk}/edit/", typed)

    entry = MentorEntry.objects.get()
    assert response.status_code == 302
    assert (entry.competences, entry.capacity, list(entry.forms.all())) == ("физика", 2, [form()])
    assert entry.person.last_name == "Громова"


def test_update_without_consent_opens_only_name_class_and_contact(sign_in, curator):
    entry = make(curator, "Ёлкин", person__consented=False, request="тайный запрос")
    client = sign_in(curator)

    page = client.get(f"/bank/mentees/{entry.pk}/edit/").content.decode()
    client.post(f"/bank/mentees/{entry.pk}/edit/", NEW | {"request": "подмена"})

    entry = MenteeEntry.objects.get()
    assert ("тайный запрос" in page, entry.request) == (False, "тайный запрос")
    assert entry.person.last_name == "Громова"


def test_update_refuses_an_end_before_the_beginning(sign_in, curator):
    entry = make(curator, "Ёлкин")

    response = sign_in(curator).post(
        f"/bank/mentees/{entry.pk}/edit/", NEW | {"left_on": "01.09.2022"}
    )

    assert list(response.context["form"].errors) == ["left_on"]


def test_leave_and_return(sign_in, curator):
    entry = make(curator, "Ёлкин")
    client = sign_in(curator)

    client.post(f"/bank/mentees/{entry.pk}/leave/", {"left_on": "01.11.2022", "outcome": "Успех"})
    entry.refresh_from_db()
    assert (entry.left_on, entry.outcome) == (date(2022, 11, 1), "Успех")

    client.post(f"/bank/mentees/{entry.pk}/return/")
    entry.refresh_from_db()
    assert entry.left_on is None


def test_leave_shows_the_refusal_at_the_date(sign_in, curator):
    entry = make(curator, "Ёлкин")

    response = sign_in(curator).post(f"/bank/mentees/{entry.pk}/leave/", {"left_on": "01.08.2022"})

    assert list(response.context["form"].errors) == ["left_on"]


def test_leave_offers_today(sign_in, curator):
    entry = MentorEntryFactory(institution=curator.organization)

    response = sign_in(curator).get(f"/bank/mentors/{entry.pk}/leave/")

    assert response.context["form"].initial["left_on"] == timezone.localdate()


@pytest.mark.parametrize("action", ["edit", "leave"])
@pytest.mark.parametrize(
    ("bank", "factory"), [("mentors", MentorEntryFactory), ("mentees", MenteeEntryFactory)]
)
def test_foreign_entry_is_not_there(sign_in, curator, bank, factory, action):
    entry = factory()

    assert sign_in(curator).get(f"/bank/{bank}/{entry.pk}/{action}/").status_code == 404


@pytest.mark.parametrize(
    ("bank", "factory"), [("mentors", MentorEntryFactory), ("mentees", MenteeEntryFactory)]
)
def test_foreign_entry_does_not_return(sign_in, curator, bank, factory):
    entry = factory(left_on=date(2022, 11, 1))

    assert sign_in(curator).post(f"/bank/{bank}/{entry.pk}/return/").status_code == 404


def test_leave_without_a_consent_keeps_the_outcome_unseen(sign_in, curator):
    person = PersonFactory(institution=curator.organization)
    entry = MenteeEntryFactory(
        institution=curator.organization, person=person, outcome="первое место"
    )
    client, url = sign_in(curator), f"/bank/mentees/{entry.pk}/leave/"

    fields = list(client.get(url).context["form"].fields)
    client.post(url, {"left_on": "01.11.2022"})

    entry.refresh_from_db()
    assert (fields, entry.left_on, entry.outcome) == (
        ["left_on"],
        date(2022, 11, 1),
        "первое место",
    )


@pytest.mark.parametrize("factory", [MentorEntryFactory, MenteeEntryFactory])
def test_second_tab_does_not_overwrite_the_first(sign_in, curator, factory):
    entry = factory(institution=curator.organization, interests="шахматы")
    noun = "mentors" if factory is MentorEntryFactory else "mentees"
    client, url = sign_in(curator, 2022), f"/bank/{noun}/{entry.pk}/edit/"
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, [])}

    first = client.post(url, sent | {"interests": "театр"})
    second = client.post(url, sent | {"interests": "туризм"})

    entry.refresh_from_db()
    assert (first.status_code, entry.interests) == (302, "театр")
    assert list(second.context["form"].errors) == ["interests"]


@pytest.mark.parametrize(("noun", "is_asked"), [("mentors", True), ("mentees", False)])
def test_company_is_asked_of_mentors_alone(sign_in, curator, noun, is_asked):
    form = sign_in(curator, 2022).get(f"/bank/{noun}/new/").context["form"]

    assert ("partner" in form.fields) == is_asked


def test_question_in_a_label_gets_no_colon(sign_in, curator):
    PersonFactory(
        institution=curator.organization,
        last_name="Громова",
        first_name="Полина",
        patronymic="Сергеевна",
        birth_year=2011,
    )

    page = sign_in(curator).post("/bank/mentees/new/", NEW)

    assert [page.text.count(words) for words in ("Это он?</a> Выберите", "?</a>:")] == [1, 0]
