from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.bank import MenteeEntryFactory, form
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import WaveFactory

LIST, EXPORT = "/surveys/changes/", "/surveys/changes/export/"


@pytest.fixture
def answered(curator):
    """A mentee of the school who answered both times."""

    def make(before=4, after=7, **kwargs):
        person = MenteeEntryFactory(institution=curator.organization, **kwargs).person
        WaveFactory(person=person, wave="entry", answers={"mood": before})
        WaveFactory(person=person, wave="exit", answers={"mood": after})
        return person

    return make


def mood(response):
    return next(line for line in response.context["found"].lines if line.code == "mood")


def test_number_equals_the_list_behind_it(desk, answered):
    people = {answered(), answered(after=8)}

    response = desk.get(LIST, {"scale": "mood"})

    assert (mood(response).count, mood(response).difference) == (2, 3.5)
    assert {row.person for row, _ in response.context["rows"]} == people
    assert response.context["found"].counts == {"entry": 2, "exit": 2, "both": 2}


def test_form_and_class_narrow_the_group(desk, answered):
    answered(person__category__place="7 «А»")
    answered(person__category__place="8 «Б»", form=form("uchenik-uchenik"))

    assert mood(desk.get(LIST, {"place": "8 «Б»"})).count == 1
    assert mood(desk.get(LIST, {"form": "uchenik-uchenik"})).count == 1
    assert desk.get(LIST, {"who": "mentor-teacher"}).context["found"].people == []


def test_people_of_another_school_are_not_there(desk):
    person = MenteeEntryFactory().person
    WaveFactory(person=person, wave="entry")
    WaveFactory(person=person, wave="exit")

    assert desk.get(LIST).context["found"].counts["both"] == 0


def test_director_sees_no_mean_of_few_and_no_single_answer(sign_in, curator, answered):
    answered()
    director = MembershipFactory(role="director", organization=curator.organization)

    client = sign_in(director, 2022)
    page = client.get(LIST).content.decode()

    assert ("скрыто" in page, "+3" in page) == (True, False)
    assert client.get(EXPORT).status_code == 403


def test_curator_sees_few_with_a_warning(desk, answered):
    answered()

    page = desk.get(LIST, {"scale": "mood"}).content.decode()

    assert ("мало ответов" in page, page.count("+3")) == (True, 2)


def test_answers_are_hidden_without_a_consent_in_force(desk, answered):
    answered().consents.update(valid_until="2023-06-30")

    response = desk.get(LIST, {"scale": "mood"})

    assert mood(response).count == 1
    assert "скрыт: нет действующего согласия" in response.content.decode()


def test_query_count_is_independent_of_rows(desk, answered):
    def statements():
        desk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        return len(captured)

    answered()
    one = statements()
    answered()
    answered()

    assert statements() == one


def test_export_holds_means_and_agreed_people(desk, answered):
    kept = answered()
    answered(after=5).consents.update(valid_until="2023-06-30")

    book = openpyxl.load_workbook(BytesIO(desk.get(EXPORT).content))
    means, people = (list(sheet.values) for sheet in book.worksheets)

    row = next(row for row in means if row[0].startswith("Насколько хорошее"))
    assert row[1:] == (2, 4, 6, 2, "мало ответов")
    assert [row[0] for row in people[2:]] == [kept.full_name]


def test_each_number_of_answers_opens_its_people(desk, answered, curator):
    both = answered()
    waiting = MenteeEntryFactory(institution=curator.organization).person
    WaveFactory(person=waiting, wave="entry", answers={"mood": 3})

    counts = desk.get(LIST).context["found"].counts
    lists = {
        show: {row.person for row, _ in desk.get(LIST, {"show": show}).context["rows"]}
        for show in counts
    }

    assert counts == {"entry": 2, "exit": 1, "both": 1}
    assert lists == {"entry": {both, waiting}, "exit": {both}, "both": {both}}


def test_scale_opens_those_who_answered_it_twice(desk, answered):
    kept = answered()
    answered(after=None)

    response = desk.get(LIST, {"scale": "mood"})

    assert mood(response).count == 1
    assert [row.person for row, _ in response.context["rows"]] == [kept]
