import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from mentorship.documents.kinds import KINDS
from mentorship.documents.rendering import render
from mentorship.organizations.school_year import SchoolYear
from monitoring import execution_report
from tests.documents.papers import draft_of, missing_of, words_of
from tests.factories.organizations import HeadcountFactory, MembershipFactory
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def roadmap(curator):
    return RoadmapFactory(organization=curator.organization, title="Дорожная карта 2022")


@pytest.fixture
def tasks(roadmap, curator):
    section = SectionFactory(roadmap=roadmap)
    own = {"section": section, "organization": curator.organization}
    return [
        TaskFactory(
            **own, responsible="Куратор", progress="done", done_on=date(2022, 10, 3), number="1.1"
        ),
        TaskFactory(**own, title="Обучение", report_text="Обучено 12\nпедагогов", number="1.2"),
        TaskFactory(**own, title="Итоги", number="1.3"),
    ]


def report(curator, **fields):
    return draft_of("execution_report", member=curator, **fields)


def test_report_has_the_five_columns_of_the_plan(curator, roadmap, tasks):
    document = report(curator, roadmap=roadmap.pk, as_of="2023-05-31", conclusion="Хорошо")

    text = words_of(document)

    assert missing_of(document) == []
    assert "№ Мероприятия Сроки Ответственный Исполнение" in text
    assert "Подготовка условий 1.1 Издание приказа о назначении куратора" in text
    assert "до 20.10.2022 г. Куратор Выполнено 03.10.2022" in text
    assert "Обучено 12 педагогов" in text
    assert "Мероприятий: 3, выполнено: 1." in text
    assert "за 2022/2023 учебный год, по состоянию на 31 мая 2023 г." in text


def test_measures_without_a_word_are_worth_a_look(curator, roadmap, tasks):
    context = execution_report.build(report(curator, roadmap=roadmap.pk))

    assert execution_report.remarks(context) == ["мероприятий без сведений об исполнении: 1"]


def test_plan_of_other_years_is_told_from_the_indicators_of_this_one(curator, roadmap, tasks):
    roadmap.starts_on, roadmap.ends_on = date(2019, 9, 1), date(2020, 8, 31)
    roadmap.save()

    remarks = execution_report.remarks(execution_report.build(report(curator, roadmap=roadmap.pk)))

    assert remarks[-1].startswith("карта – на 01.09.2019 – 31.08.2020, а показатели – другого")


def test_empty_report_lacks_its_roadmap_and_day(curator):
    assert missing_of(report(curator)) == [
        "не выбрана дорожная карта",
        "не указано, на какой день отчёт",
    ]


def test_roadmap_without_measures_is_no_report(curator, roadmap):
    document = report(curator, roadmap=roadmap.pk, as_of="2023-05-31")

    assert missing_of(document) == ["в дорожной карте нет мероприятий"]


def test_foreign_roadmap_is_not_there(curator):
    document = report(curator, roadmap=RoadmapFactory().pk, as_of="2023-05-31")

    assert missing_of(document) == ["не выбрана дорожная карта"]


def test_report_opens_with_the_plan_of_the_year(curator, roadmap):
    assert KINDS["execution_report"].initial(curator, SchoolYear(2022)) == {
        "roadmap": roadmap.pk,
        "as_of": "2023-08-31",
        "curator": curator.user.full_name,
        "plans": "",
    }


def test_sections_span_the_table(curator, roadmap, tasks):
    TaskFactory(section=tasks[0].section, organization=curator.organization, heading="Осень")

    body = render(report(curator, roadmap=roadmap.pk)).body

    assert re.findall(r'<td colspan="4"><b>(.*?)</b>', body) == ["Подготовка условий", "Осень"]


def test_every_line_of_the_conclusion_is_a_paragraph(curator, roadmap):
    body = render(report(curator, roadmap=roadmap.pk, conclusion="Хорошо.\nЦели есть.")).body

    assert "<p>Выводы: Хорошо.</p><p>Цели есть.</p>" in body


def test_indicators_stand_above_the_measures_and_plans_below(curator, roadmap, tasks):
    plans = KINDS["execution_report"].initial(curator, SchoolYear(2022))["plans"]

    text = words_of(report(curator, roadmap=roadmap.pk, plans=f"{plans}\nСвоё"))

    places = [
        text.index(words)
        for words in (
            "Целевые показатели развития модели наставничества",
            "№ Мероприятия Сроки Ответственный Исполнение",
            "В 2023/2024 учебном году планируется: – Обучение – Итоги – Своё",
        )
    ]
    assert places == sorted(places)


def test_report_comes_as_a_workbook_for_the_own_organization_alone(sign_in, curator, tasks):
    url = f"/monitoring/execution/{tasks[0].section.roadmap_id}/"
    methodist = MembershipFactory(role="methodist", organization=curator.organization.parent)

    book = load_workbook(BytesIO(sign_in(curator, 2022).get(url).content))

    assert book.sheetnames == ["Показатели", "Исполнение", "Планы"]
    assert [cell.value for cell in book["Планы"]["A"]][-2:] == ["Обучение", "Итоги"]
    assert sign_in(methodist, 2022).get(url).status_code == 404


def test_indicators_are_those_of_the_day_of_the_report(curator, roadmap):
    HeadcountFactory(
        organization=curator.organization,
        as_of=date(2022, 12, 1),
        value=20,
    )

    def first_line(day):
        document = report(curator, roadmap=roadmap.pk, as_of=day)
        return execution_report.build(document).indicators[0].value

    assert first_line("2022-12-31") == "0 из 20 – 0 %"
    assert first_line("2022-11-30").startswith("нет численности")
