from datetime import date

import pytest

from mentorship.demo.papers import SOURCES
from roadmaps.exports import execution_text, export_rows, roadmap_file_name, roadmap_workbook
from roadmaps.models import Task
from roadmaps.parsing import parse
from roadmaps.services import import_roadmap
from tests.factories.organizations import InstitutionFactory
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

pytestmark = pytest.mark.django_db


def imported(content, name):
    parsed = parse(content, filename=name)
    return import_roadmap(
        organization=InstitutionFactory(),
        parsed=parsed,
        title=parsed.title,
        starts_on=date(2022, 1, 1),
        ends_on=date(2024, 12, 31),
    )


def printed(roadmap):
    names = ["number", "heading", "title", "deadline_text", "responsible", "report_text"]
    tasks = Task.objects.filter(section__roadmap=roadmap)
    return list(tasks.values_list("section__number", "section__title", *names))


@pytest.mark.parametrize("name", ["novoalexandrovsky.txt", "mishkinskaya.txt"])
def test_exported_roadmap_reads_back_the_same(name):
    first = imported((SOURCES / name).read_bytes(), name)

    second = imported(roadmap_workbook(first), "copy.xlsx")

    assert (len(printed(second)), printed(second)) == (37, printed(first))
    assert second.title == first.title


def test_content_of_a_stage_is_exported_with_its_title():
    name = "gimnaziya-7.txt"
    roadmap = imported((SOURCES / name).read_bytes(), name)

    rows = [row for row in export_rows(roadmap) if row.deadline]

    assert len(rows) == 7
    assert rows[6].title == (
        "Информационная поддержка системы наставничества\n"
        "Освещение мероприятий дорожной карты осуществляется на всех этапах на сайте."
    )


def test_subheading_is_exported_once_above_its_tasks():
    section = SectionFactory(number="7", title="Управление")
    for number in ("7.1.1", "7.1.2"):
        TaskFactory(section=section, number=number, heading="7.1 Контроль")

    rows = [(row.number, row.title) for row in export_rows(section.roadmap)]

    title = "Издание приказа о назначении куратора"
    assert rows == [
        ("7", "Управление"),
        ("", "7.1 Контроль"),
        ("7.1.1", title),
        ("7.1.2", title),
    ]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"report_text": "Издан приказ"}, "Издан приказ"),
        ({"progress": "done", "done_on": date(2022, 10, 1)}, "Выполнено 01.10.2022"),
        ({"progress": "started"}, "выполняется"),
        ({}, ""),
    ],
)
def test_execution_is_the_report_or_the_state(fields, text):
    assert execution_text(Task(**fields)) == text


def test_file_name_says_whose_and_when():
    roadmap = RoadmapFactory.build(organization=InstitutionFactory.build(short_name="Школа № 1"))

    name = roadmap_file_name(roadmap, date(2022, 11, 5))

    assert name == "Дорожная карта, Школа № 1, 05.11.2022.xlsx"
