from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.pairs import services
from mentorship.pairs.closing import checklist, missing
from mentorship.pairs.ending import finish_pair, record_results
from tests.factories.bank import MentorEntryFactory
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import MeetingFactory
from tests.factories.surveys import ResponseFactory, questionnaire

DAY = date(2023, 5, 25)
ALL = ["final", "mentor_survey", "mentee_survey", "thanks", "results"]


@pytest.fixture
def pair(make_pair):
    return make_pair("active")


def do_everything(pair, curator, school):
    MeetingFactory(pair=pair, stage="final", held_on=DAY)
    sides = [
        ("mentor-teacher", pair.mentor_entry.person),
        ("mentee-pupil", pair.members.get().person),
    ]
    for code, person in sides:
        ResponseFactory(person=person, questionnaire=questionnaire(f"exit-{code}"))
    DocumentFactory(
        organization=school,
        kind="mentor_thanks",
        fields={"person": pair.mentor_entry.person_id},
        school_year=2022,
    )
    entries = [pair.mentor_entry, pair.members.get().mentee_entry]
    record_results(
        pair=pair, member=curator, outcomes=dict.fromkeys(entries, "освоена тема"), today=DAY
    )
    pair.refresh_from_db()


def test_checklist_begins_with_everything_missing(pair):
    assert [point.code for point in missing(pair)] == ALL


def test_checklist_is_done_point_by_point(pair, curator, school):
    do_everything(pair, curator, school)

    assert [(p.code, p.is_done) for p in checklist(pair)] == [(code, True) for code in ALL]


def test_final_meeting_of_another_stage_does_not_count(pair):
    MeetingFactory(pair=pair, stage="regular")

    assert checklist(pair)[0].detail == "не записана"


def test_answers_about_satisfaction_are_no_exit_questionnaire(pair):
    ResponseFactory(person=pair.members.get().person)

    assert "mentee_survey" in [point.code for point in missing(pair)]


def test_completion_with_missing_points_asks_why(pair, curator):
    with pytest.raises(DomainError) as error:
        services.move_pair(pair=pair, action="complete", member=curator, today=DAY)

    assert str(error.value) == (
        "Не сделано: заключительная встреча, итоговая анкета наставника, "
        "итоговая анкета наставляемого, благодарность наставнику, результаты в базах. "
        "Укажите, почему пара завершается без этого."
    )


def test_completion_with_words_keeps_them(pair, curator):
    services.move_pair(pair=pair, action="complete", member=curator, comment="карантин", today=DAY)

    assert pair.moves.get().comment == "карантин"


def test_completion_with_everything_done_asks_nothing(pair, curator, school):
    do_everything(pair, curator, school)

    assert finish_pair(pair=pair, member=curator, outcomes={}, today=DAY).state == "completed"


def test_finish_pair_writes_results_and_completes_or_neither(pair, curator):
    entry = pair.members.get().mentee_entry

    with pytest.raises(DomainError):
        finish_pair(pair=pair, member=curator, outcomes={entry: "сдал зачёт"}, today=DAY)

    entry.refresh_from_db()
    assert entry.outcome == ""


def test_results_of_a_mentor_of_another_school_are_its_own(make_pair, curator, school):
    neighbour = InstitutionFactory(parent=school.parent)
    pair = make_pair("active", mentor_institution=neighbour)

    with pytest.raises(DomainError, match="записывает она сама"):
        record_results(pair=pair, member=curator, outcomes={pair.mentor_entry: "итог"}, today=DAY)


def test_results_are_not_written_without_a_consent(pair, curator):
    pair.mentor_entry.person.consents.all().delete()

    with pytest.raises(DomainError, match="Нет действующего согласия"):
        record_results(pair=pair, member=curator, outcomes={pair.mentor_entry: "и"}, today=DAY)


def test_results_are_written_by_the_owners_curator(pair, school):
    mentor = MembershipFactory(role="director", organization=school)

    with pytest.raises(PermissionDenied):
        record_results(pair=pair, member=mentor, outcomes={pair.mentor_entry: "и"}, today=DAY)


def test_thanks_to_another_mentor_do_not_count(pair, school):
    other = MentorEntryFactory(institution=school)
    DocumentFactory(
        organization=school,
        kind="mentor_thanks",
        fields={"person": other.person_id},
        school_year=2022,
    )

    assert "thanks" in [point.code for point in missing(pair)]


def test_results_are_written_to_those_of_the_pair_alone(pair, curator, school):
    stranger = MentorEntryFactory(institution=school)

    with pytest.raises(DomainError, match="только тех, кто сейчас в паре"):
        record_results(pair=pair, member=curator, outcomes={stranger: "чужое"}, today=DAY)
    stranger.refresh_from_db()
    assert stranger.outcome == ""
