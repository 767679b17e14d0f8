from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from mentorship.pairs.meetings.feed import FEED as MEETINGS
from roadmaps.models import TaskResponsible
from roadmaps.work.feed import FEED, calendar_of, without_names
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 10, 1)


@pytest.fixture
def member():
    return MembershipFactory()


def entries(member):
    return Calendar.from_ical(calendar_of(member, TODAY)).walk("VEVENT")


def test_deadline_is_a_whole_day_with_a_link_and_no_names(member, settings):
    settings.SITE_URL = "https://school.example"
    task = TaskFactory(
        organization=member.organization,
        number="2.1",
        title="Назначить куратором Сапунову Н.В.",
        windows=[["2022-11-01", "2022-11-04"]],
        deadline_kind="dates",
    )

    [entry] = entries(member)

    assert str(entry["summary"]) == "Срок: 2.1 Назначить куратором …"
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2022, 11, 4), date(2022, 11, 5))
    assert str(entry["url"]) == f"https://school.example/roadmaps/tasks/{task.pk}/"
    assert str(entry["description"]).startswith("4 ноября 2022 г. – выходной")


@pytest.mark.parametrize(
    "fields",
    [
        {"progress": "dropped"},
        {"due_on": None},
        {"due_on": date(2022, 8, 1)},
        {"deadline_kind": "period"},
        {"section__roadmap__archived_on": TODAY},
    ],
    ids=["dropped", "undated", "long ago", "whole period", "archived"],
)
def test_calendar_is_silent_of_what_has_no_day_ahead(member, fields):
    TaskFactory(organization=member.organization, **fields)

    assert entries(member) == []


def test_done_task_says_so(member):
    TaskFactory(organization=member.organization, progress="done", done_on=TODAY)

    [entry] = entries(member)
    assert str(entry["summary"]) == "Выполнено: 1 Издание приказа о назначении куратора"


def test_who_does_not_keep_the_plan_has_own_tasks_alone(member):
    own = MembershipFactory(organization=member.organization, role="psychologist")
    _, task = TaskFactory.create_batch(2, organization=member.organization)
    TaskResponsible.objects.create(task=task, membership=own, confirmed_by=member)

    assert [len(entries(one)) for one in (member, own)] == [2, 1]


def test_secret_address_gives_the_calendar_until_it_is_revoked(member):
    TaskFactory(organization=member.organization)
    address = f"/r/{FEED.issue(member=member)}.ics"

    opened = Client().get(address)
    FEED.revoke(member=member)

    assert (opened.status_code, opened["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert Client().get(address).status_code == 410


def test_secret_of_meetings_opens_no_deadlines(member):
    assert Client().get(f"/r/{MEETINGS.issue(member=member)}.ics").status_code == 404


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Беседа: Н. В. Сапунова, педагог", "Беседа: …, педагог"),
        ("Наградить Сапунову Нину Викторовну", "Наградить …"),
        ("Наградить Ивана Ильича Кузнецова и Иванову Марию", "Наградить … и …"),
        ("Куратор – Шнырь Иван Петрович", "Куратор – …"),
        ("Приказ: СИДОРОВ ИВАН, куратор", "Приказ: …, куратор"),
        ("Новая Школа Равных возможностей", "Новая Школа Равных возможностей"),
        ("Итоги Ежегодного Главного конкурса", "Итоги Ежегодного Главного конкурса"),
        ("Форма «Учитель – ученик» в МБОУ СОШ № 5", "Форма «Учитель – ученик» в МБОУ СОШ № 5"),
    ],
)
def test_names_are_left_out_of_titles(title, words):
    assert without_names(title) == words
