from datetime import date

from mentorship.surveys.invitees import by_grade, invitees
from tests.factories.bank import MenteeEntryFactory
from tests.factories.surveys import WaveFactory, questionnaire

TODAY = date(2023, 5, 20)


def invited(curator, year, among=""):
    exit_set = questionnaire("exit-mentee-pupil")
    return list(invitees(exit_set, curator, year, TODAY, among))


def test_whoever_answered_the_wave_is_not_invited_again(curator, year):
    silent = MenteeEntryFactory(institution=curator.organization).person
    done = MenteeEntryFactory(institution=curator.organization).person
    WaveFactory(person=done)
    WaveFactory(person=silent, wave="entry")

    assert invited(curator, year) == [silent]


def test_people_in_pairs_are_chosen(curator, year, ending):
    person = MenteeEntryFactory(institution=curator.organization).person

    assert invited(curator, year, "paired") == invited(curator, year, "ending") == [person]


def test_nobody_is_chosen_where_there_is_no_pair(curator, year):
    MenteeEntryFactory(institution=curator.organization)

    assert invited(curator, year, "paired") == []


def test_classes_stand_by_their_number():
    assert by_grade({"10 «А»", "учитель физики", "5 «Б»"}) == ["5 «Б»", "10 «А»", "учитель физики"]
