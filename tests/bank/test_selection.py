from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from mentorship.bank import selection
from mentorship.bank.models import MentorEntry, SelectionStep
from mentorship.bank.selection import Outcome
from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import (
    AttendanceFactory,
    EventFactory,
    MentorEntryFactory,
    PersonFactory,
)
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 1)
OUTCOME = Outcome(held_on=date(2022, 11, 1))


@pytest.fixture
def entry(curator):
    return MentorEntryFactory(institution=curator.organization, person__last_name="Громов")


def take(member, entry, action, **kwargs):
    outcome = Outcome(**{"held_on": OUTCOME.held_on, **kwargs})
    return selection.take_steps(
        member=member, entries=[entry], action=action, outcome=outcome, today=TODAY
    )


def stage(entry):
    return MentorEntry.objects.get(pk=entry.pk).stage


def test_whole_way_is_recorded_step_by_step(curator, entry):
    take(curator, entry, "interview", held_on=date(2022, 10, 1))
    take(curator, entry, "train", held_on=date(2022, 10, 20))
    take(curator, entry, "admit", order_text="№ 75-ОД от 25.10.2022")

    steps = SelectionStep.objects.order_by("pk")
    assert stage(entry) == "admitted"
    assert [(s.from_stage, s.to_stage, s.order_text) for s in steps] == [
        ("applied", "interviewed", ""),
        ("interviewed", "trained", ""),
        ("trained", "admitted", "№ 75-ОД от 25.10.2022"),
    ]


def test_refusal_keeps_its_reason_and_is_taken_back(curator, entry):
    take(curator, entry, "interview")
    take(curator, entry, "decline", comment="нет времени")
    assert stage(entry) == "declined"

    take(curator, entry, "take_back", comment="передумал")

    assert stage(entry) == "interviewed"


def test_steps_are_taken_back_to_the_beginning(curator, entry):
    take(curator, entry, "interview")
    take(curator, entry, "train")

    for _ in range(2):
        take(curator, entry, "take_back", comment="ошибка")

    assert stage(entry) == "applied"


@pytest.mark.parametrize(
    ("known", "expected"), [("trained", "interviewed"), ("declined", "applied")]
)
def test_stage_without_recorded_steps_goes_back_along_the_way(curator, known, expected):
    entry = MentorEntryFactory(institution=curator.organization, stage=known)

    take(curator, entry, "take_back", comment="ошибка")

    assert stage(entry) == expected


@pytest.mark.parametrize(
    ("action", "outcome", "words"),
    [
        ("admit", {}, "на этапе «подал заявку» этого шага нет."),
        ("decline", {"comment": " "}, "Напишите причину: она останется в истории отбора."),
        ("interview", {"held_on": date(2022, 12, 2)}, "Этот день ещё не наступил."),
    ],
)
def test_step_is_refused_in_words(curator, entry, action, outcome, words):
    with pytest.raises(DomainError, match=words):
        take(curator, entry, action, **outcome)

    assert stage(entry) == "applied"


def test_step_is_not_before_the_last_one(curator, entry):
    take(curator, entry, "interview")

    with pytest.raises(DomainError, match=r"прошлый шаг был 01\.11\.2022"):
        take(curator, entry, "train", held_on=date(2022, 10, 31))


def test_nobody_goes_forward_without_consent(curator):
    person = PersonFactory(institution=curator.organization)
    entry = MentorEntryFactory(institution=curator.organization, person=person)

    with pytest.raises(DomainError, match="нет согласия на обработку данных"):
        take(curator, entry, "interview")
    take(curator, entry, "decline", comment="не дал согласия")

    assert stage(entry) == "declined"


def test_many_steps_are_all_or_none(curator, entry):
    other = MentorEntryFactory(institution=curator.organization, stage="trained")

    with pytest.raises(DomainError):
        selection.take_steps(
            member=curator,
            entries=[entry, other],
            action="interview",
            outcome=OUTCOME,
            today=TODAY,
        )

    assert (stage(entry), SelectionStep.objects.count()) == ("applied", 0)


