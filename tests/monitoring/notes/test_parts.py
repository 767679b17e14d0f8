import io

import docx

from mentorship.organizations.school_year import SchoolYear
from monitoring.models import SheetVersion
from monitoring.notes.body import body_of
from monitoring.notes.printing import printed_body, printout_of
from monitoring.rounds.reporting import accept_report, save_manual, submit_report
from tests.factories.monitoring import (
    FormVersionFactory,
    IndicatorFactory,
    PlanValueFactory,
    QualitySheetFactory,
    RoundFactory,
    RoundReportFactory,
)
from tests.factories.organizations import HeadcountFactory, MembershipFactory
from tests.monitoring.notes.conftest import TODAY
from tests.monitoring.workbooks.conftest import asked, drawn


def blocks_of(note, code):
    body = body_of(note, TODAY)
    return next(list(row.blocks) for row in body.sections if row.section.code == code)


def test_indicators_stand_beside_their_plans_and_charts_go_into_word(
    curator, school, people_figure, fill, begun
):
    PlanValueFactory(
        indicator=IndicatorFactory(code="T9", short_title="все люди", position=99), value=90
    )
    fill(school, 12, 40)
    HeadcountFactory(organization=school, value=24, as_of=SchoolYear(2021).starts_on)
    note = begun(curator)

    [_, grid, chart] = blocks_of(note, "indicators")
    _, years, *of_years = blocks_of(note, "dynamics")

    assert grid.rows[-1][2:] == ("12 из 40 – 30 %", "90", "−60 п. п.")
    assert [title for title, _ in years.columns][1:] == [
        "2018/19", "2019/20", "2020/21", "2021/22", "2022/23"
    ]  # fmt: skip
    none = "нет данных"
    assert years.rows[-1] == ("Все люди", none, none, none, "50 %", "30 %")
    assert of_years[-1].caption == "Все люди, %"
    body = printed_body(body_of(note, TODAY), is_draft=True)
    file = docx.Document(io.BytesIO(printout_of("Отчёт", note.organization, body).docx()))
    pictures = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert pictures == [drawn.drawing.title for drawn in (chart, *of_years)]


def test_finished_sheets_of_quality_are_told_and_their_words_stay_in_the_school(
    curator, methodist, silent, begun
):
    content = {"swot": {"strengths": "Опытные наставники"}, "conclusion": "Продолжать."}
    SheetVersion.objects.create(
        sheet=QualitySheetFactory(institution=curator.organization, state="finished"),
        number=1,
        content=content,
        score=14,
        greatest=18,
        level_code="fair",
        level_title="допустимый",
        finished_by=curator,
    )

    [said, swot, conclusion] = blocks_of(begun(curator), "quality")[:3]
    told = blocks_of(begun(methodist), "quality")

    assert said.text.endswith("14 из 18 баллов, уровень – допустимый.")
    assert swot.rows == (("Сильные стороны", "Опытные наставники"),)
    assert conclusion.text == "Продолжать."
    assert told[0].text.startswith("Качество программ оценили организаций – 1 из 2;")
    assert told[2].rows == ((curator.organization.short_name, "14 из 18", "допустимый"),)
    assert "Опытные" not in str(told)


def test_round_is_told_by_its_frozen_sums_and_the_silent_are_named(world, head, city, begun):
    coordinator = MembershipFactory(role="coordinator", organization=world.region)
    content = drawn({"A1": "{{ figure.meetings_held }}", "B1": "{{ manual.events | integer }}"})
    version = FormVersionFactory(
        form__organization=world.region, content=content, layout=asked("scan", content, {})
    )
    opened = RoundFactory(opened_by=coordinator, organization=world.region, version=version)
    for member in world.members:
        RoundReportFactory(round=opened, organization=member.organization)
    report = opened.reports.get(organization=head.organization)
    save_manual(member=head, report=report, typed={"events": "12"}, seen=0)
    number = submit_report(member=head, report=report, today=TODAY).number
    accept_report(member=city, report=report, number=number, today=TODAY)

    of_city = blocks_of(begun(city, opened), "round")
    of_region = blocks_of(begun(coordinator, opened), "round")

    assert "Запрошено отчётов – 2, принято – 1, ждут проверки – 0, не представлено – 1." in (
        of_city[0].text
    )
    assert of_city[1].title.startswith("Свод: Сдали 1 из 2")
    assert [row[1] for row in of_city[1].rows][-1] == "12"
    assert [row[1] for row in of_city[2].rows] == [world.schools[1].short_name]
    assert [row[1:] for row in of_region[2].rows] == [("2", "1", "1"), ("1", "0", "0")]
