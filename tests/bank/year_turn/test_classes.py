from datetime import date

import pytest

from mentorship.bank.affiliations import standing_on
from mentorship.bank.lifecycle import Turn
from mentorship.bank.models import Affiliation
from mentorship.bank.year_turn import classes
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2023, 6, 20)


@pytest.fixture
def curator():
    return MembershipFactory()


def turn(curator, **answers):
    return Turn(curator, SchoolYear(2022), answers, TODAY)


def pupil(curator, place, **fields):
    return PersonFactory(
        institution=curator.organization, category="pupil", category__place=place, **fields
    )


def answered(curator, place, answer, person=None):
    answers = (
        {f"class:pupil:{place}": answer} if person is None else {f"person:{person.pk}": answer}
    )
    return Turn(curator, SchoolYear(2022), answers, TODAY)


def place_after(person):
    standing = standing_on(person, date(2023, 9, 1))
    return standing.category, standing.place


@pytest.mark.parametrize(
    ("place", "following"),
    [("8 «А»", "9 «А»"), ("10", "11"), ("1 «Б»", "2 «Б»"), ("11 «А»", ""), ("группа ИС-21", "")],
)
def test_next_class_goes_up_by_one_and_keeps_its_letter(place, following):
    assert classes.next_class(place) == following


@pytest.mark.parametrize(
    ("place", "default"),
    [("8 «А»", "next"), ("9 «А»", ""), ("10", "next"), ("11 «А»", "graduate"), ("хор", "stay")],
)
def test_only_a_ninth_class_must_be_decided(curator, place, default):
    pupil(curator, place)
    (question,) = classes.questions(turn(curator))
    assert (question.title, question.default) == (place, default)


def test_a_class_goes_up_on_the_first_of_september_and_the_past_stays(curator):
    person = pupil(curator, "8 «А»")
    classes.carry_out(turn(curator))
    assert place_after(person) == ("pupil", "9 «А»")
    assert standing_on(person, date(2023, 8, 31)).place == "8 «А»"


def test_graduates_leave_the_banks_with_the_year(curator):
    person = pupil(curator, "11 «А»")
    entry = MenteeEntryFactory(person=person, institution=curator.organization)
    classes.carry_out(turn(curator))
    entry.refresh_from_db()
    assert place_after(person) == ("graduate", "выпуск 2023 года")
    assert entry.left_on == date(2023, 8, 31)


def test_somebody_who_repeats_the_year_stays_in_the_class(curator):
    stays, goes = pupil(curator, "8 «А»"), pupil(curator, "8 «А»")
    classes.carry_out(answered(curator, "8 «А»", "stay", stays))
    assert [place_after(stays)[1], place_after(goes)[1]] == ["8 «А»", "9 «А»"]


def test_somebody_who_leaves_has_no_class_and_no_entry_any_more(curator):
    person = pupil(curator, "8 «А»")
    entry = MenteeEntryFactory(person=person, institution=curator.organization)
    classes.carry_out(answered(curator, "8 «А»", "left", person))
    entry.refresh_from_db()
    person.refresh_from_db()
    assert not Affiliation.objects.on(date(2023, 9, 1)).filter(person=person).exists()
    assert (entry.left_on, person.archived_on) == (date(2023, 8, 31), date(2023, 9, 1))


def test_somebody_already_moved_by_hand_is_left_alone(curator):
    person = pupil(curator, "8 «А»")
    classes.carry_out(turn(curator))
    assert classes.studying(turn(curator)) == []
    assert place_after(person) == ("pupil", "9 «А»")


def test_teachers_and_pupils_of_other_schools_are_not_asked_about(curator):
    PersonFactory(institution=curator.organization, category="teacher", category__place="учитель")
    PersonFactory(category="pupil", category__place="8 «А»")
    assert classes.questions(turn(curator)) == []


def test_an_answer_that_is_not_offered_any_more_does_not_count(curator):
    person = pupil(curator, "11 «А»")
    found = classes.fates(answered(curator, "11 «А»", "next"))
    assert [(row.person, fate) for row, fate in found] == [(person, "graduate")]


def test_the_preview_tells_what_will_be_done(curator):
    for place in ("8 «А»", "11 «А»", "хор"):
        MenteeEntryFactory(person=pupil(curator, place), institution=curator.organization)
    told = [line.count for line in classes.preview(turn(curator))]
    assert told == [1, 1, 0, 1, 1, 0]
    assert [line.count for line in classes.carry_out(turn(curator))] == told


def test_who_studies_is_read_once_for_the_whole_page(curator, django_assert_num_queries):
    pupil(curator, "8 «А»")
    ending = turn(curator)
    classes.questions(ending)

    with django_assert_num_queries(0):
        classes.preview(ending)
        classes.leaving(ending)


def test_after_the_turn_nobody_is_left_to_turn(curator):
    pupil(curator, "8 «А»")
    ending = turn(curator)
    classes.carry_out(ending)

    assert classes.studying(ending) == []
