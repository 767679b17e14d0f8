from datetime import date

import pytest

from mentorship.bank.consent_cards import is_in_force, lines_of
from mentorship.bank.consent_people import Words
from mentorship.bank.models import Consent
from tests.factories.bank import (
    ConsentFactory,
    PersonFactory,
)
from tests.factories.consents import ConsentSheetFactory, WithdrawalFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 1)


@pytest.fixture
def person():
    return PersonFactory()


def test_lines_are_of_every_purpose(person):
    lines = lines_of(person, TODAY)

    assert [(line.purpose, line.words.text) for line in lines] == [
        ("processing", "нет"),
        ("publication", "нет"),
        ("transfer", "нет"),
    ]


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        ({}, ("есть, до 31.12.2026", "good")),
        ({"signer": "self", "representative_name": ""}, ("есть, до отзыва", "good")),
        ({"valid_until": date(2023, 5, 31)}, ("есть, до 31.05.2023", "good")),
        ({"valid_until": date(2022, 11, 30)}, ("заканчивается 30.11.2022", "warn")),
        ({"valid_until": date(2022, 10, 31)}, ("закончилось 31.10.2022", "bad")),
    ],
)
def test_words_of_a_paper(person, paper, words):
    ConsentFactory(person=person, **paper)

    assert lines_of(person, TODAY)[0].words == Words(*words)


def test_withdrawal_is_told_with_its_duty(person):
    ConsentFactory(person=person, withdrawn_on=TODAY)
    WithdrawalFactory(person=person, received_on=TODAY)

    line = lines_of(person, TODAY)[0]

    assert line.words.text == "отозвано 01.11.2022, обработка остановлена"
    assert (line.current, line.duty, line.may_undo) == (None, "уничтожить данные", True)


def test_line_has_the_last_sheet_and_the_newest_papers(person):
    for day in (date(2022, 9, 2), date(2022, 9, 20)):
        ConsentSheetFactory(person=person, printed_on=day)
    for month in range(1, 8):
        ConsentFactory(person=person, signed_on=date(2022, month, 1))

    line = lines_of(person, TODAY)[0]

    assert line.sheet.printed_on == date(2022, 9, 20)
    assert [paper.signed_on.month for paper in line.newest] == [7, 6, 5, 4, 3]


def test_paper_in_force_is_known_behind_newer_ones_that_ran_out(person):
    lasting = ConsentFactory(person=person, signed_on=date(2022, 1, 1))
    for month in range(2, 8):
        ConsentFactory(
            person=person, signed_on=date(2022, month, 1), valid_until=date(2022, month, 20)
        )

    assert lines_of(person, TODAY)[0].current == lasting


def test_lines_ask_three_questions(person, django_assert_num_queries):
    for _ in range(3):
        ConsentFactory(person=person)
        ConsentSheetFactory(person=person, printed_on=TODAY)

    with django_assert_num_queries(3):
        lines_of(person, TODAY)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"signed_on": date(2022, 11, 2)},
        {"valid_until": date(2022, 11, 1)},
        {"valid_until": date(2022, 10, 31)},
        {"withdrawn_on": date(2022, 11, 1)},
        {"withdrawn_on": date(2022, 11, 2)},
    ],
)
def test_rule_of_a_row_is_the_rule_of_the_query(person, changes):
    paper = ConsentFactory(person=person, **changes)
    paper.refresh_from_db()

    by_query = Consent.objects.in_force_on(TODAY).filter(pk=paper.pk).exists()

    assert is_in_force(paper, TODAY) == by_query
