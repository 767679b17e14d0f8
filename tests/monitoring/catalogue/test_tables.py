import io
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from mentorship.organizations.school_year import SchoolYear
from monitoring.catalogue.tables import Choice, build_grid
from monitoring.models import FigureTable
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory

YEAR, TODAY = SchoolYear(2022), date(2023, 6, 1)
BUILD = "/monitoring/tables/"


@pytest.fixture
def mentees():
    def make(school, count, sex="f"):
        for _ in range(count):
            person = PersonFactory(institution=school, sex=sex, consented=True)
            MenteeEntryFactory(institution=school, person=person)

    return make


def numbers(choice, member):
    grid = build_grid(choice, member, YEAR, TODAY)
    return [(row.value, *(cell.value for cell in row.cells)) for row in grid.rows]


def test_school_sees_every_number_and_opens_it(curator, school, mentees):
    mentees(school, 2)
    mentees(school, 1, "m")
    grid = build_grid(Choice(("mentees_in_bank",), cut="sex", years=2), curator, YEAR, TODAY)
    address = reverse("monitoring:figure_rows", args=["mentees_in_bank"])

    assert [(row.value, *(cell.value for cell in row.cells)) for row in grid.rows] == [
        ("мужской", 1, 0),
        ("женский", 2, 0),
    ]
    assert grid.rows[1].cells[0].url == f"{address}?year=2022&cut=sex&value=f"


def test_above_the_school_small_cells_are_hidden_in_every_direction(methodist, school, mentees):
    other = InstitutionFactory(parent=school.parent)
    mentees(school, 3)
    mentees(school, 9, "m")
    mentees(other, 7)
    mentees(other, 8, "m")
    choice = Choice(("mentees_in_bank",), level="institution", cut="sex")

    assert {number for _value, number in numbers(choice, methodist)} == {"скрыто"}


def test_table_by_sex_opens_nothing_that_the_table_without_hides(methodist, school, mentees):
    second, third = (InstitutionFactory(parent=school.parent) for _ in range(2))
    for place, women, men in ((school, 0, 3), (second, 0, 6), (third, 15, 5)):
        mentees(place, women)
        mentees(place, men, "m")
    places = [school.short_name, second.short_name, third.short_name]
    choice = Choice(("mentees_in_bank",), level="institution")

    def shown(choice, value):
        rows = build_grid(choice, methodist, YEAR, TODAY).rows
        found = {row.organization: row.cells[0].value for row in rows if row.value == value}
        return [found[place] for place in places]

    assert shown(choice, "") == ["скрыто", "скрыто", 20]
    # Twenty of the third are known: six of the second would tell of the first.
    assert shown(replace(choice, cut="sex"), "мужской")[:2] == ["скрыто", "скрыто"]


def test_school_closed_between_the_years_is_in_the_earlier_one_alone(
    coordinator, methodist, school, people_figure
):
    """Its three people would follow from the sums of 2022/23 and what the others show."""
    second = InstitutionFactory(parent=school.parent)
    closed = InstitutionFactory(parent=school.parent, closed_on=date(2023, 6, 30))
    for place, people in ((school, 20), (second, 12), (closed, 3)):
        for _ in range(people):
            PersonFactory(institution=place)

    def shown(member, level):
        choice = Choice(("people_here",), level, years=2)
        rows = build_grid(choice, member, SchoolYear(2023), date(2023, 11, 1)).rows
        return {row.organization: [cell.value for cell in row.cells] for row in rows}

    place = school.parent.short_name
    assert shown(coordinator, "municipality") == {place: [32, 35]}
    for member in (coordinator, methodist):
        assert shown(member, "") == {member.organization.short_name: [32, 35]}
        assert shown(member, "institution") == {
            school.short_name: [20, 20],
            second.short_name: [12, "скрыто"],
            closed.short_name: [0, "скрыто"],
        }


