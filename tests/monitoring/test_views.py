from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.bank import MentorEntryFactory, PersonFactory, form
from tests.factories.documents import DocumentFactory
from tests.factories.monitoring import PlanValueFactory
from tests.factories.organizations import HeadcountFactory, MembershipFactory
from tests.factories.pairs import PairFactory
from tests.factories.surveys import ResponseFactory

LIST = reverse("monitoring:indicator_list")
ROWS = "monitoring:indicator_rows"
INSTITUTIONS = "monitoring:indicator_institutions"


def page_of(response):
    return response.content.decode()


def statements_of(client, url):
    """Statements of a second request: the first one also stamps the session."""
    client.get(url)
    with CaptureQueriesContext(connection) as statements:
        assert client.get(url).status_code == 200
    return len(statements)


def shown_value(response, indicator):
    return next(v for v in response.context["values"] if v.indicator == indicator)


def test_indicators_show_numbers_as_links_to_what_they_count(
    sign_in, curator, indicator, fill, school
):
    fill(school, 11, 20)

    response = sign_in(curator, 2022).get(LIST)

    assert shown_value(response, indicator).percent == 55
    page = page_of(response)
    assert page.count(f'href="{reverse(ROWS, args=[indicator.code, "numerator"])}"') == 1
    assert page.count(f'href="{reverse(ROWS, args=[indicator.code, "denominator"])}"') == 1


def test_missing_headcount_is_linked_to_the_form_for_those_who_may_fill_it(
    sign_in, curator, school
):
    url = reverse("organizations:headcount_fill")
    reader = MembershipFactory(role="council", organization=school)

    written = page_of(sign_in(curator, 2022).get(LIST)).count(f'href="{url}"')
    read = page_of(sign_in(reader, 2022).get(LIST)).count(f'href="{url}"')

    # One button in the head, and a link at each of the four indicators with a headcount.
    assert (written, read) == (5, 0)


@pytest.mark.parametrize("role", ["curator", "director", "council", "psychologist"])
def test_number_equals_the_length_of_its_list(sign_in, school, indicator, fill, role):
    fill(school, 101, 200, consented=False)
    client = sign_in(MembershipFactory(role=role, organization=school), 2022)

    number = shown_value(client.get(LIST), indicator).numerator
    response = client.get(reverse(ROWS, args=[indicator.code, "numerator"]))

    assert response.context["page_obj"].paginator.count == number == 101
    assert "<caption>Учтено: 101</caption>" in page_of(response)


@pytest.fixture
def taking_part(school):
    """Two pupils with mentors, one of these a pupil too; one mentee of two is satisfied."""
    order = DocumentFactory(organization=school, kind="pairs_order")
    pupil = PersonFactory(institution=school, birth_year=2006, consented=True)
    peer = MentorEntryFactory(institution=school, person=pupil)
    settled = {"institution": school, "order": order, "state": "active"}
    pairs = [
        PairFactory(**settled),
        PairFactory(**settled, mentor_entry=peer, form=form("uchenik-uchenik")),
    ]
    for pair, is_satisfied in zip(pairs, (True, False), strict=True):
        person = pair.members.get().person
        ResponseFactory(institution=school, person=person, is_satisfied=is_satisfied)
    return school


@pytest.mark.parametrize(
    ("code", "part", "count"),
    [
        ("I1", "numerator", 2),
        ("I2", "numerator", 1),
        ("I3", "numerator", 0),
        ("I4", "numerator", 0),
        ("I5", "numerator", 1),
        ("I5", "denominator", 2),
        ("I6", "denominator", 0),
    ],
)
def test_number_of_a_real_figure_equals_the_length_of_its_list(
    sign_in, curator, taking_part, code, part, count
):
    client = sign_in(curator, 2022)

    value = next(v for v in client.get(LIST).context["values"] if v.indicator.code == code)
    response = client.get(reverse(ROWS, args=[code, part]))

    assert response.context["page_obj"].paginator.count == getattr(value, part) == count


def test_coverage_is_said_beside_satisfaction(sign_in, curator, taking_part):
    page = page_of(sign_in(curator, 2022).get(LIST))

    assert (page.count("Ответили 2 из 2."), page.count("Ответили 0 из 2.")) == (1, 1)


def test_coverage_is_not_said_when_more_answered_than_took_part(sign_in, curator, school):
    ResponseFactory(institution=school, person__institution=school)
    client = sign_in(curator, 2022)

    value = next(v for v in client.get(LIST).context["values"] if v.indicator.code == "I5")

    assert (value.percent, value.coverage) == (100, None)


def test_denominator_opens_the_headcounts_of_the_year(sign_in, curator, school, indicator):
    counted = HeadcountFactory(organization=school)
    HeadcountFactory(organization=school, as_of="2021-09-01")
    HeadcountFactory()

    response = sign_in(curator, 2022).get(reverse(ROWS, args=[indicator.code, "denominator"]))

    assert list(response.context["rows"]) == [counted]


