import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from monitoring.models import Round
from monitoring.rollup import kept
from monitoring.rollup.regional import fill_from_reports
from monitoring.rollup.totals import Rollup
from tests.factories.monitoring import RoundFactory
from tests.monitoring.rollup.conftest import DUE, accepted_form


def url(name, opened, query=""):
    return reverse(f"monitoring:{name}", args=[opened.pk]) + query


@pytest.fixture
def opened(schools, open_round, accept):
    """Two schools near (12 and 30 people), one far; one more near has not reported."""
    first, second, silent, distant = schools([(12, 100), (30, 60), (9, 90)], [(20, 80)])
    opened = open_round(first, second, silent, distant)
    accept(opened, first, **{"words": "Лучше", f"words@institution:{first.pk}": "=1+1"})
    accept(opened, second)
    accept(opened, distant)
    return opened


def test_region_opens_as_municipalities_and_these_as_schools(
    sign_in, coordinator, opened, far, school
):
    client = sign_in(coordinator)
    page = client.get(url("round_rollup", opened, "?live=1"))
    near = client.get(url("round_rollup", opened, f"?place={school.parent.pk}&cell=Лист!C1"))

    shown = {row.line.key: (str(row.frozen), row.difference) for row in page.context["rows"]}
    assert (shown["Лист!B1"], shown["Лист!C1"]) == (("62", "0"), ("26 %", "0"))
    assert [str(row.totals.organization) for row in page.context["below"]] == sorted(
        [str(far), str(school.parent)]
    )
    assert [str(row.cell) for row in near.context["below"]] == ["12 %", "50 %", "—"]
    assert near.context["totals"].headline == "Сдали 2 из 3"
    assert str(near.context["line_total"]) == "26 %"


def test_foreign_round_and_foreign_municipality_are_not_there(
    sign_in, methodist, coordinator, opened, far
):
    client = sign_in(methodist)

    for address in (
        url("round_rollup", RoundFactory()),
        url("round_rollup", opened, f"?place={far.pk}"),
        url("round_rollup", opened, "?place=x"),
        url("round_rollup", opened, "?cell=Лист!Z9"),
        url("round_rating", opened, "?cell=Лист!B1"),
    ):
        assert client.get(address).status_code == 404
    assert client.get(url("round_rollup", opened)).context["totals"].headline == "Сдали 2 из 3"


def test_workbook_has_a_sheet_for_institutions_for_municipalities_and_for_the_silent(
    sign_in, coordinator, opened
):
    page = sign_in(coordinator).get(url("round_rollup_export", opened))
    book = load_workbook(io.BytesIO(page.content))
    rows = {sheet.title: [[c.value for c in row] for row in sheet.iter_rows()] for sheet in book}

    assert [(name, len(found)) for name, found in rows.items()] == [
        ("По организациям", 5),
        ("По муниципалитетам", 4),
        ("Не сдали", 3),
        ("Пояснения", 2),
    ]
    assert rows["По организациям"][2][2:] == [12, 12, 12, 100, 12, "Лучше", -23, "=1+1"]
    assert [row[1:4] for row in rows["По муниципалитетам"][2:]] == [[3, 2, 2], [1, 1, 1]]
    assert rows["Не сдали"][2][2] == "Не начали"


def test_form_is_filled_for_the_region_from_the_accepted_reports(sign_in, coordinator, opened):
    page = sign_in(coordinator).get(url("round_rollup_form", opened))
    sheet = load_workbook(io.BytesIO(page.content)).active
    rows = [[cell.value for cell in row[:5]] for row in sheet.iter_rows()]

    assert rows[0] == [coordinator.organization.short_name, 62, 26, 36, None]
    # «№ 10» stands before «№ 9».
    assert {tuple(row[1:3]) for row in rows[2:5]} == {(12, "=1+1"), (30, None), (20, None)}
    assert sheet["B7"].value == "=SUM(B3:B5)"


def test_form_of_a_round_without_accepted_reports_says_so(sign_in, coordinator, open_round, school):
    opened = open_round(school)
    page = sign_in(coordinator).get(url("round_rollup_form", opened), follow=True)

    assert [str(message) for message in page.context["messages"]] == [
        "Принятых отчётов ещё нет: складывать нечего."
    ]


@pytest.mark.parametrize("name", ["round_rollup", "round_rollup_export", "round_rating"])
def test_queries_do_not_grow_with_institutions(
    sign_in, coordinator, opened, schools, open_round, accept, name
):
    client = sign_in(coordinator)
    more = schools([(9, 90)] * 2, [(8, 80)] * 2)
    larger = open_round(*more, *(row.organization for row in opened.reports.all()))
    for institution in more:
        accept(larger, institution)
    counts = []
    for each in (opened, opened, larger):
        kept.forget()
        with CaptureQueriesContext(connection) as found:
            client.get(url(name, each, "?live=1" if name == "round_rollup" else ""))
        counts.append(len(found))

    assert counts[1] == counts[2]


def test_tenths_typed_by_hand_and_figures_are_summed_in_as_many_statements(
    coordinator, region, opened, schools, accept, open_round, people_figure
):
    marks = {"A1": "{{ manual.hours | number }}", "A2": "{{ rows.schools }}{{ school.region }}"}
    version = accepted_form(region, coordinator, marks)
    asked = [row.organization for row in opened.reports.order_by("pk")]
    counts = []
    for institutions in (asked[:2], asked):
        round_ = open_round(*institutions, version=version)
        for institution, hours in zip(institutions, ("0,1", "0,2", "0", "0"), strict=False):
            accept(round_, institution, hours=hours)
        round_ = Round.objects.select_related("version").get(pk=round_.pk)
        with CaptureQueriesContext(connection) as found:
            filled = fill_from_reports(Rollup(round_, coordinator), DUE)
        counts.append(len(found))

    assert counts[0] == counts[1]
    assert (filled.values["Лист!A1"], len(filled.cells)) == (0.3, 5)