def test_number_above_the_school_opens_its_institutions(methodist, school, mentees):
    mentees(school, 6)
    [row] = build_grid(Choice(("mentees_in_bank",)), methodist, YEAR, TODAY).rows

    assert (row.cells[0].value, row.cells[0].url) == (
        6,
        f"{BUILD}?figures=mentees_in_bank&level=institution&cut=&years=1",
    )


def test_table_is_saved_shared_downwards_and_taken_away(sign_in, methodist, curator):
    asked = {"figures": ["mentees_in_bank"], "level": "institution", "years": "2"}
    page = sign_in(methodist).post(f"{BUILD}save/", asked | {"title": "Банк", "is_shared": "on"})
    table = FigureTable.objects.get()

    assert page.headers["Location"] == table.get_absolute_url()
    assert list(FigureTable.objects.shared_with(curator)) == [table]
    sign_in(methodist).post(f"{BUILD}{table.pk}/archive/")
    assert list(FigureTable.objects.in_use()) == []


def test_second_table_of_a_name_is_refused(sign_in, curator):
    for _ in range(2):
        page = sign_in(curator).post(
            f"{BUILD}save/", {"figures": ["mentees_in_bank"], "title": "Банк"}, follow=True
        )

    assert [str(message) for message in page.context["messages"]] == [
        "Таблица «Банк» уже есть: назовите эту иначе."
    ]
    assert FigureTable.objects.count() == 1


def test_cut_that_a_figure_lacks_is_said_at_its_field(sign_in, curator):
    page = sign_in(curator).get(BUILD, {"figures": "documents_issued", "cut": "sex"})

    assert page.context["form"].errors == {"cut": ["Такого разреза нет у величины «Документы»."]}


def test_file_has_the_numbers_and_a_dictionary(sign_in, curator, school, mentees):
    mentees(school, 2)
    page = sign_in(curator).get(f"{BUILD}export/", {"figures": "mentees_in_bank"})
    book = load_workbook(io.BytesIO(page.content))

    assert book.sheetnames == ["Таблица", "Словарь данных"]
    assert [row[0].value for row in book["Словарь данных"].iter_rows()][
        -1
    ] == "В базе: наставляемых"


def test_rows_of_a_value_are_as_many_as_the_number(sign_in, curator, school, mentees, settings):
    mentees(school, 2)
    mentees(school, 1, "m")
    url = reverse("monitoring:figure_rows", args=["mentees_in_bank"])
    client = sign_in(curator)

    page = client.get(url, {"year": "2022", "cut": "sex", "value": "f"})
    assert page.context["page_obj"].paginator.count == 2
    assert client.get(url, {"year": "2022", "cut": "sex", "value": "x"}).status_code == 404


def test_names_of_classes_are_no_cut_above_the_school(sign_in, methodist):
    page = sign_in(methodist).get(BUILD, {"figures": "mentees_in_bank", "cut": "class"})

    assert "cut" in page.context["form"].errors


def test_catalogue_finds_by_words_of_the_definition(sign_in, curator):
    page = sign_in(curator).get("/monitoring/figures/", {"q": "расторгнуты досрочно"})

    assert [figure.code for figure, _cuts in page.context["figures"]] == ["pairs_dissolved"]


def test_table_takes_as_many_statements_for_three_schools_as_for_one(methodist, school, mentees):
    choice = Choice(("mentees_in_bank", "participants"), level="institution", cut="sex", years=2)
    taken = []
    for place in (school, *InstitutionFactory.create_batch(2, parent=school.parent)):
        mentees(place, 1)
        with CaptureQueriesContext(connection) as captured:
            build_grid(choice, methodist, YEAR, TODAY)
        taken.append(len(captured))

    assert taken[0] == taken[2]


def test_council_keeps_no_tables(sign_in, school):
    council = MembershipFactory(role="council", organization=school)
    asked = {"figures": ["mentees_in_bank"], "title": "Банк"}

    assert sign_in(council).post(f"{BUILD}save/", asked).status_code == 403
