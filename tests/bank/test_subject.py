import json
from datetime import date

import pytest

from mentorship.audit.context import Actor, acting
from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.models import Namesakes
from mentorship.bank.subject import as_json, everything_about
from mentorship.pairs.models import Meeting, Pair
from mentorship.programs.models import Activity, Program
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory
from tests.factories.pairs import MeetingFactory, PairFactory

pytestmark = pytest.mark.django_db


def titles(person, curator):
    return [section.title for section in everything_about(person, curator)]


def section(title, person, curator):
    (found,) = [s for s in everything_about(person, curator) if s.title == title]
    return [dict(zip(found.headings, row, strict=True)) for row in found.rows]


@pytest.fixture
def mentee(curator):
    return MenteeEntryFactory(institution=curator.organization)


def test_card_entry_and_consent_are_there(mentee, curator):
    assert titles(mentee.person, curator) == [
        "Люди",
        "Согласия",
        "Кем является",
        "Наставляемые",
        "История изменений",
        "Кто видел данные",
    ]


def test_rows_of_pairs_and_programs_are_there_for_both_sides(mentee, curator):
    mentor = MentorEntryFactory(institution=curator.organization)
    pair = PairFactory(institution=curator.organization, mentor_entry=mentor, mentees=[mentee])
    MeetingFactory(pair=pair, summary="говорили о физике")
    period = {"starts_on": date(2022, 10, 1), "ends_on": date(2023, 5, 31)}
    program = Program.objects.create(
        institution=curator.organization, pair=pair, goal="олимпиада", **period
    )
    Activity.objects.create(program=program, title="тренинг")

    models = (Pair, Meeting, Program, Activity)
    through_pairs = {str(model._meta.verbose_name_plural).capitalize() for model in models}
    for entry in (mentee, mentor):
        assert through_pairs <= set(titles(entry.person, curator))


def test_nothing_of_others_is_there(mentee, curator):
    other = PersonFactory(institution=curator.organization, last_name="Посторонняя", consented=True)
    first, second = sorted((mentee.person, other), key=lambda person: person.pk)
    Namesakes.objects.create(institution=curator.organization, first=first, second=second)

    sections = everything_about(mentee.person, curator)

    assert "Посторонняя" not in as_json(sections, mentee.person, curator, date(2022, 10, 1))


def test_each_row_says_who_put_it_in(curator):
    with acting(Actor(user=curator.user_id, request="abc")):
        person = PersonFactory(institution=curator.organization)

    ((row),) = section("Люди", person, curator)

    assert row["Фамилия"] == person.last_name
    assert row["Источник"].endswith(curator.user.full_name)


def test_changes_and_readings_are_told(mentee, curator):
    person = mentee.person
    person.contacts = "8 900"
    person.save()
    with acting(Actor(user=curator.user_id, membership=curator.pk), writes=False):
        note_reading(Reading.Kind.CARD, [person.pk])

    changes = [row["Что"] for row in section("История изменений", person, curator)]
    (reading,) = section("Кто видел данные", person, curator)

    assert "человек: изменено. контактные данные: не указано → 8 900" in changes
    assert (reading["Кто"], reading["Роль"], reading["Что"]) == (
        curator.user.full_name,
        "куратор",
        "карточка",
    )


def test_json_holds_the_same_sections(mentee, curator):
    sections = everything_about(mentee.person, curator)

    content = json.loads(as_json(sections, mentee.person, curator, date(2022, 10, 1)))

    assert [part["раздел"] for part in content["разделы"]] == [s.title for s in sections]
    assert content["на дату"] == "01.10.2022"


def test_forms_of_a_mentor_are_named(curator):
    mentor = MentorEntryFactory(institution=curator.organization)

    (row,) = section("Наставники", mentor.person, curator)

    assert "учитель – ученик" in row["Формы наставничества"]
