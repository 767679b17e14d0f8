from dataclasses import replace
from datetime import date

import pytest

from mentorship.bank import consent_people
from mentorship.bank.consent_people import STATES, ClassCoverage, Scope, Words
from mentorship.bank.consents import Coverage
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
)
from tests.factories.consents import ConsentSheetFactory, WithdrawalFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 1)


@pytest.fixture
def scope(curator):
    return Scope(curator, SchoolYear(2022), "processing", TODAY, asks_joint=False)


@pytest.fixture
def mentee(curator):
    def make(**paper):
        person = MenteeEntryFactory(
            institution=curator.organization, person__consented=False
        ).person
        if paper:
            ConsentFactory(person=person, **paper)
        return person

    return make


@pytest.fixture
def everyone(mentee):
    """One person in each state."""
    people = {
        "none": mentee(),
        "out": mentee(),
        "stopped": mentee(withdrawn_on=date(2022, 10, 1)),
        "expired": mentee(valid_until=date(2022, 10, 1)),
        "ending": mentee(valid_until=date(2022, 11, 20)),
        "agreed": mentee(signed_on=date(2022, 9, 5)),
        "scanned": mentee(scan="consents/a.pdf"),
    }
    ConsentSheetFactory(person=people["out"], printed_on=date(2022, 9, 12))
    ConsentSheetFactory(person=people["agreed"], printed_on=date(2022, 9, 2))
    WithdrawalFactory(person=people["stopped"])
    return people


LISTS = {
    "lacking": {"none", "out", "stopped", "expired"},
    "stopped": {"stopped"},
    "out": {"out"},
    "ending": {"ending"},
    "renewal": set(),
    "agreed": {"ending", "agreed", "scanned"},
    "scanned": {"scanned"},
    "unscanned": {"ending", "agreed"},
}


def test_lists_cover_every_state():
    assert set(LISTS) == set(STATES)


@pytest.mark.parametrize("state", LISTS)
def test_state_lists_its_people_and_counts_them(scope, everyone, state):
    found = set(consent_people.in_state(scope, scope.people, state))

    assert found == {everyone[name] for name in LISTS[state]}
    assert consent_people.counts_of(scope).get(state, len(found)) == len(found)


@pytest.mark.parametrize(("purpose", "agreed"), [("processing", 1), ("publication", 2)])
def test_coverage_counts_people_and_speaks_of_the_purpose(scope, mentee, purpose, agreed):
    both = mentee(signed_on=date(2022, 9, 5))
    MentorEntryFactory(institution=scope.member.organization, person=both)
    ConsentFactory(person=both, purpose="publication")
    ConsentFactory(person=mentee(), purpose="publication")
    asked = replace(scope, purpose=purpose)

    coverage = consent_people.coverage_of(asked, consent_people.counts_of(asked))

    assert coverage == Coverage(agreed, 2)


def test_all_is_everybody(scope, everyone):
    found = consent_people.in_state(scope, scope.people, "all")

    assert set(found) == set(everyone.values())


def test_rows_say_the_state_in_words(scope, everyone):
    rows = {p.pk: p for p in consent_people.listed(scope, scope.people)}
    words = {
        name: (consent_people.words_of(rows[person.pk], scope).text)
        for name, person in everyone.items()
    }

    assert words == {
        "none": "нет",
        "out": "нет",
        "stopped": "отозвано 01.10.2022, обработка остановлена",
        "expired": "закончилось 01.10.2022",
        "ending": "заканчивается 20.11.2022",
        "agreed": "до 31.12.2026",
        "scanned": "до 31.12.2026",
    }
    assert rows[everyone["out"].pk].sheet_on == date(2022, 9, 12)
    assert rows[everyone["agreed"].pk].sheet_on is None


def test_paper_signed_after_a_past_year_is_no_paper_of_it(scope, mentee):
    anew = mentee(signed_on=date(2026, 11, 20))
    renewed = mentee(signed_on=date(2022, 9, 20), valid_until=date(2024, 5, 31))
    ConsentFactory(person=renewed, signed_on=date(2026, 11, 20), valid_until=date(2028, 5, 31))
    later = replace(scope, today=date(2026, 11, 22))

    rows = {row.pk: row for row in consent_people.listed(later, later.people)}

    assert consent_people.words_of(rows[anew.pk], later) == Words(
        "на 31.08.2023 не было, есть с 20.11.2026", "info"
    )
    assert consent_people.words_of(rows[renewed.pk], later).tone == "good"
    assert (later.is_past, scope.is_past, later.current) == (True, False, SchoolYear(2026))


def test_sheets_given_on_is_the_oldest_day_out(scope, everyone):
    ConsentSheetFactory(person=everyone["none"], printed_on=date(2022, 9, 10))

    assert consent_people.sheets_given_on(scope) == date(2022, 9, 10)


def test_other_purpose_has_its_own_people(scope, everyone, curator):
    publication = Scope(curator, scope.year, "publication", TODAY, asks_joint=False)
    ConsentFactory(person=everyone["none"], purpose="publication")

    agreed = consent_people.in_state(publication, publication.people, "agreed")

    assert list(agreed) == [everyone["none"]]


def test_classes_count_pupils_by_class_and_others_by_what_they_are(scope, curator):
    school = curator.organization
    for place, consented in (("10 «А»", True), ("5 «Б»", True), ("5 «Б»", False)):
        MenteeEntryFactory(
            institution=school,
            person__category="pupil",
            person__category__place=place,
            person__consented=consented,
        )
    MentorEntryFactory(institution=school)

    assert consent_people.by_class(scope) == [
        ClassCoverage("5 «Б»", 1, 2),
        ClassCoverage("10 «А»", 1, 1),
        ClassCoverage("педагог", 1, 1),
    ]


def test_listed_go_by_class_and_name(scope, curator):
    for place, name in (("10 «А»", "Аверин"), ("5 «Б»", "Яров"), ("5 «Б»", "Бобров")):
        MenteeEntryFactory(
            institution=curator.organization,
            person__last_name=name,
            person__category="pupil",
            person__category__place=place,
        )

    found = consent_people.listed(scope, scope.people)

    assert [p.last_name for p in found] == ["Бобров", "Яров", "Аверин"]
