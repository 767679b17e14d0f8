from mentorship.pairs.models import Feedback, Preference, WaitingStep
from mentorship.pairs.subject import rows_about
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory
from tests.factories.matching import PreferenceFactory, WaitingStepFactory


def test_person_is_told_own_words_and_support_alone(school):
    mentee, mentor = (
        MenteeEntryFactory(institution=school),
        MentorEntryFactory(institution=school),
    )
    own = PreferenceFactory(mentee_entry=mentee, mentor_entry=mentor, kind="avoid")
    PreferenceFactory(mentee_entry=mentee, mentor_entry=mentor, said_by="mentor")
    step = WaitingStepFactory(entry=mentee, due_on="2022-11-01")

    told = [row for rows in rows_about(mentee.person) for row in rows]

    assert [row for row in told if isinstance(row, Preference)] == [own]
    assert [row for row in told if isinstance(row, WaitingStep)] == [step]


def test_person_is_told_the_own_words_of_a_month(make_pair):
    pair = make_pair("active")
    mentee = pair.members.get().person
    month = {"month": "2022-10-01", "word": "good", "answered_on": "2022-11-01"}
    own = Feedback.objects.create(pair=pair, person=mentee, **month)
    Feedback.objects.create(pair=pair, person=pair.mentor_entry.person, **month)

    told = [row for rows in rows_about(mentee) for row in rows]

    assert [row for row in told if isinstance(row, Feedback)] == [own]
