from datetime import date

import pytest

from mentorship.core.exceptions import DomainError
from mentorship.documents.kinds import KINDS
from mentorship.programs import papers
from mentorship.programs.models import Program
from tests.documents.papers import draft_of, missing_of, words_of
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory
from tests.factories.programs import ActivityFactory, ProgramFactory, approve

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def pair(curator):
    return PairFactory(institution=curator.organization, topic="Физика")


@pytest.fixture
def program(pair):
    program = ProgramFactory(
        pair=pair,
        difficulties="Нет опыта",
        expected_results="Призёр",
        tasks="Подготовиться\nВыступить",
        indicators="Два участия\nРост результата.",
    )
    ActivityFactory(program=program, due_on=date(2022, 11, 1), planned_result="разобрано")
    return program


def paper(curator, pair, **fields):
    return draft_of("pair_program", member=curator, pair=pair.pk, **fields)


def test_paper_is_filled_from_the_program_of_the_pair(curator, pair, program):
    document = paper(curator, pair)

    text = words_of(document)

    assert (missing_of(document), papers.remarks(papers.build(document))) == ([], [])
    assert "Цель: Подготовка к олимпиаде по физике. Задачи: Подготовиться; Выступить." in text
    assert "2. Выявленные затруднения Нет опыта" in text
    assert "1 Разбор задач прошлых лет 01.11.2022 разобрано" in text
    assert "4. Ожидаемые результаты и показатели Призёр" in text
    assert "Показатели: Два участия; Рост результата." in text


def test_paper_without_a_program_is_not_registered(curator, pair):
    assert missing_of(paper(curator, pair)) == [
        "у пары нет программы: составьте её на странице пары"
    ]


def test_program_without_a_plan_is_not_registered(curator, pair):
    ProgramFactory(pair=pair)

    assert missing_of(paper(curator, pair)) == ["в программе нет ни одного мероприятия"]


def test_half_a_program_is_worth_a_look(curator, pair):
    ActivityFactory(program=ProgramFactory(pair=pair, ends_on=date(2022, 10, 20)))

    assert papers.remarks(papers.build(paper(curator, pair))) == [
        "не указаны задачи",
        "не описаны затруднения",
        "не описаны ожидаемые результаты",
        "Программа короче 3 месяцев: Положение предполагает срок от 3 месяцев до 1 года.",
    ]


def test_paper_tells_nothing_of_whoever_has_no_consent(curator, pair, program):
    person = pair.members.get().person
    person.consents.all().delete()
    document = paper(curator, pair)

    text = words_of(document)

    told = [word for word in (person.last_name, "Физика", "Нет опыта", "Разбор") if word in text]
    assert told == []
    assert missing_of(document) == [
        f"не может быть назван(а) в документе: {person.short_name} "
        "(нет согласия на обработку данных)"
    ]


def test_empty_paper_lacks_its_pair(curator):
    document = draft_of("pair_program", member=curator)
    document.organization.signatories.all().delete()

    assert missing_of(document) == [
        "не выбрана пара",
        "не указан руководитель, который утверждает программу",
    ]


def test_people_of_the_paper_are_noted(curator, pair):
    people = {pair.mentor_entry.person_id, pair.members.get().person_id}

    assert KINDS["pair_program"].people(paper(curator, pair)) == people


@pytest.mark.parametrize(
    ("role", "lacks", "offered"),
    [("curator", False, 1), ("director", False, 1), ("council", False, 0), ("curator", True, 0)],
)
def test_program_offers_its_paper_to_who_prepares_it(curator, program, role, lacks, offered):
    program.lacks_consent = lacks
    member = MembershipFactory(role=role, organization=curator.organization)

    assert len(papers.starts_of(member, program)) == offered


def test_registered_paper_approves_the_program_and_cancelling_takes_it_back(curator, pair, program):
    document = paper(curator, pair)

    papers.on_registered(document, curator)
    program.refresh_from_db()
    assert (program.state, program.approval_document) == ("approved", document)
    papers.on_cancelled(document, curator)

    program.refresh_from_db()
    assert (program.state, program.approval_document, program.approved_on) == ("draft", None, None)


def test_program_approved_by_the_director_gets_its_paper(curator, pair, program):
    approve(program, "running")
    document = paper(curator, pair)

    papers.on_registered(document, curator)

    program.refresh_from_db()
    assert (program.state, program.approval_document) == ("running", document)


def test_second_paper_of_an_approved_program_is_refused(curator, pair, program):
    papers.on_registered(paper(curator, pair), curator)

    with pytest.raises(DomainError, match="уже утверждена другим документом"):
        papers.on_registered(paper(curator, pair), curator)


def test_paper_of_a_completed_program_is_not_cancelled(curator, pair, program):
    document = paper(curator, pair)
    papers.on_registered(document, curator)
    Program.objects.update(state="completed")

    with pytest.raises(DomainError, match="Программа завершена"):
        papers.on_cancelled(document, curator)


def test_three_parts_of_a_development_plan_are_printed(curator, pair, program):
    program.kind = "development"
    program.save()
    ActivityFactory(program=program, title="Журнал", part="entering")

    text = words_of(paper(curator, pair))

    assert "ИНДИВИДУАЛЬНЫЙ ПЛАН РАЗВИТИЯ ПОД РУКОВОДСТВОМ НАСТАВНИКА" in text
    assert "Вхождение в должность 1 Журнал" in text


def test_syntax_in_the_program_is_printed_as_it_was_typed(curator, pair, program):
    syntax = "{{ 7*70707 }} {% include 'base.html' %} <b>жирно</b>"
    Program.objects.filter(pk=program.pk).update(goal=syntax, tasks=syntax)
    program.activities.update(title=syntax)

    words = words_of(paper(curator, pair))

    assert (words.count(syntax), "494949" in words) == (3, False)
