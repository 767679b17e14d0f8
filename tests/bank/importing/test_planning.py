from datetime import date

import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.importing.planning import Planner
from mentorship.bank.services import STOPPED
from mentorship.core.spreadsheets.lists import CheckedRow
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PartnerFactory,
    PersonFactory,
    form,
)
from tests.factories.consents import WithdrawalFactory
from tests.factories.organizations import InstitutionFactory

pytestmark = pytest.mark.django_db
YEAR, TODAY = SchoolYear(2022), date(2022, 11, 1)
NAME = ["Громова", "Полина", "Сергеевна"]


@pytest.fixture
def school():
    return InstitutionFactory()


@pytest.fixture
def known(school):
    """A mentee of 2011 in class 5 «А» since 2020, in the bank since September 2022."""
    return MenteeEntryFactory(
        institution=school,
        person__last_name="Громова",
        person__first_name="Полина",
        person__patronymic="Сергеевна",
        person__birth_year=2011,
        person__category__place="5 «А»",
        request="адаптация",
        form=form(),
    )


def plan(school, *values, bank=Bank.MENTEES, year=YEAR, today=TODAY):
    usual = {"name": NAME, "category": "pupil", "said_by": ""}
    rows = [CheckedRow(number, usual | row) for number, row in enumerate(values, start=2)]
    headings = {"entered_on": "Дата вхождения"}
    return Planner(school, bank, rows, headings=headings, year=year, today=today).plan()


def one(school, bank=Bank.MENTEES, **values):
    return plan(school, values, bank=bank)[0]


def take_back(person):
    withdrawal = WithdrawalFactory(person=person)
    person.consents.update(withdrawn_on=withdrawal.received_on, withdrawal=withdrawal)


def texts(row_plan):
    return [message.text for message in row_plan.row.messages]


def test_new_person_gets_an_entry_of_today_with_a_warning(school):
    planned = one(school, birth="2011", place="5 «А»")

    assert (planned.outcome, planned.entry.entered_on) == ("created", TODAY)
    assert (planned.person.sex, planned.person.birth_year) == ("f", 2011)
    assert texts(planned) == ["Дата вхождения не указана: будет 01.11.2022."]


def test_new_entry_of_a_past_year_stands_since_its_start(school):
    (planned,) = plan(school, {}, today=date(2024, 2, 1))

    assert planned.entry.entered_on == date(2022, 9, 1)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"birth": "2011"},
        {"place": "5а"},
        {"request": "адаптация"},
        {"forms": ["uchenik-uchenik"], "forms_text": "Ученик-ученик"},
        {"entered_on": "2022-09-01"},
        {"name": ["ГРОМОВА", "ПОЛИНА", "СЕРГЕЕВНА"]},
        {"category": "teacher", "said_by": ""},
    ],
)
def test_row_that_says_what_the_bank_says_changes_nothing(school, known, values):
    planned = one(school, **values)

    assert (planned.outcome, planned.person, planned.entry) == ("unchanged", known.person, known)


@pytest.mark.parametrize(
    ("values", "person", "entry"),
    [
        ({"birth": "05.03.2011"}, ["born_on"], []),
        ({"contacts": "8 912"}, ["contacts"], []),
        (
            {"contacts": "Громова Анна Ивановна, 8 912"},
            ["representative_name", "representative_contacts"],
            [],
        ),
        ({"request": "олимпиада"}, [], ["request"]),
        ({"left_on": "2023-05-31", "outcome": "успех"}, [], ["outcome", "left_on"]),
        ({"entered_on": "2022-10-03"}, [], ["entered_on"]),
        ({"forms": ["uchitel-uchenik"], "forms_text": "учитель – ученик"}, [], ["form"]),
    ],
)
def test_row_changes_only_what_it_says(school, known, values, person, entry):
    planned = one(school, **values)

    assert planned.outcome == "updated"
    assert (list(planned.person_changes), list(planned.entry_changes)) == (person, entry)


def test_row_of_whoever_took_the_consent_back_is_refused(school, known):
    take_back(known.person)

    planned = one(school, birth="2011", request="выбор профессии")

    assert (planned.outcome, texts(planned)) == ("refused", [STOPPED])


def test_row_of_whoever_agreed_again_is_taken(school, known):
    take_back(known.person)
    ConsentFactory(person=known.person, signed_on=TODAY)

    assert one(school, birth="2011", request="выбор профессии").outcome == "updated"


def test_another_class_is_a_move_since_september(school, known):
    planned = one(school, place="6 «А»", said_by="place")

    assert (planned.outcome, planned.standing.place) == ("updated", "6 «А»")
    assert planned.standing_from == date(2022, 9, 1)


def test_participation_of_an_earlier_year_keeps_its_beginning(school, known):
    (planned,) = plan(
        school, {"entered_on": "2023-09-01"}, year=SchoolYear(2023), today=date(2023, 11, 1)
    )

    assert planned.outcome == "unchanged"
    assert texts(planned) == ["В базе участие идёт с 01.09.2022: эта дата осталась."]


def test_person_who_left_comes_anew(school, known):
    known.left_on = date(2022, 10, 1)
    known.save()

    planned = one(school, entered_on="2022-11-01")

    assert (planned.outcome, planned.person, planned.entry.pk) == ("created", known.person, None)


