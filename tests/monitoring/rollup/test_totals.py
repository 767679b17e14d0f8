from datetime import date

import pytest
from django.utils import timezone

from monitoring.rollup.totals import Rollup, by_municipality, not_reported, totals_of
from monitoring.rounds import reporting
from tests.factories.monitoring import FormVersionFactory
from tests.factories.organizations import MembershipFactory
from tests.monitoring.rollup.conftest import DUE, accepted_form
from tests.monitoring.workbooks.conftest import asked, drawn

LATER = date(2022, 12, 10)


def told(totals):
    return {line.key: str(totals.cells[line.key]) for line in totals.lines if line.is_summed}


def test_numerators_and_denominators_are_summed_and_divided_once(
    coordinator, far, schools, open_round, accept
):
    near_a, near_b, distant = schools([(10, 100), (30, 40)], [(20, 40)])
    opened = open_round(near_a, near_b, distant)
    for school in (near_a, near_b, distant):
        accept(opened, school, events="7")
    totals = totals_of(opened, coordinator)
    share = totals.cells["Лист!C1"]

    # The mean of 10 %, 75 % and 50 % would be 45 %.
    assert told(totals) == {
        "Лист!B1": "60",
        "Лист!C1": "33 %",
        "Лист!D1": "21",
        "Лист!B3": "60",
    }
    assert (share.numerator, share.denominator) == (60, 180)
    assert {row.organization: told_row(row) for row in by_municipality(opened, coordinator)} == {
        near_a.parent: ("40", "29 %"),
        far: ("20", "50 %"),
    }


def told_row(row):
    return str(row.cells["Лист!B1"]), str(row.cells["Лист!C1"])


def test_who_has_not_reported_is_named_and_never_zero(
    coordinator, methodist, far, schools, open_round, accept, send
):
    done, draft, sent, returned = schools([(10, 100), (9, 90), (8, 80), (7, 70)])
    (distant,) = schools([], [(6, 60)])
    opened = open_round(done, draft, sent, returned, distant)
    accept(opened, done)
    send(opened, sent)
    send(opened, returned)
    reporting.return_report(
        member=coordinator,
        report=opened.reports.get(organization=returned),
        number=1,
        remarks="Мало",
        today=DUE,
    )
    curator = MembershipFactory(organization=draft)
    begun = opened.reports.get(organization=draft)
    reporting.save_manual(member=curator, report=begun, typed={"events": "1"}, seen=0)
    groups = not_reported(opened, coordinator)
    empty = totals_of(opened, coordinator, far)

    assert totals_of(opened, coordinator).headline == "Сдали 2 из 5"
    assert totals_of(opened, methodist).headline == "Сдали 2 из 4"
    assert {group.code: [row.organization for row in group.reports] for group in groups} == {
        "not_begun": [distant],
        "draft": [draft],
        "returned": [returned],
        "submitted": [sent],
    }
    assert (empty.headline, set(told(empty).values())) == ("Сдали 0 из 1", {"—"})


def test_frozen_sum_stands_beside_the_live_one(coordinator, schools, open_round, accept, fill):
    first, second = schools([(10, 100), (30, 60)])
    opened = open_round(first, second)
    accept(opened, first)
    accept(opened, second)
    fill(first, 6)
    rollup = Rollup(opened, coordinator)
    live = rollup.cells(coordinator.organization, rollup.reports, rollup.live(LATER))

    assert told(rollup.totals())["Лист!B1"] == "40"
    assert (str(live["Лист!B1"]), str(live["Лист!C1"]), str(live["Лист!D1"])) == ("46", "29 %", "—")


def test_correction_on_its_way_does_not_replace_the_accepted_number(
    coordinator, schools, open_round, accept
):
    (school,) = schools([(10, 100)])
    opened = open_round(school)
    accept(opened, school, events="7")
    report = opened.reports.get()
    curator = MembershipFactory(organization=school)
    reporting.correct_report(member=curator, report=report, reason="Забыли", today=DUE)

    assert told(totals_of(opened, coordinator))["Лист!D1"] == "7"
    assert not_reported(opened, coordinator) == []


def test_institution_without_a_headcount_is_left_out_of_both_parts(
    coordinator, schools, open_round, accept
):
    known, unknown = schools([(10, 100), (50, None)])
    opened = open_round(known, unknown)
    accept(opened, known)
    accept(opened, unknown)
    totals = totals_of(opened, coordinator)

    assert (str(totals.cells["Лист!C1"]), totals.cells["Лист!C1"].left_out) == ("10 %", 1)
    assert str(totals.cells["Лист!B1"]) == "60"


def test_small_count_is_not_given_away_by_any_sum(
    sign_in, coordinator, far, schools, open_round, accept
):
    small, *others = schools([(3, 100)], [(20, 100), (30, 100), (40, 100)])
    opened = open_round(small, *others)
    for school in (small, *others):
        accept(opened, school)
    rollup = Rollup(opened, coordinator)
    places = {row.organization: str(row.cells["Лист!B1"]) for row in rollup.municipalities()}
    shown = {row.organization: str(row.cells["Лист!B1"]) for row in rollup.institutions()}

    # The other municipality reads its total on its own pages: that of the region gives way.
    assert told(rollup.totals())["Лист!B1"] == "скрыто"
    assert places == {small.parent: "скрыто", far: "90"}
    assert [shown[school] for school in (small, *others)] == ["скрыто", "20", "30", "40"]
    # With the plan the difference would tell the percent.
    assert {row.organization: str(row.cells["Лист!F1"]) for row in rollup.institutions()} == dict(
        zip((small, *others), ("скрыто", "-15", "-5", "5"), strict=True)
    )
    # The report itself hides what the summary hides.
    page = sign_in(coordinator).get(opened.reports.get(organization=small).get_absolute_url())
    hidden = {cell.place for cell in page.context["cells"] if cell.value == "скрыто"}
    assert hidden == {"Лист!B1", "Лист!C1", "Лист!F1", "Лист!B3"}


