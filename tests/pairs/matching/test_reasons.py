"""Each reason: what it is worth and how it is told."""

from datetime import date

import pytest

from mentorship.pairs.matching.reasons import REASONS
from mentorship.pairs.models import FreeTime, Pair
from tests.factories.bank import TopicFactory, form
from tests.factories.pairs import PairFactory
from tests.pairs.matching.conftest import ALL, TODAY


@pytest.fixture
def told(plan, settings_with):
    """[value, words] of one reason for the first pair of a plan that weighs it alone."""

    def make(code):
        suggested = plan(settings_with(**{code: 1})).suggestions[0]
        return [row[1::2] for row in suggested.reasons]

    return make


def test_tests_know_every_reason():
    assert sorted(ALL) == sorted(reason.code for reason in REASONS)


def test_competence_is_the_share_of_common_topics(told, mentor, mentee):
    math, chess = TopicFactory(title="математика"), TopicFactory(title="шахматы")
    mentor(competences="").topics.add(math)
    mentee(request="").topics.add(math, chess)

    assert told("competence") == [[50, "общая тема: математика"]]


def test_competence_is_less_by_common_words(told, mentor, mentee):
    mentor(competences="победители олимпиад по физике")
    mentee(request="подготовка к олимпиаде по физике")

    assert told("competence") == [[40, "запрос и компетенции об одном: олимпиада, физика"]]


def test_subject_is_the_one_of_the_position(told, mentor, mentee):
    mentor(person__category__place="учитель физики")
    mentee(request="хочу понять физику")

    assert told("subject") == [[100, "ведёт предмет из запроса: физика"]]


def test_interests_are_those_of_both(told, mentor, mentee):
    mentor(interests="шахматы, походы")
    mentee(interests="шахматы и рисование")

    assert told("interests") == [[50, "общие интересы: шахматы"]]


def test_what_one_likes_and_the_other_does_not_is_taken_off(told, mentor, mentee):
    mentor(interests="шахматы, походы, футбол")
    mentee(interests="шахматы, походы, но не люблю футбол")

    assert told("interests") == [[50, "общие интересы: шахматы, поход"]]


def test_age_is_the_one_the_mentor_wants(told, mentor, mentee):
    mentor(desired_age="12–14 лет")
    mentee(person__birth_year=2008)

    assert told("age") == [[100, "возраст, который желает наставник: 12–14 лет"]]


def test_time_is_what_both_have(told, school, mentor, mentee):
    FreeTime.objects.create(institution=school, mentor_entry=mentor(), slots=[5], said_on=TODAY)
    FreeTime.objects.create(institution=school, mentee_entry=mentee(), slots=[4, 5], said_on=TODAY)

    assert told("time") == [[50, "оба свободны: среда, после обеда"]]


@pytest.mark.parametrize(
    ("sides", "worth"),
    [
        ([("mentee", 1)], [70, "наставляемый просил этого наставника, пожелание № 1"]),
        ([("mentor", 2)], [42, "наставник просил этого участника, пожелание № 2"]),
        ([("mentee", 1), ("mentor", 1)], [100, "просили друг друга"]),
    ],
)
def test_wishes_of_both_sides_add_up(told, mentor, mentee, wish, sides, worth):
    one, other = mentee(), mentor()
    for said_by, rank in sides:
        wish(one, other, said_by=said_by, rank=rank)

    assert told("wishes") == [worth]


def test_waiting_grows_up_to_three_months(told, mentor, mentee):
    mentor()
    mentee(entered_on=date(2022, 9, 3))

    assert told("waiting") == [[33, "ждёт 30 дней".replace(" д", "\N{NO-BREAK SPACE}д")]]


def test_load_is_the_share_of_free_places(told, school, mentor, mentee):
    busy = mentor(capacity=4)
    PairFactory(institution=school, mentor_entry=busy)
    mentee()

    assert told("load") == [[75, "у наставника занято мест: 1 из 4"]]


def test_form_named_by_both_is_worth_more(told, mentor, mentee):
    mentor(forms=[form("uchitel-uchenik")])
    mentee(form=form("uchitel-uchenik"))

    assert told("form") == [[100, "форма, которую назвали оба: учитель – ученик"]]


def test_form_nobody_named_is_worth_half(told, mentor, mentee):
    mentor()
    mentee()

    assert told("form") == [[50, "форма подходит обоим: учитель – ученик"]]


def test_earlier_pair_that_went_through_is_remembered(told, make_pair, mentor, mentee):
    one, other = mentee(), mentor()
    pair = make_pair(
        "completed",
        mentor_entry=other,
        mentees=[one],
        school_year=2021,
        starts_on=date(2021, 10, 1),
        ends_on=date(2022, 5, 31),
    )
    pair.members.update(live=False)

    assert told("earlier") == [[100, "уже прошли программу вместе в 2021/2022 году"]]


def test_earlier_pair_that_did_not_come_about_is_no_pair(told, make_pair, mentor, mentee):
    pair = make_pair("draft", mentor_entry=mentor(), mentees=[mentee()])
    pair.members.update(live=False)
    Pair.objects.filter(pk=pair.pk).update(state="declined")

    assert told("earlier") == []
