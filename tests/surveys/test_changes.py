from datetime import date

import pytest

from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.card_changes import section
from mentorship.surveys.changes import changes_of, compared, group_lines, signed
from mentorship.surveys.groups import GROUPS_OF
from mentorship.surveys.purposes import set_problems
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import WaveFactory, questionnaire

YEAR = SchoolYear(2022)
SETS = [(audience, group) for audience, groups in GROUPS_OF.items() for group in groups]
pytestmark = pytest.mark.django_db


@pytest.fixture
def person(curator):
    return PersonFactory(institution=curator.organization, consented=True)


def only_change(person):
    (change,) = changes_of([person.pk], YEAR)
    return change


def both(person, before, after):
    WaveFactory(person=person, wave="entry", answers=before)
    WaveFactory(person=person, wave="exit", answers=after)


@pytest.mark.parametrize(("audience", "group"), SETS)
def test_both_waves_compare_the_same_scales(audience, group):
    sets = [questionnaire(f"{wave}-{audience}-{group}") for wave in ("entry", "exit")]

    first, second = ([(q.code, q.text) for q in compared(each)] for each in sets)
    assert first == second
    assert len(first) >= 6
    assert [set_problems(each) for each in sets] == [[], []]


def test_difference_is_after_minus_before(person):
    both(person, {"mood": 4, "future": 8}, {"mood": 7, "future": 6})

    change = only_change(person)

    assert [change.line(code).difference for code in ("mood", "future")] == [3, -2]
    assert change.line("mood").shown_difference == "+3"


def test_scale_answered_once_has_no_difference(person):
    both(person, {"mood": 4}, {})

    line = only_change(person).line("mood")

    assert (line.before, line.after, line.difference, line.shown_difference) == (4, None, None, "")


def test_opinion_of_the_pair_is_no_change(person):
    both(person, {"comfort": 4}, {"comfort": 9})

    assert only_change(person).line("comfort") is None


def test_entry_alone_is_shown_without_an_exit(person):
    WaveFactory(person=person, wave="entry", answers={"mood": 4})

    change = only_change(person)

    assert (change.exit, change.line("mood").before) == (None, 4)


def test_latest_answer_of_a_wave_stands(person):
    WaveFactory(person=person, wave="exit", answers={"mood": 9})
    earlier = questionnaire("exit-mentee-pupil")
    earlier.pk, earlier.version, earlier.organization = None, 1, person.institution
    earlier.save()
    WaveFactory(
        person=person,
        questionnaire=earlier,
        answers={"mood": 2},
        answered_on=date(2023, 5, 1),
    )

    assert only_change(person).line("mood").after == 9


def test_mentor_and_mentee_in_one_person_are_apart(person):
    both(person, {"mood": 4}, {"mood": 5})
    WaveFactory(person=person, questionnaire=questionnaire("entry-mentor-pupil"), answers={})

    groups = {change.group for change in changes_of([person.pk], YEAR)}

    assert groups == {("mentee", "pupil"), ("mentor", "pupil")}


def test_group_counts_those_who_answered_both_times(person, curator):
    other = PersonFactory(institution=curator.organization, consented=True)
    both(person, {"mood": 4}, {"mood": 7})
    both(other, {"mood": 6}, {"mood": None})

    lines = {line.code: line for line in group_lines(changes_of([person.pk, other.pk], YEAR))}

    mood = lines["mood"]
    assert (mood.count, mood.before, mood.after, mood.difference, mood.is_few) == (1, 4, 7, 3, True)
    assert (lines["future"].count, lines["future"].difference) == (0, None)


def test_five_answers_are_not_few(curator):
    people = [PersonFactory(institution=curator.organization, consented=True) for _ in range(5)]
    for number, person in enumerate(people):
        both(person, {"mood": 4}, {"mood": 4 + number % 2})

    (mood,) = (ln for ln in group_lines(changes_of([p.pk for p in people])) if ln.code == "mood")

    assert (mood.count, mood.is_few, mood.shown_difference) == (5, False, "+0,4")


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0"), (0.04, "0"), (1.0, "+1"), (-0.5, "−0,5"), (1.25, "+1,2")]
)
def test_difference_is_written_with_a_sign(number, words):
    assert signed(number) == words


@pytest.mark.parametrize(
    ("role", "is_shown"),
    [("curator", True), ("psychologist", True), ("director", False), ("council", False)],
)
def test_card_shows_answers_to_few(person, curator, role, is_shown):
    both(person, {"mood": 4}, {"mood": 5})
    member = MembershipFactory(role=role, organization=curator.organization)

    assert (section(member, person) is not None) == is_shown


def test_card_of_somebody_never_asked_has_no_part(person, curator):
    assert section(curator, person) is None
