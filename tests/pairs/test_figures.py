from datetime import date

import pytest
from psycopg2.extras import DateRange

from mentorship.bank.withdrawals import withdraw
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.figures import describe
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PersonFactory,
    form,
)
from tests.factories.organizations import InstitutionFactory, MembershipFactory

YEAR = SchoolYear(2022)


def value(code, school, year=YEAR):
    return FIGURES[code].value(school, year)


def mentee(school, **kwargs):
    person = PersonFactory(institution=school, consented=True, **kwargs)
    return MenteeEntryFactory(institution=school, person=person)


def pupil_mentor(school, birth_year):
    person = PersonFactory(institution=school, birth_year=birth_year, consented=True)
    return MentorEntryFactory(institution=school, person=person)


@pytest.mark.parametrize(
    ("state", "counted"),
    [
        ("draft", 0),
        ("proposed", 0),
        ("accepted", 0),
        ("ordered", 1),
        ("active", 1),
        ("completed", 1),
        ("dissolved", 1),
    ],
)
def test_taking_part_begins_with_the_order(make_pair, school, state, counted):
    make_pair(state)

    assert value("mentees_taking_part", school) == counted
    assert value("mentors_taking_part", school) == counted


@pytest.mark.parametrize(
    ("birth_year", "counted"), [(2013, 0), (2012, 1), (2003, 1), (2002, 0), (None, 0)]
)
def test_mentee_of_10_to_19_both_included(make_pair, school, birth_year, counted):
    make_pair("active", mentees=[mentee(school, birth_year=birth_year)])

    assert value("pupils_10_19_as_mentees", school) == counted


def test_age_is_reached_by_the_last_day_of_december(make_pair, school):
    born = [date(2012, 12, 31), date(2013, 1, 1)]
    make_pair("active", mentees=[mentee(school, born_on=day) for day in born])

    assert value("pupils_10_19_as_mentees", school) == 1


@pytest.mark.parametrize(("birth_year", "counted"), [(2008, 0), (2007, 1), (2003, 1), (2002, 0)])
def test_pupil_mentor_of_15_to_19_both_included(make_pair, school, birth_year, counted):
    make_pair("active", mentor_entry=pupil_mentor(school, birth_year), form=form("uchenik-uchenik"))

    assert value("pupils_15_19_as_mentors", school) == counted
    assert value("pupils_as_mentors", school) == 1
    assert value("teachers_as_mentors", school) == 0


@pytest.mark.parametrize(
    ("since", "counted"), [(2023, 0), (2022, 1), (2019, 1), (2018, 0), (None, 0)]
)
def test_young_teacher_has_0_to_3_years(make_pair, school, since, counted):
    young = mentee(school, birth_year=1998, category="teacher", category__teaching_since=since)
    make_pair("active", mentees=[young], form=form("uchitel-uchitel"))

    assert value("young_teachers_as_mentees", school) == counted
    assert value("teachers_as_mentees", school) == 1


def test_person_in_two_pairs_counts_once(make_pair, school):
    child = mentee(school, birth_year=2010)
    make_pair("active", mentees=[child])
    make_pair("active", mentees=[child], form=form("uchenik-uchenik"))

    assert value("mentees_taking_part", school) == 1


def test_person_without_consent_is_not_counted(make_pair, school):
    person = PersonFactory(institution=school)
    make_pair("active", mentees=[MenteeEntryFactory(institution=school, person=person)])

    assert value("mentees_taking_part", school) == 0
    assert value("mentors_taking_part", school) == 1


@pytest.mark.parametrize(
    ("dates", "counted"),
    [
        ({"withdrawn_on": date(2023, 8, 31)}, 0),
        ({"withdrawn_on": date(2023, 9, 1)}, 1),
        ({"valid_until": date(2023, 5, 31)}, 1),
        ({"valid_until": date(2022, 9, 30)}, 0),
        ({"signed_on": date(2023, 9, 1)}, 0),
    ],
)
def test_later_fate_of_a_consent_leaves_the_year_alone(make_pair, school, dates, counted):
    person = PersonFactory(institution=school)
    ConsentFactory(person=person, **dates)
    make_pair("completed", mentees=[MenteeEntryFactory(institution=school, person=person)])

    assert value("mentees_taking_part", school) == counted


def test_withdrawal_takes_papers_out_that_had_run_out(make_pair, school):
    person, day = PersonFactory(institution=school), date(2022, 11, 1)
    ConsentFactory(person=person, valid_until=date(2022, 10, 15))
    ConsentFactory(person=person, signed_on=date(2022, 10, 10))
    make_pair("active", mentees=[MenteeEntryFactory(institution=school, person=person)])

    withdraw(
        member=MembershipFactory(organization=school),
        person=person,
        purpose="processing",
        received_on=day,
        basis="вх. № 15",
        today=day,
    )

    assert value("mentees_taking_part", school) == 0


@pytest.mark.parametrize("left_on", [date(2023, 6, 30), date(2024, 6, 30)])
def test_pupil_who_left_later_stays_a_pupil_of_the_year(make_pair, school, left_on):
    pair = make_pair("completed", mentees=[mentee(school, birth_year=2006)])
    person = pair.members.get().person
    person.affiliations.update(period=DateRange(date(2020, 9, 1), left_on))

    assert value("pupils_10_19_as_mentees", school) == 1


def test_other_year_is_not_touched(make_pair, school):
    make_pair("active")

    assert value("mentees_taking_part", school, SchoolYear(2023)) == 0


def test_order_dated_after_the_year_does_not_alter_it(make_pair, school, order_dated):
    make_pair("active", order=order_dated(date(2023, 9, 1)))
    make_pair("active", order=order_dated(date(2023, 8, 31)))

    assert value("mentees_taking_part", school) == 1


def test_mentor_counts_in_own_institution(make_pair, school):
    neighbour = InstitutionFactory(parent=school.parent)
    make_pair("active", mentor_institution=neighbour)

    assert FIGURES["mentors_taking_part"].by_institution(school.parent, YEAR) == {neighbour.pk: 1}
    assert FIGURES["mentees_taking_part"].by_institution(school.parent, YEAR) == {school.pk: 1}


@pytest.mark.parametrize(
    "code",
    [
        "mentees_taking_part",
        "mentors_taking_part",
        "pupils_10_19_as_mentees",
        "pupils_15_19_as_mentors",
        "pupils_as_mentors",
        "young_teachers_as_mentees",
        "teachers_as_mentees",
        "teachers_as_mentors",
    ],
)
def test_figure_is_one_statement(make_pair, school, code, django_assert_num_queries):
    make_pair("active")

    with django_assert_num_queries(1):
        FIGURES[code].by_institution(school.parent.parent, YEAR)


def test_rows_name_the_class_in_one_statement(make_pair, curator, django_assert_num_queries):
    for _ in range(3):
        make_pair("active")

    with django_assert_num_queries(1):
        rows = FIGURES["mentees_taking_part"].rows_for(curator, YEAR)
        words = [describe(person) for person in rows]

    assert len(words) == 3
    assert all(text.endswith(" Артём Игоревич, 7 «А»") for text in words)
