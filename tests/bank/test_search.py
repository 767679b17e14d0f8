from datetime import date

import pytest

from mentorship.bank.search import (
    by_contacts,
    by_names,
    by_places,
    events,
    partners,
    show_events,
    show_partners,
    show_people,
    similar_people,
)
from mentorship.organizations.search import Hit, read
from tests.factories.bank import (
    EventFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PartnerFactory,
    PersonFactory,
)
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(curator):
    """Ёлкин Матвей Олегович of 2008, class 7 «А», with a consent."""
    return PersonFactory(
        institution=curator.organization,
        last_name="Ёлкин",
        first_name="Матвей",
        patronymic="Олегович",
        consented=True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "ёлкин",
        "ЕЛК",
        "матв елк",
        "олегович матвей ёлкин",
        "eлкин",
        "ёлкин 7а",
        "7 «А» ёлкин",
        "7-а класс елкин",
        "елкин 7",
        "7а",
        "елкин 2008",
        "2008",
    ],
)
def test_person_is_found(curator, person, text):
    PersonFactory(institution=curator.organization, category__place="8 «А»", birth_year=2007)

    assert list(by_names(curator, read(text))) == [person]


@pytest.mark.parametrize(
    "text", ["елкин петр", "елкин 7б", "елкин 17а", "елкин 2009", "%", "_", "05.10.2022", "«»", ""]
)
def test_person_is_not_found(curator, person, text):
    assert list(by_names(curator, read(text))) == []


def test_surnames_that_begin_so_stand_first(curator):
    names = [("Сивков", "Пётр"), ("Петров", "Иван"), ("Иванов", "Яков")]
    for last_name, first_name in names:
        PersonFactory(institution=curator.organization, last_name=last_name, first_name=first_name)

    found = [person.last_name for person in by_names(curator, read("ив"))]

    assert found == ["Иванов", "Петров", "Сивков"]


def test_year_of_birth_finds_nobody_without_consent(curator):
    PersonFactory(institution=curator.organization, last_name="Ёлкин", birth_year=2008)

    assert list(by_names(curator, read("елкин 2008"))) == []


@pytest.mark.parametrize("text", ["физики", "учитель елкина", "елкина физ"])
def test_person_is_found_by_position(curator, text):
    teacher = MentorEntryFactory(institution=curator.organization, person__last_name="Ёлкина")
    PersonFactory(institution=curator.organization)

    assert list(by_places(curator, read(text))) == [teacher.person]


@pytest.mark.parametrize(
    "text", ["ивонов", "ивановв", "иваноа", "петорв", "ивонов петор", "кузницов"]
)
def test_person_is_found_in_spite_of_a_slip(curator, text):
    wanted = {"иво": "Иванов", "ива": "Иванов", "пет": "Петров", "куз": "Кузнецов"}[text[:3]]
    for last_name in ("Иванов", "Петров", "Кузнецов", "Шалимова"):
        PersonFactory(institution=curator.organization, last_name=last_name, first_name="Пётр")

    assert similar_people(curator, read(text))[0].last_name == wanted


@pytest.mark.parametrize("text", ["щщщщщ", "ян", "7а", ""])
def test_nobody_is_like_nothing(curator, person, text):
    assert list(similar_people(curator, read(text))) == []


@pytest.mark.parametrize("look", [by_names, by_places, similar_people])
def test_foreign_people_are_not_found(curator, look):
    PersonFactory(last_name="Ёлкин", consented=True)

    assert list(look(curator, read("елкин"))) == []


@pytest.mark.parametrize("look", [by_names, by_places, similar_people])
@pytest.mark.parametrize("role", ["mentor", "methodist", "coordinator"])
def test_people_are_not_found_without_the_right(person, look, role):
    own = {"organization": person.institution} if role == "mentor" else {}
    member = MembershipFactory(role=role, **own)

    assert list(look(member, read("елкин"))) == []


def test_line_of_a_person_names_class_and_banks(curator, person, django_assert_num_queries):
    MenteeEntryFactory(institution=curator.organization, person=person)
    without = MenteeEntryFactory(institution=curator.organization, person__consented=False)
    with django_assert_num_queries(1):
        hits = show_people(curator, [person, without.person])

    assert hits == [
        Hit(
            "Ёлкин Матвей Олегович",
            "7 «А», наставляемый",
            person.get_absolute_url(),
            frozenset({person.pk}),
        ),
        Hit(
            without.person.full_name,
            "7 «А»",
            without.person.get_absolute_url(),
            frozenset({without.person.pk}),
        ),
    ]


def test_partner_is_found_by_parts_of_the_name(curator):
    partner = PartnerFactory(institution=curator.organization, name="ООО «Зелёный Берег»")
    PartnerFactory(name="ООО «Зелёный Берег»")

    found = partners(curator, read("берег зелен"))

    assert show_partners(curator, found) == [
        Hit("ООО «Зелёный Берег»", "партнёр", partner.get_absolute_url())
    ]


def test_partner_is_not_found_without_the_right():
    mentor = MembershipFactory(role="mentor")
    PartnerFactory(institution=mentor.organization, name="ООО «Берег»")

    assert list(partners(mentor, read("берег"))) == []


@pytest.mark.parametrize("text", ["обучен", "мастерская обучение", "обучение 2022", "12.10.2022"])
def test_event_is_found_by_words_and_days(curator, text):
    event = EventFactory(
        organization=curator.organization,
        title="Обучение наставников: мастерская",
        starts_on=date(2022, 10, 12),
    )
    EventFactory(title="Обучение: мастерская", starts_on=date(2022, 10, 12))
    EventFactory(organization=curator.organization, title="Иное", starts_on=date(2022, 10, 13))

    assert [hit.url for hit in show_events(curator, events(curator, read(text)))] == [
        event.get_absolute_url()
    ]


@pytest.mark.parametrize(
    "text", ["345-67-89", "3456789", "8 (912) 345-67-89", "+7 912 345 67 89", "912.345"]
)
@pytest.mark.parametrize("field", ["contacts", "representative_contacts"])
def test_person_is_found_by_a_telephone(curator, person, field, text):
    setattr(person, field, "8-912-345-67-89, mama@example.org")
    person.save()
    PersonFactory(institution=curator.organization, contacts="8 912 000-11-22")
    PersonFactory(contacts="8-912-345-67-89")

    assert list(by_contacts(curator, read(text))) == [person]


@pytest.mark.parametrize("text", ["2008", "34.56", "01.02.2008", "345-67-89 ёлкин", "()"])
def test_other_numbers_are_no_telephones(curator, person, text):
    person.contacts = "8-912-345-67-89 2008 3456 01022008"
    person.save()

    assert list(by_contacts(curator, read(text))) == []


def test_telephone_leads_only_whoever_sees_the_card(person):
    person.contacts = "8-912-345-67-89"
    person.save()
    mentor = MembershipFactory(role="mentor", organization=person.institution)

    assert list(by_contacts(mentor, read("345-67-89"))) == []
