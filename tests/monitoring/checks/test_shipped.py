import pytest

from mentorship.core.exceptions import DomainError
from mentorship.pairs.models import Meeting
from mentorship.reference import _read
from monitoring.checks.looking import look_through
from monitoring.checks.running import check_live
from monitoring.models import CheckRule, ReportVersion
from monitoring.rounds.freezing import fill_report
from monitoring.rounds.reporting import submit_report
from tests.factories.organizations import HeadcountFactory
from tests.monitoring.checks.conftest import DUE, FIRST, MISHKINO


def found(report, member):
    outcomes = check_live(report, fill_report(report, member, DUE), member, DUE)
    return {outcome.code: outcome for outcome in outcomes}


def mishkino():
    rows = zip(Meeting.Direction.values, FIRST, strict=True)
    return MISHKINO | {f"first_meetings@direction:{code}": str(n) for code, n in rows}


def test_four_faults_of_the_seed_report_are_found(
    open_round, shipped, curator, headcounts, type_in
):
    report = open_round(shipped("school_results"))
    outcomes = found(type_in(report, curator, mishkino()), curator)

    failed = {code for code, each in outcomes.items() if each.is_failed}
    # The banks of the test are empty.
    assert failed - {"mentees-in-bank", "mentors-in-bank"} == {
        "one-count-two-shares",
        "first-meetings-sum",
        "mentors-all-answered",
        "teen-base",
    }
    assert outcomes["one-count-two-shares"].message.startswith(
        "Одни и те же 55 человек названы двумя долями: 51 % и 33 %."
    )
    assert outcomes["first-meetings-sum"].message.startswith(
        "Первых встреч по направлениям 53, а наставляемых 59."
    )
    assert outcomes["mentors-all-answered"].message.startswith(
        "Удовлетворённость посчитана из 12, а наставников 15: разница 3."
    )
    assert outcomes["mentors-all-answered"].cells == ("Итоги!C14", "Итоги!B9")
    assert outcomes["teen-base"].message.startswith(
        "3 наставников 15–19 лет – это 3 %, то есть всего их 100;"
    )
    unknown = {code for code, each in outcomes.items() if each.is_unknown}
    assert unknown == {"teens-share", "ages-nested", "teens-in-base", "trial-after-first"}


def test_empty_results_of_the_year_are_not_sent(open_round, shipped, curator):
    report = open_round(shipped("school_results"))
    asked = set(fill_report(report, curator, DUE).wrong)

    with pytest.raises(DomainError, match="заполните: без этого форму не отправить"):
        submit_report(member=curator, report=report, today=DUE)

    rows = {f"{code}_meetings@direction:values" for code in ("first", "trial")}
    shares = {code for code in MISHKINO if code.endswith("_share")}
    assert {"mentors", *rows} <= asked
    assert not shares & asked


def test_share_of_another_base_is_told_with_its_numbers(
    open_round, shipped, curator, headcounts, type_in
):
    report = open_round(shipped("school_results"))
    typed = mishkino() | {"pupils_surveyed_share": "51"}
    outcomes = found(type_in(report, curator, typed), curator)

    assert outcomes["surveyed-share"].message == (
        "Опрошены 55 наставляемых, указано 51 %, а из численности 167 получается 33 %. "
        "Проверьте ячейки: Итоги!C4, Итоги!B4."
    )


def test_impossible_base_of_ages_blocks(open_round, shipped, curator, headcounts, school):
    HeadcountFactory(organization=school, age_from=15, age_to=19, value=130)

    outcomes = found(open_round(shipped("targets")), curator)

    assert outcomes["targets-ages-nested"].is_error
    assert outcomes["targets-teen-base"].needs_words


def test_every_shipped_rule_reads_what_its_form_has(db):
    rules = CheckRule.objects.filter(organization=None).select_related("form")

    assert len(rules) == len(_read("report_checks"))
    assert {rule.code: look_through(rule).problems for rule in rules} == {
        rule.code: [] for rule in rules
    }


def test_school_without_teens_is_told_why_and_sends_its_reports(
    open_round, shipped, curator, headcounts, school, type_in
):
    """A primary school: nobody of 15–19 to divide by, nobody of them leads."""
    HeadcountFactory(organization=school, age_from=15, age_to=19, value=0)
    targets, results = open_round(shipped("targets")), open_round(shipped("school_results"))
    typed = mishkino() | {"teen_mentors": "0", "teen_mentors_share": "0"}
    typed |= {f"trial_meetings@direction:{code}": "0" for code in Meeting.Direction.values}
    results = type_in(results, curator, typed)

    cells = fill_report(targets, curator, DUE).cells
    reasons = {cell.reason for cell in cells if cell.key.startswith("Целевые показатели!F5")}
    assert reasons == {"численность обучающихся 15–19 лет равна нулю"}
    about_teens = {code for code in found(results, curator) if "teen" in code}
    failed = {code for code, each in found(results, curator).items() if each.is_failed}
    assert failed & about_teens == set()
    submit_report(member=curator, report=targets, today=DUE)
    explained = {each.key: "так" for each in found(results, curator).values() if each.needs_words}
    submit_report(member=curator, report=type_in(results, curator, typed | explained), today=DUE)
    assert ReportVersion.objects.count() == 2