def test_closed_entry_of_the_year_is_the_one_meant(school, known):
    known.left_on = date(2022, 10, 1)
    known.save()

    assert one(school).outcome == "unchanged"


def test_end_before_the_beginning_in_the_bank_is_refused(school, known):
    planned = one(school, left_on="2022-08-31")

    assert (planned.outcome, texts(planned)) == (
        "refused",
        ["Дата завершения раньше даты вхождения в базе."],
    )


@pytest.mark.parametrize(
    ("first", "second", "outcomes"),
    [
        ({}, {}, ["created", "refused"]),
        ({"birth": "2011"}, {"birth": "2011"}, ["created", "refused"]),
        ({}, {"birth": "2011"}, ["created", "refused"]),
        ({"birth": "2011"}, {}, ["created", "asked"]),
        ({"birth": "2011"}, {"birth": "2012"}, ["created", "asked"]),
        ({"birth": "2011"}, {"birth": "2013"}, ["created", "created"]),
        ({"birth": "2011"}, {"name": ["ГРОМОВА", "Полина", "Сергеевна"], "birth": "2011"},
         ["created", "refused"]),
    ],
)  # fmt: skip
def test_second_row_of_the_same_person_is_refused(school, first, second, outcomes):
    plans = plan(school, first, second)

    assert [p.outcome for p in plans] == outcomes
    if "refused" in outcomes:
        assert texts(plans[1]) == ["Этот человек уже есть в файле, строка 2."]


def test_second_row_of_somebody_known_is_refused(school, known):
    assert [p.outcome for p in plan(school, {}, {"birth": "2011"})] == ["unchanged", "refused"]


def test_namesake_of_another_year_is_somebody_new(school, known):
    planned = one(school, birth="2009", entered_on="2022-09-01", place="7 «А»")

    assert planned.outcome == "created"
    assert texts(planned) == [
        "В базе есть человек с тем же именем и другим годом рождения: будет новый."
    ]


def test_namesakes_are_told_apart_by_class_or_asked_about(school, known):
    person = known.person
    MenteeEntryFactory(
        institution=school,
        person=PersonFactory(
            institution=school,
            last_name=person.last_name,
            first_name=person.first_name,
            patronymic=person.patronymic,
            birth_year=2008,
            category__place="8 «Б»",
        ),
    )

    asked = one(school)

    assert one(school, place="5А", said_by="place").entry == known
    assert (asked.outcome, len(asked.candidates)) == ("asked", 2)


def test_people_of_another_school_are_strangers(known):
    assert one(InstitutionFactory(), birth="2011").outcome == "created"


def test_category_of_somebody_known_changes_only_when_said(school, known):
    guessed = one(school, category="teacher", said_by="")
    said = one(school, category="student", said_by="category")

    assert (guessed.standing, said.standing.category) == (None, "student")


def test_mentor_of_a_partner_is_recognized_by_the_place(school):
    partner = PartnerFactory(institution=school, name="ООО «Приречье»")

    planned = one(school, Bank.MENTORS, place="ООО «Приречье», инженер", category="employer")

    assert planned.person.partner == partner


@pytest.mark.parametrize(
    ("codes", "outcome"),
    [(["uchenik-uchenik"], "unchanged"), (["uchenik-uchenik", "uchitel-uchenik"], "updated")],
)
def test_mentor_forms_are_compared_as_a_set(school, codes, outcome):
    entry = MentorEntryFactory(institution=school, forms=[form()])
    name = [entry.person.last_name, entry.person.first_name, entry.person.patronymic]

    planned = one(school, Bank.MENTORS, name=name, forms=codes, forms_text="; ".join(codes))

    assert planned.outcome == outcome


NO_BIRTH = "Год рождения не указан: в показатели по возрасту не войдёт."
NO_CLASS = "Класс не указан: в списки и печать по классам этот обучающийся не попадёт."


def test_missing_birth_and_class_are_told_of_somebody_new(school):
    assert texts(one(school, entered_on="2022-09-01")) == [NO_BIRTH, NO_CLASS]


def test_birth_and_class_that_the_card_has_are_not_missed(school, known):
    assert texts(one(school, request="адаптация")) == []


def test_class_that_the_card_lacks_is_missed(school, known):
    known.person.affiliations.update(place="")

    assert texts(one(school)) == [NO_CLASS]


def test_number_of_mentees_is_taken_over(school):
    entry = MentorEntryFactory(institution=school, person__birth_year=1980)
    name = [entry.person.last_name, entry.person.first_name, entry.person.patronymic]

    planned = one(school, bank=Bank.MENTORS, name=name, capacity=5)

    assert (planned.outcome, planned.entry.capacity) == ("updated", 5)


def test_part_of_a_list_that_would_be_lost_is_told(school):
    entry = MentorEntryFactory(institution=school, competences="физика; шахматы, ОГЭ")
    name = [entry.person.last_name, entry.person.first_name, entry.person.patronymic]

    planned = one(school, bank=Bank.MENTORS, name=name, competences="Физика")

    assert texts(planned) == ["В файле не всё, что есть в базе: недостающее пропадёт."]
