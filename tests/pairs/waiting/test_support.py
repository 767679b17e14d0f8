from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import WaitingStep
from mentorship.pairs.waiting import support
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.matching import WaitingStepFactory
from tests.factories.organizations import MembershipFactory

DAY = date(2022, 11, 15)


@pytest.fixture
def mentee(school):
    return MenteeEntryFactory(institution=school)


@pytest.fixture
def writing(curator, mentee):
    """What every service of the room takes."""
    year = SchoolYear(2022)
    return {"member": curator, "entry": mentee, "year": year, "kind": "talk", "today": DAY}


def test_planned_step_takes_the_place_of_the_one_before(writing, mentee):
    support.plan_step(**writing, due_on=DAY, note="позвонить")
    step = support.plan_step(**writing | {"kind": "search"}, due_on=date(2022, 12, 1))

    (kept,) = mentee.waiting_steps.all()
    assert (kept.pk, kept.kind, kept.note, kept.due_on) == (
        step.pk,
        "search",
        "",
        date(2022, 12, 1),
    )


def test_planning_for_a_day_gone_by_is_refused(writing):
    with pytest.raises(DomainError, match="Срок следующего действия уже прошёл"):
        support.plan_step(**writing, due_on=date(2022, 11, 14))


def test_support_is_kept_with_its_day_and_who_wrote_it(writing, curator):
    step = support.record_support(**writing, done_on=DAY, given_by="Седых Н. А.")

    step.refresh_from_db()
    assert (step.done_on, step.given_by, step.recorded_by, step.school_year) == (
        DAY,
        "Седых Н. А.",
        curator,
        2022,
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 11, 16), "день ещё не наступил"),
        (date(2022, 8, 31), "раньше начала учебного года, 01.09.2022"),
    ],
)
def test_support_outside_its_days_is_refused(writing, day, words):
    with pytest.raises(DomainError, match=words):
        support.record_support(**writing, done_on=day)


def test_finished_step_becomes_support_and_is_not_finished_twice(curator, mentee):
    step = WaitingStepFactory(entry=mentee, due_on=DAY)
    support.finish_step(member=curator, step=step, done_on=DAY, today=DAY)

    assert list(mentee.waiting_steps.given()) == [step]
    with pytest.raises(DomainError, match="уже отмечено сделанным"):
        support.finish_step(member=curator, step=step, done_on=DAY, today=DAY)


def test_removed_step_is_gone(curator, mentee):
    step = WaitingStepFactory(entry=mentee, due_on=DAY)
    support.remove_step(member=curator, step=step, today=DAY)

    assert WaitingStep.objects.count() == 0


def test_mentee_in_a_pair_gets_no_step(writing, make_pair, mentee):
    make_pair("active", mentees=[mentee])

    with pytest.raises(DomainError, match="не в листе ожидания"):
        support.record_support(**writing, done_on=DAY)


def test_mentee_without_a_consent_gets_no_step(writing, school):
    silent = MenteeEntryFactory(institution=school, person=PersonFactory(institution=school))

    with pytest.raises(DomainError, match="не дал согласия"):
        support.plan_step(**writing | {"entry": silent}, due_on=DAY)


def test_year_that_is_over_takes_no_step(writing):
    with pytest.raises(DomainError, match="закрыт вместе с годом"):
        support.plan_step(**writing | {"today": date(2023, 9, 1)}, due_on=date(2023, 9, 2))


def test_psychologist_records_support(writing, school):
    writing["member"] = MembershipFactory(organization=school, role="psychologist")

    assert support.record_support(**writing, done_on=DAY).pk


@pytest.mark.parametrize("role", ["director", "council", "mentor"])
def test_others_record_nothing(writing, school, role):
    writing["member"] = MembershipFactory(organization=school, role=role)

    with pytest.raises(PermissionDenied):
        support.record_support(**writing, done_on=DAY)


def test_mentee_of_another_school_is_refused(writing):
    with pytest.raises(PermissionDenied):
        support.plan_step(**writing | {"entry": MenteeEntryFactory()}, due_on=DAY)


def test_database_keeps_one_next_action_of_a_year(mentee):
    WaitingStepFactory(entry=mentee, due_on=DAY)

    with pytest.raises(IntegrityError, match="waitingstep_one_next_action"):
        WaitingStepFactory(entry=mentee, due_on=DAY)


def test_database_refuses_a_step_without_a_day(mentee):
    with pytest.raises(IntegrityError, match="waitingstep_has_a_day"):
        WaitingStepFactory(entry=mentee)
