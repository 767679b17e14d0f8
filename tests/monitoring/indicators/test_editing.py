from datetime import date

import pytest

from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from monitoring.indicators.forms import IndicatorForm
from monitoring.indicators.services import archive_indicator, save_indicator
from monitoring.indicators.trend import chart_of, trend_of
from monitoring.models import Indicator
from monitoring.operands import FigureKey, count_operands
from monitoring.summaries import current_indicators
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.monitoring import PlanValueFactory

YEAR, TODAY = SchoolYear(2022), date(2023, 6, 1)
NEW = "/monitoring/indicators/new/"
TYPED = {
    "title": "Доля детей 11–18 лет в роли наставляемого, %",
    "short_title": "дети 11–18 лет в роли наставляемого",
    "formula": "отношение наставляемых 11–18 лет к численности",
    "source": "приказ региона № 1",
    "counted": "mentees_in_bank",
    "categories": ["pupil"],
    "age_from": "11",
    "age_to": "18",
    "age_day": "age_september",
    "divided_by": "headcount:pupil",
    "base_from": "11",
    "base_to": "18",
    "valid_from": "2022",
}
OPERAND = "mentees_in_bank?category=pupil&age_september=11-18"


def fields(**changes):
    return {
        "title": "Доля", "short_title": "доля", "formula": "отношение", "source": "приказ",
        "numerator": "mentees_in_bank", "denominator": "headcount:pupil:10-19",
        "valid_from": 2022, "valid_to": None,
    } | changes  # fmt: skip


def codes(organization, year):
    return {row.code: row.version for row in current_indicators(organization, SchoolYear(year))}


def test_filter_of_an_operand_counts_only_what_it_names(school):
    for born in (date(2008, 8, 31), date(2012, 1, 1), date(2003, 1, 1)):
        person = PersonFactory(institution=school, born_on=born, consented=True)
        MenteeEntryFactory(institution=school, person=person)

    operand = count_operands([OPERAND], school, YEAR, TODAY)[OPERAND]

    assert operand.of(school.pk) == 1
    assert operand.title == (
        "В базе: наставляемых; категория: обучающийся; возраст на 1 сентября: 11–18"
    )


@pytest.mark.parametrize("operand", ["nobody_counts_this", "documents_issued?sex=f"])
def test_operand_nobody_can_count_is_known_as_such(operand):
    assert FigureKey.parsed(operand).is_known is False


def test_coordinator_checks_on_numbers_and_then_saves(sign_in, coordinator, school):
    MenteeEntryFactory(institution=school)
    client = sign_in(coordinator)

    page = client.post(NEW, TYPED | {"check": "1"})
    assert page.context["checked"].reason.startswith("нет численности обучающихся 11–18 лет")
    assert Indicator.objects.filter(organization=coordinator.organization).count() == 0
    client.post(NEW, TYPED | {"save": "1"})

    saved = Indicator.objects.get(organization=coordinator.organization)
    assert (saved.code, saved.version, saved.numerator, saved.denominator) == (
        "R1", 1, OPERAND, "headcount:pupil:11-18",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"age_to": "5"}, "age_to"),
        ({"age_to": ""}, "age_to"),
        ({"valid_to": "2021"}, "valid_to"),
        ({"counted": "documents_issued"}, "categories"),
        ({"base_experience": "3"}, "base_experience"),
        ({"source": ""}, "source"),
    ],
)
def test_spoilt_indicator_is_not_written_and_stays_typed(sign_in, coordinator, changes, field):
    page = sign_in(coordinator).post(NEW, TYPED | {"save": "1"} | changes)

    assert (list(page.context["form"].errors), page.context["form"]["title"].value()) == (
        [field],
        TYPED["title"],
    )


def test_young_teachers_are_told_by_age_and_experience_together(db):
    """Up to 35 years with three years of teaching (domain A4), above and below the line."""
    young = {
        "counted": "teachers_as_mentees", "categories": ["teacher"], "age_from": "0",
        "age_to": "34", "age_day": "age", "experience_to": "3", "divided_by": "headcount:teacher",
        "base_from": "0", "base_to": "34", "base_experience": "3",
    }  # fmt: skip
    form = IndicatorForm(TYPED | young, year=YEAR)

    assert form.errors == {}
    assert form.numerator == "teachers_as_mentees?category=teacher&age=0-34&experience=0-3"
    assert form.denominator == "headcount:teacher:0-34:experience-3"
    told = IndicatorForm(instance=Indicator(**form.version_fields), year=YEAR).initial
    assert (told["base_to"], told["base_experience"], told["experience_to"]) == (34, 3, "3")


def test_new_version_leaves_past_years_alone(coordinator, school):
    first = save_indicator(member=coordinator, fields=fields(valid_from=2020), today=TODAY)
    save_indicator(member=coordinator, fields=fields(valid_from=2022), today=TODAY, before=first)
    first.refresh_from_db()

    assert (first.valid_to, codes(school, 2021)["R1"], codes(school, 2022)["R1"]) == (2021, 1, 2)
    assert "R1" not in codes(school, 2019)


def test_region_has_its_own_version_of_a_federal_indicator(coordinator, school, methodist):
    federal = Indicator.objects.get(code="I1", organization=None)
    own = save_indicator(member=coordinator, fields=fields(), today=TODAY, before=federal)
    assert codes(school, 2022)["I1"] == own.version == 2
    assert codes(school, 2021)["I1"] == 1

    archive_indicator(member=coordinator, indicator=own, today=TODAY)

    assert codes(school, 2022)["I1"] == 1
    with pytest.raises(DomainError):
        archive_indicator(member=coordinator, indicator=federal, today=TODAY)
    with pytest.raises(DomainError):
        save_indicator(member=methodist, fields=fields(), today=TODAY)


def test_quicker_colleague_is_not_overwritten(coordinator):
    first = save_indicator(member=coordinator, fields=fields(), today=TODAY)
    save_indicator(member=coordinator, fields=fields(title="Новая доля"), today=TODAY, before=first)

    with pytest.raises(DomainError) as refusal:
        save_indicator(member=coordinator, fields=fields(), today=TODAY, before=first)

    assert "Новая доля" in str(refusal.value)


def test_form_of_a_version_is_filled_with_what_it_counts(sign_in, coordinator):
    save_indicator(member=coordinator, fields=fields(numerator=OPERAND), today=TODAY)
    form = sign_in(coordinator).get("/monitoring/indicators/R1/edit/").context["form"]

    assert [form[name].value() for name in ("counted", "age_from", "age_to", "age_day")] == [
        "mentees_in_bank", "11", "18", "age_september",
    ]  # fmt: skip
    assert (form["categories"].value(), form["base_from"].value()) == (["pupil"], 10)


def test_trend_breaks_where_a_year_is_not_known(curator, school, fill, indicator):
    fill(school, 4, 8)
    PlanValueFactory(indicator=indicator, organization=school.parent, value=40)

    years = trend_of(indicator.code, curator, YEAR, TODAY)
    chart = chart_of(years)

    assert [(row.year.first, row.value.percent) for row in years][-2:] == [(2021, None), (2022, 50)]
    assert (years[-1].value.difference, years[-1].value.plan_origin) == (
        10,
        school.parent.short_name,
    )
    assert ([point.y for point in chart.fact], chart.fact_lines) == ([110], ())


@pytest.mark.parametrize("role", ["curator", "methodist", "coordinator"])
def test_trend_page_shows_versions(sign_in, request, role):
    page = sign_in(request.getfixturevalue(role)).get("/monitoring/indicators/I1/trend/")

    assert [row.version for row in page.context["versions"]] == [1]