def test_correction_on_its_way_hides_what_the_summary_hides(
    sign_in, coordinator, schools, open_round, accept, send
):
    corrected, small, large, waiting = schools([(6, 100), (3, 100), (20, 100), (5, 100)])
    opened = open_round(corrected, small, large, waiting)
    for school in (corrected, small, large):
        accept(opened, school)
    send(opened, waiting)
    report = opened.reports.get(organization=corrected)
    curator = MembershipFactory(organization=corrected)
    reporting.correct_report(member=curator, report=report, reason="Забыли", today=DUE)
    send(opened, corrected, events="13")
    page = sign_in(coordinator).get(report.get_absolute_url())

    # The summary shows 29 and 20: six here would tell three there.
    assert told(totals_of(opened, coordinator))["Лист!B1"] == "29"
    assert page.context["cells"][0].value == "скрыто"


TYPED = {
    "B1": "{{ figure.people_here }}",
    "C1": '{{ manual.children | integer | people | title="Детей" }}',
    "D1": '{{ manual.share | percent | people=children | title="Доля" }}',
    "E1": '{{ manual.meetings | integer | title="Встреч" }}',
}


def test_typed_count_of_people_is_hidden_with_the_figure_it_equals(
    sign_in, region, coordinator, schools, open_round, accept
):
    found = schools([(3, 100), (6, 100), (20, 100)])
    opened = open_round(*found, version=accepted_form(region, coordinator, TYPED))
    for school, children in zip(found, ("3", "6", "30"), strict=True):
        accept(opened, school, children=children, share="3", meetings="2")
    seen = {row.organization: row.cells for row in Rollup(opened, coordinator).institutions()}
    client = sign_in(coordinator)
    pages = [client.get(opened.reports.get(organization=each).get_absolute_url()) for each in found]

    told = [[str(seen[each][f"Лист!{column}1"]) for column in "BCDE"] for each in found]
    assert told == [["скрыто"] * 3 + ["2"]] * 2 + [["20", "30", "3", "2"]]
    assert [[cell.value for cell in page.context["cells"]] for page in pages] == told


@pytest.mark.parametrize("narrowed", [{}, {"institution_types": ["college"]}])
def test_methodist_sums_the_institutions_they_see(school, schools, open_round, accept, narrowed):
    near, distant = schools([(10, 100)], [(20, 100)])
    methodist = MembershipFactory(role="methodist", organization=school.parent, **narrowed)
    opened = open_round(near, distant)
    accept(opened, near)
    accept(opened, distant)

    assert told(totals_of(opened, methodist))["Лист!B1"] == ("—" if narrowed else "10")


def test_narrowed_methodist_sees_hidden_what_the_whole_municipality_hides(
    school, coordinator, schools, open_round, accept
):
    """The coordinator reads ten beside: less them the sum of the two would tell of three."""
    small, large, garden = schools([(3, 100), (10, 100), (4, 100)])
    opened = open_round(small, large, garden)
    for each in (small, large, garden):
        accept(opened, each)
    narrowed = MembershipFactory(role="methodist", organization=school.parent)
    narrowed.institutions.set([small, large])
    seen = {}
    for member in (coordinator, narrowed):
        rows = Rollup(opened, member).institutions()
        seen[member] = {row.organization: str(row.cells["Лист!B1"]) for row in rows}

    assert seen[narrowed] == {small: "скрыто", large: "10"}
    assert seen[coordinator] == seen[narrowed] | {garden: "скрыто"}
    assert told(totals_of(opened, narrowed))["Лист!B1"] == "скрыто"


def test_sums_kept_give_way_to_what_is_accepted_later(coordinator, schools, open_round, accept):
    first, later = schools([(10, 100), (30, 40)])
    opened = open_round(first, later)
    accept(opened, first)
    before = told(totals_of(opened, coordinator))
    again = Rollup(opened, coordinator)
    same = Rollup(opened, coordinator).frozen is again.frozen
    accept(opened, later)

    assert (before["Лист!B1"], same) == ("10", True)
    assert told(totals_of(opened, coordinator))["Лист!B1"] == "40"


CHILDREN = ("{{ manual.children | integer }}", TYPED["C1"], "{{ manual.children | text }}")


@pytest.mark.parametrize("marks", [(0, 1), (1, 0), (1, 2), (0, 1, 0)])
def test_number_that_one_version_of_the_form_says_to_count_people_is_hidden_in_all_rounds(
    region, coordinator, schools, open_round, accept, marks
):
    forms = [TYPED | {"C1": CHILDREN[mark]} for mark in marks]
    before = accepted_form(region, coordinator, forms[0])
    found = schools([(3, 100), (6, 100), (20, 100)])
    opened = open_round(*found, version=before)
    for school, children in zip(found, ("2", "7", "30"), strict=True):
        accept(opened, school, children=children, share="3", meetings="2")
    for number, cells in enumerate(forms[1:], 2):
        content = drawn(cells)
        FormVersionFactory(
            form=before.form,
            number=number,
            content=content,
            layout=asked("scan", content, {}),
            accepted_at=timezone.now(),
            accepted_by=coordinator,
        )
    told = [str(row.cells["Лист!C1"]) for row in Rollup(opened, coordinator).institutions()]
    assert told == ["скрыто", "скрыто", "30"]
