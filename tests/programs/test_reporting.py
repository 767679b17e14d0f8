from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.bank.models import Consent
from mentorship.core.exceptions import DomainError
from mentorship.programs import reporting, services
from mentorship.programs.models import MentorReport
from tests.documents.papers import draft_of, missing_of, words_of
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import PairFactory
from tests.factories.programs import (
    ActivityFactory,
    MentorReportFactory,
    ProgramFactory,
    approve,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def program(curator):
    program = ProgramFactory(pair__institution=curator.organization)
    for title, mark, result in (
        ("Встреча", "done", "состоялась"),
        ("Тур", "partly", ""),
        ("Проект", "missed", ""),
    ):
        ActivityFactory(program=program, title=title, mark=mark, actual_result=result)
    return approve(program, "running")


def test_first_words_of_the_report_come_from_the_marks(program):
    assert reporting.first_words(program) == {
        "achieved": "Выполнено 1 из 3\N{NO-BREAK SPACE}мероприятий, частично 1.\n"
        "Встреча: состоялась\nТур: выполнено частично",
        "remaining": "Проект",
        "reported_on": timezone.localdate(),
    }


def test_report_is_kept_once_and_says_who_wrote_it(curator, program):
    for words in ("Раз", "Два"):
        services.save_report(
            member=curator,
            program=program,
            values={"achieved": words, "reported_on": date(2023, 5, 31)},
        )

    report = MentorReport.objects.get()
    assert (report.achieved, report.saved_by) == ("Два", curator)


def test_report_of_a_draft_is_refused(curator):
    program = ProgramFactory(pair__institution=curator.organization)

    with pytest.raises(PermissionDenied):
        services.save_report(member=curator, program=program, values={})


def test_report_without_consent_is_refused(curator, program):
    Consent.objects.all().delete()

    with pytest.raises(DomainError, match="нет действующего согласия"):
        services.save_report(member=curator, program=program, values={"achieved": "Раз"})


def test_paper_of_the_report_holds_plan_and_results(curator, program):
    MentorReportFactory(program=program, remaining="Проект на лето")
    document = draft_of("mentor_report", member=curator, pair=program.pair_id)

    text = words_of(document)

    assert missing_of(document) == []
    assert "Встреча" in text
    assert "состоялась выполнено" in text
    assert "Призёр муниципального этапа." in text
    assert "3. Что осталось сделать Проект на лето." in text


def test_paper_without_a_report_is_not_registered(curator, program):
    document = draft_of("mentor_report", member=curator, pair=program.pair_id)

    assert missing_of(document) == [
        "отчёт не составлен: наставник заполняет его на странице программы"
    ]


def results(entry, **changes):
    values = {"outcome": "Призёр", "case_link": "https://school.example/1", "left_on": None}
    return entry, values | changes


def test_results_stand_in_both_banks(curator, program):
    mentor, mentee = reporting.own_entries(curator, program)

    reporting.write_results(
        member=curator,
        program=program,
        values=[
            results(mentor),
            results(mentee, completion_mark="пройдена", left_on=date(2023, 5, 31)),
        ],
    )

    mentor.refresh_from_db()
    mentee.refresh_from_db()
    assert (mentor.outcome, mentor.case_link, mentor.left_on) == (
        "Призёр",
        "https://school.example/1",
        None,
    )
    assert (mentee.outcome, mentee.completion_mark, mentee.left_on) == (
        "Призёр",
        "пройдена",
        date(2023, 5, 31),
    )


def test_one_refusal_leaves_all_results_unwritten(curator, program):
    mentor, mentee = reporting.own_entries(curator, program)

    with pytest.raises(DomainError, match="раньше даты вхождения"):
        reporting.write_results(
            member=curator,
            program=program,
            values=[results(mentor), results(mentee, left_on=date(2000, 1, 1))],
        )

    mentor.refresh_from_db()
    assert mentor.outcome == ""


def test_results_of_the_silent_are_not_written(curator, program):
    mentor = reporting.own_entries(curator, program)[0]
    Consent.objects.filter(person=mentor.person).delete()

    with pytest.raises(DomainError, match="нет действующего согласия"):
        reporting.write_results(member=curator, program=program, values=[results(mentor)])


def test_results_of_a_draft_are_refused(curator):
    program = ProgramFactory(pair__institution=curator.organization)

    with pytest.raises(PermissionDenied):
        reporting.write_results(member=curator, program=program, values=[])


def test_mentor_of_another_school_is_not_ours_to_write(curator):
    neighbour = InstitutionFactory(parent=curator.organization.parent)
    pair = PairFactory(institution=curator.organization, mentor_institution=neighbour)
    program = ProgramFactory(pair=pair, running=True)

    entries = reporting.own_entries(curator, program)

    assert [entry.person for entry in entries] == [pair.members.get().person]


def test_offered_results_are_those_of_the_bank_before_those_of_the_report(curator, program):
    MentorReportFactory(program=program)
    mentor, mentee = reporting.own_entries(curator, program)
    mentee.outcome = "Уже записано"

    offered = [reporting.offered_results(entry, program)["outcome"] for entry in (mentor, mentee)]

    assert offered == ["Призёр муниципального этапа", "Уже записано"]


@pytest.mark.parametrize("day", [date(2022, 9, 30), date(2023, 6, 2)])
def test_report_is_dated_within_the_program_and_today(curator, program, day):
    with pytest.raises(DomainError, match="Дата отчёта – от начала программы"):
        services.save_report(
            member=curator,
            program=program,
            values={"achieved": "Раз", "reported_on": day},
            today=date(2023, 6, 1),
        )


def test_nobody_has_passed_a_program_that_goes_on(curator, program):
    _, mentee = reporting.own_entries(curator, program)
    after = reporting.offered_results(mentee, program)["completion_mark"]
    program.ends_on = timezone.localdate() + timedelta(days=30)

    before = reporting.offered_results(mentee, program)["completion_mark"]

    assert (before, after) == ("", "программа пройдена 31.05.2023")
