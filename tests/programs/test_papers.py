from datetime import date

import pytest

from mentorship.documents.kinds import KINDS
from mentorship.programs import papers
from tests.documents.papers import draft_of, missing_of, words_of
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory
from tests.factories.programs import ActivityFactory, ProgramFactory

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
