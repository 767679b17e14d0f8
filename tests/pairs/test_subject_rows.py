from mentorship.pairs.models import Preference, WaitingStep
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