@pytest.mark.parametrize(
    ("code", "part"), [("I1", "half"), ("nope", "numerator"), ("T-unknown", "numerator")]
)
def test_number_that_is_not_there_is_404(sign_in, curator, code, part):
    response = sign_in(curator, 2022).get(reverse(ROWS, args=[code, part]))

    assert response.status_code == 404


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_above_the_school_no_page_names_a_person(sign_in, request, school, indicator, fill, role):
    fill(school, 11, 20, consented=True)
    client = sign_in(request.getfixturevalue(role), 2022)
    pages = [LIST, reverse(INSTITUTIONS, args=[indicator.code]), reverse("indicator_cards")]
    pages += [reverse("monitoring:report_list")]

    texts = [page_of(client.get(url)) for url in pages]
    report = client.get(reverse("monitoring:report_download", args=["targets"]))
    cells = [
        str(cell.value)
        for sheet in load_workbook(BytesIO(report.content))
        for row in sheet
        for cell in row
    ]

    assert [text for text in [*texts, *cells] if "Канареев" in text] == []
    assert school.short_name in texts[1]


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_lists_of_people_do_not_exist_above_the_school(sign_in, request, indicator, role, part):
    client = sign_in(request.getfixturevalue(role), 2022)

    assert client.get(reverse(ROWS, args=[indicator.code, part])).status_code == 404


def test_above_the_school_numbers_lead_to_institutions(sign_in, methodist, indicator, fill, school):
    fill(school, 11, 20)

    page = page_of(sign_in(methodist, 2022).get(LIST))

    assert page.count(f'href="{reverse(INSTITUTIONS, args=[indicator.code])}"') == 2


def test_institutions_add_up_to_the_total(sign_in, coordinator, indicator, fill, school, neighbor):
    fill(school, 11, 20)
    neighbor(7, 30)
    neighbor(8)

    response = sign_in(coordinator, 2022).get(reverse(INSTITUTIONS, args=[indicator.code]))

    total = response.context["total"]
    cells = [cells for _institution, cells in response.context["page_obj"]]
    assert sum(cell.numerator.value or 0 for cell in cells) == total.numerator == 18
    assert sum(cell.denominator.value or 0 for cell in cells) == total.denominator == 50


def test_institutions_of_another_branch_are_not_shown(sign_in, methodist, indicator, fill, school):
    fill(MembershipFactory().organization, 11, 20)

    response = sign_in(methodist, 2022).get(reverse(INSTITUTIONS, args=[indicator.code]))

    assert [institution for institution, _cells in response.context["page_obj"]] == [school]


@pytest.mark.parametrize("code", ["I1", "nope"])
def test_table_of_institutions_is_not_for_a_school_or_an_unknown_code(
    sign_in, curator, methodist, code
):
    member = curator if code == "I1" else methodist

    assert sign_in(member, 2022).get(reverse(INSTITUTIONS, args=[code])).status_code == 404


def test_pages_make_as_many_statements_for_three_schools_as_for_one(
    sign_in, methodist, indicator, school, fill, neighbor
):
    fill(school, 11, 20)
    client = sign_in(methodist, 2022)
    urls = [LIST, reverse(INSTITUTIONS, args=[indicator.code])]
    one = [statements_of(client, url) for url in urls]
    neighbor(7, 30)
    neighbor(8)

    assert [statements_of(client, url) for url in urls] == one


def test_list_of_people_makes_as_many_statements_for_three_as_for_one(
    sign_in, curator, indicator, school, fill
):
    fill(school, 1, 20, consented=True)
    client, url = sign_in(curator, 2022), reverse(ROWS, args=[indicator.code, "numerator"])
    one = statements_of(client, url)
    fill(school, 2, consented=True)

    assert statements_of(client, url) == one


def test_mentor_sees_no_indicators(sign_in, school):
    client = sign_in(MembershipFactory(role="mentor", organization=school), 2022)
    urls = [LIST, reverse("monitoring:report_list"), reverse(ROWS, args=["I1", "numerator"])]

    assert [client.get(url).status_code for url in urls] == [403] * 3


def test_year_of_the_page_is_the_chosen_one(sign_in, curator, school, indicator):
    HeadcountFactory(organization=school, as_of="2021-09-01", value=77)

    values = [
        shown_value(sign_in(curator, year).get(LIST), indicator).denominator
        for year in (2021, 2022)
    ]

    assert values == [77, None]


def test_report_is_downloaded_under_a_russian_name(sign_in, curator, school):
    response = sign_in(curator, 2022).get(reverse("monitoring:report_download", args=["targets"]))

    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert load_workbook(BytesIO(response.content)).sheetnames == [
        "Целевые показатели",
        "Кто учтён",
    ]