def test_nobody_ticked_is_said(curator):
    with pytest.raises(DomainError, match="Отметьте хотя бы одного наставника"):
        selection.take_steps(
            member=curator, entries=[], action="interview", outcome=OUTCOME, today=TODAY
        )


def test_others_do_not_select(curator, entry):
    director = MembershipFactory(organization=curator.organization, role="director")

    for member in (director, MembershipFactory()):
        with pytest.raises(PermissionDenied):
            take(member, entry, "interview")


def test_unknown_step_is_forbidden(curator, entry):
    with pytest.raises(PermissionDenied):
        take(curator, entry, "crown")


def test_database_keeps_no_refusal_without_reason(curator, entry):
    with pytest.raises(IntegrityError, match="selectionstep_refusal_has_reason"):
        SelectionStep.objects.create(
            entry=entry,
            action="decline",
            from_stage="applied",
            to_stage="declined",
            held_on=TODAY,
            made_by=curator,
        )


def test_chain_shows_days_of_what_holds(curator, entry):
    take(curator, entry, "interview")
    take(curator, entry, "take_back", comment="ошибка")
    entry.refresh_from_db()

    chain = selection.selection_of(curator, entry).chain

    assert [(link.reached_on, link.is_current) for link in chain] == [
        (date(2022, 11, 1), True),
        (None, False),
        (None, False),
        (None, False),
    ]


def test_chain_ends_with_the_refusal(curator, entry):
    take(curator, entry, "decline", comment="нет времени")
    entry.refresh_from_db()

    last = selection.selection_of(curator, entry).chain[-1]

    assert (last.title, last.is_current) == ("не прошёл отбор", True)


def test_counts_are_of_those_with_consent_who_stay(curator, entry):
    without = PersonFactory(institution=curator.organization)
    MentorEntryFactory(institution=curator.organization, person=without)
    MentorEntryFactory(institution=curator.organization, left_on=TODAY)
    MentorEntryFactory()

    counts = selection.count_by_stage(curator, SchoolYear(2022), TODAY)

    assert counts["applied"] == sum(counts.values()) == 1


def teaching(curator, **kwargs):
    return EventFactory(organization=curator.organization, kind="training", state="held", **kwargs)


def test_training_is_marked_for_those_who_were_there(curator):
    event = teaching(curator)
    present, absent = (
        MentorEntryFactory(institution=curator.organization, stage="interviewed") for _ in range(2)
    )
    AttendanceFactory(event=event, person=present.person, state="present")
    AttendanceFactory(event=event, person=absent.person, state="absent")
    assert selection.to_be_trained(curator, event, TODAY) == [present]

    (step,) = selection.mark_training(member=curator, event=event, entries=[present], today=TODAY)

    assert (stage(present), step.event, step.held_on) == ("trained", event, event.starts_on)


def test_training_is_not_marked_for_anybody_else(curator, entry):
    with pytest.raises(DomainError, match="Список изменился"):
        selection.mark_training(
            member=curator, event=teaching(curator), entries=[entry], today=TODAY
        )


@pytest.mark.parametrize("changes", [{"state": "planned"}, {"kind": "contest", "state": "held"}])
def test_training_is_marked_by_a_held_training_only(curator, changes):
    event = EventFactory(organization=curator.organization, **{"kind": "training"} | changes)

    with pytest.raises(DomainError, match="по проведённому обучению"):
        selection.mark_training(member=curator, event=event, entries=[], today=TODAY)


def test_psychologist_marks_attendance_but_not_the_selection(curator):
    member = MembershipFactory(organization=curator.organization, role="psychologist")

    with pytest.raises(PermissionDenied):
        selection.mark_training(member=member, event=teaching(curator), entries=[], today=TODAY)
