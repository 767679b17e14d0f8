from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from mentorship.bank.models import Consent
from mentorship.core.exceptions import DomainError
from mentorship.programs import services
from mentorship.programs.models import Activity, Difficulty, Program
from tests.factories.bank import form
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory
from tests.factories.programs import (
    ActivityFactory,
    ProgramFactory,
    ProgramTemplateFactory,
    approve,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def director(curator):
    return MembershipFactory(role="director", organization=curator.organization)


@pytest.fixture
def program(curator):
    program = ProgramFactory(pair__institution=curator.organization)
    ActivityFactory(program=program, title="Первая встреча", due_on=date(2022, 10, 5))
    return program


def begin(curator, pair, **values):
    period = {"starts_on": date(2022, 10, 1), "ends_on": date(2022, 12, 9)}
    return services.begin_program(member=curator, pair=pair, **period | values)


def test_program_of_a_template_is_ready_in_one_step(curator):
    template = ProgramTemplateFactory(organization=curator.organization, published=True)

    program = begin(curator, PairFactory(institution=curator.organization), template=template)

    lines = [(row.title, row.due_on, row.difficulty) for row in program.activities.all()]
    difficulty = program.found_difficulties.get()
    # Ten weeks from Saturday, 1 October: both days are moved to a working one inside the period.
    assert lines == [
        ("Первая встреча", date(2022, 10, 7), None),
        ("Пробный тур", date(2022, 12, 9), difficulty),
    ]
    assert (program.goal, program.template, program.state) == (
        "Призовое место",
        template,
        Program.State.DRAFT,
    )


def test_typed_goal_stands_before_the_goal_of_the_template(curator):
    template = ProgramTemplateFactory(organization=curator.organization, published=True)
    pair = PairFactory(institution=curator.organization)

    program = begin(curator, pair, template=template, values={"goal": "Своя", "tasks": ""})

    assert program.goal == "Своя"


def test_second_program_of_a_pair_is_refused(curator, program):
    with pytest.raises(DomainError, match="уже есть программа"):
        begin(curator, program.pair)


def test_program_of_a_pair_without_consent_is_refused(curator):
    pair = PairFactory(institution=curator.organization)
    Consent.objects.all().delete()

    with pytest.raises(DomainError, match="нет действующего согласия"):
        begin(curator, pair)


def test_foreign_pair_gets_no_program(curator):
    with pytest.raises(PermissionDenied):
        begin(curator, PairFactory())


def test_program_without_a_plan_is_not_approved(director, program):
    program.activities.all().delete()

    with pytest.raises(DomainError, match="В программе нет ни одного мероприятия"):
        services.move_program(member=director, program=program, action="approve")


def test_program_is_not_approved_without_everybodys_consent(director, program):
    Consent.objects.all().delete()

    with pytest.raises(DomainError, match="нет действующего согласия"):
        services.move_program(member=director, program=program, action="approve")


def test_return_to_draft_wants_a_reason(director, program):
    approve(program)

    with pytest.raises(DomainError, match="укажите причину"):
        services.move_program(member=director, program=program, action="return_to_draft")


def test_draft_is_changed_without_a_reason_and_without_a_history_row(curator, program):
    services.save_texts(member=curator, program=program, values={"goal": "Новая"})

    program.refresh_from_db()
    assert (program.goal, program.moves.count()) == ("Новая", 0)


def test_approved_program_is_not_changed_without_a_reason(curator, program):
    approve(program)

    with pytest.raises(DomainError, match="укажите причину исправления"):
        services.save_texts(member=curator, program=program, values={"goal": "Новая"})


def test_correction_keeps_its_day_its_reason_and_what_it_changed(curator, program):
    approve(program)
    row = program.activities.get()

    services.put_row(
        member=curator,
        program=program,
        row=row,
        values={"title": "Встреча в цехе"},
        reason="Экскурсия",
        dated_on=date(2022, 11, 1),
    )

    move = program.moves.get()
    assert (move.action, move.comment, move.dated_on) == (
        "correct",
        "Экскурсия",
        date(2022, 11, 1),
    )
    assert move.changes == [
        {
            "kind": "changed",
            "place": "Мероприятие",
            "before": "Первая встреча; срок 05.10.2022",
            "after": "Встреча в цехе; срок 05.10.2022",
        }
    ]


def test_correction_that_changes_nothing_leaves_no_row(curator, program):
    approve(program)

    services.save_texts(
        member=curator, program=program, values={"goal": program.goal}, reason="Опечатка"
    )

    assert program.moves.count() == 0


def test_completed_program_is_not_changed(curator, program):
    approve(program, "completed")

    with pytest.raises(PermissionDenied):
        services.save_texts(member=curator, program=program, values={"goal": "Новая"})


def test_lines_change_places_and_stop_at_the_edge(curator, program):
    services.put_row(
        member=curator, program=program, row=Activity(), values={"title": "Пробный тур"}
    )
    last = program.activities.last()

    for _ in range(2):
        services.shift_row(member=curator, program=program, row=last, by=-1)

    assert [row.title for row in program.activities.all()] == ["Пробный тур", "Первая встреча"]


def test_activity_with_a_result_stays_in_the_plan(curator, program):
    row = program.activities.get()
    row.mark = "done"
    row.save()

    with pytest.raises(DomainError, match="отмечен результат"):
        services.remove_row(member=curator, program=program, row=row)


def test_activity_outlives_its_difficulty(curator, program):
    found = services.put_row(
        member=curator, program=program, row=Difficulty(), values={"title": "Волнение"}
    )
    program.activities.update(difficulty=found)

    services.remove_row(member=curator, program=program, row=found)

    assert program.activities.get().difficulty is None


def test_line_taken_away_by_somebody_else_is_not_written_again(curator, program):
    row = program.activities.get()
    Activity.objects.all().delete()
    row.pk = 1

    with pytest.raises(DomainError, match="больше нет"):
        services.put_row(member=curator, program=program, row=row, values={"title": "Иное"})


def test_mark_is_no_correction(curator, program):
    approve(program)

    marked = services.mark_activity(
        member=curator,
        activity=program.activities.get(),
        actual_result="состоялась",
        mark="done",
    )

    marked.refresh_from_db()
    assert (marked.actual_result, marked.mark, program.moves.count()) == ("состоялась", "done", 0)


def test_draft_is_not_marked(curator, program):
    with pytest.raises(PermissionDenied):
        services.mark_activity(
            member=curator, activity=program.activities.get(), actual_result="", mark="done"
        )


def test_database_keeps_a_state_with_its_approval(program):
    with pytest.raises(IntegrityError, match="program_approved_with_everything"):
        Program.objects.filter(pk=program.pk).update(state="running")


def test_template_of_another_form_is_refused(curator):
    template = ProgramTemplateFactory(
        organization=curator.organization, published=True, form=form("uchenik-uchenik")
    )

    with pytest.raises(DomainError) as refusal:
        begin(curator, PairFactory(institution=curator.organization), template=template)

    assert str(refusal.value) == (
        "Шаблон для формы «ученик – ученик», а пара – «учитель – ученик»: выберите другой."
    )


@pytest.mark.parametrize("day", [date(2022, 9, 30), date(2023, 6, 1)])
def test_activity_outside_the_program_is_refused(curator, program, day):
    with pytest.raises(DomainError) as refusal:
        services.put_row(
            member=curator,
            program=program,
            row=Activity(program=program),
            values={"title": "Тур", "due_on": day},
        )

    assert str(refusal.value) == ("Срок вне программы: она идёт с 01.10.2022 по 31.05.2023.")


def test_program_shortened_before_its_activities_is_not_approved(program):
    program.starts_on = date(2022, 10, 6)

    assert services.plan_problems(program) == [
        "Срок вне программы (с 06.10.2022 по 31.05.2023): Первая встреча."
    ]