def test_unknown_report_is_404(sign_in, curator):
    url = reverse("monitoring:report_download", args=["nope"])

    assert sign_in(curator, 2022).get(url).status_code == 404


def test_reports_say_where_their_form_is_from(sign_in, curator):
    page = page_of(sign_in(curator, 2022).get(reverse("monitoring:report_list")))

    assert page.count("отчёта МБОУ «Мишкинская СОШ» за 2022-2023 учебный год") == 1
    assert page.count(reverse("monitoring:report_download", args=["targets"])) == 1


def test_home_shows_cards_with_links(sign_in, curator, school):
    HeadcountFactory(organization=school)

    page = page_of(sign_in(curator, 2022).get(reverse("home")))

    assert page.count('<progress value="0" max="100"') == 1
    assert page.count(f'href="{reverse(ROWS, args=["I1", "denominator"])}"') == 1


def test_plan_is_written_for_the_own_organization(sign_in, methodist, indicator, school):
    foreign = PlanValueFactory(indicator=indicator, organization=school, value=10)
    url = reverse("monitoring:plan_update", args=[indicator.code])

    response = sign_in(methodist, 2022).post(url, {"value": "45", "source": "приказ № 7"})

    assert (response.status_code, response.url) == (302, LIST)
    written = indicator.plan_values.get(organization=methodist.organization)
    assert (written.year, written.value, written.source) == (2022, 45, "приказ № 7")
    foreign.refresh_from_db()
    assert foreign.value == 10


@pytest.mark.parametrize(("value", "source"), [("101", "приказ"), ("", "приказ"), ("5", "")])
def test_spoilt_plan_is_not_written_and_stays_typed(sign_in, curator, indicator, value, source):
    url = reverse("monitoring:plan_update", args=[indicator.code])

    response = sign_in(curator, 2022).post(url, {"value": value, "source": source})

    assert (response.status_code, indicator.plan_values.count()) == (200, 0)
    assert response.context["form"]["value"].value() == value


def test_plan_is_closed_to_a_reader(sign_in, school, indicator):
    client = sign_in(MembershipFactory(role="psychologist", organization=school), 2022)
    url = reverse("monitoring:plan_update", args=[indicator.code])

    assert [client.get(url).status_code, client.post(url).status_code] == [403, 403]


def test_institution_sees_a_day_of_its_choice_and_those_above_today(
    sign_in, curator, methodist, school, fill, indicator
):
    fill(school, 30, consented=True)
    for value, day in ((100, date(2022, 9, 20)), (120, date(2023, 3, 1))):
        HeadcountFactory(organization=school, value=value, as_of=day)
    url = reverse("monitoring:indicator_list")
    rows = reverse("monitoring:indicator_rows", args=[indicator.code, "denominator"])

    def denominators(member, day):
        values = sign_in(member, 2022).get(url, {"on": day}).context["values"]
        return [v.denominator for v in values if v.indicator.code == indicator.code]

    page = sign_in(curator, 2022).get(url, {"on": "31.12.2022"})
    assert page.content.decode().count(f"{rows}?on=2022-12-31") == 1
    assert [denominators(curator, day) for day in ("31.12.2022", "", "вчера")] == [
        [100], [120], [120],
    ]  # fmt: skip
    assert denominators(methodist, "31.12.2022") == [120]
    listed = sign_in(curator, 2022).get(rows, {"on": "2022-12-31"}).context["rows"]
    assert [row.value for row in listed] == [100]


def test_day_that_is_shown_is_the_day_that_was_counted(sign_in, curator, indicator):
    client = sign_in(curator, 2022)
    page = client.get(reverse("monitoring:indicator_list"), {"on": "01.01.2020"})
    rows = reverse("monitoring:indicator_rows", args=[indicator.code, "numerator"])
    days = ("", "2022-12-31", "2020-01-01")

    assert page.context["day_form"].errors["on"] == [
        "Показан 2022/2023 учебный год: укажите день с 01.09.2022 по 31.08.2023."
    ]
    assert page.context["on"] is None
    assert [client.get(rows, {"on": day}).context["day"] for day in days] == [
        date(2023, 8, 31), date(2022, 12, 31), date(2023, 8, 31),
    ]  # fmt: skip


def test_years_of_the_trend_open_what_they_counted(sign_in, curator, methodist, indicator, fill):
    fill(curator.organization, 30, 100, consented=True)
    trend = reverse("monitoring:indicator_trend", args=[indicator.code])
    inside = reverse("monitoring:indicator_rows", args=[indicator.code, "numerator"])
    above = reverse("monitoring:indicator_institutions", args=[indicator.code])

    for member, opens in ((curator, inside), (methodist, above)):
        page = sign_in(member, 2023).get(trend).content.decode()
        assert page.count(f'href="{opens}?year=2022"') == 2
        assert "2022/2023" in sign_in(member, 2023).get(opens, {"year": 2022}).content.decode()
