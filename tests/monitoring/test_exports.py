from io import BytesIO

import pytest
from openpyxl import load_workbook

from mentorship.bank.counted import NAMELESS
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.exports import REPORTS, targets_workbook
from monitoring.models import Indicator
from tests.factories.monitoring import StatedValueFactory
from tests.factories.organizations import HeadcountFactory, InstitutionFactory
from tests.monitoring.conftest import TODAY

YEAR = SchoolYear(2022)


@pytest.fixture
def only(indicator):
    """The report of this indicator alone."""
    Indicator.objects.exclude(pk=indicator.pk).delete()
    return indicator


def workbook_of(organization):
    return load_workbook(BytesIO(targets_workbook(organization, YEAR, TODAY)))


def values_of(sheet, row):
    return [cell.value for cell in sheet[row]]


def test_table_stands_as_in_the_source(only, school, fill):
    fill(school, 55, 108)
    StatedValueFactory(organization=school, indicator=only)

    sheet = workbook_of(school)["Целевые показатели"]

    assert sheet["A1"].value == (
        "Целевые показатели развития модели наставничества: "
        f"{school.short_name}, 2022-2023 учебный год"
    )
    assert values_of(sheet, 2)[:3] == [
        "№ п/п",
        "Наименование показателя",
        "Значение показателя к концу 2022-2023 уч. г.",
    ]
    name = f"{only.title} ({only.formula})"
    assert values_of(sheet, 3)[:8] == [1, name, "55 из 108 – 51 %", 55, 108, 51, None, 3]
    assert values_of(sheet, 3)[8] == "заявлено «3-3 %»: отчёт за 2022-2023 уч. год"


def test_unknown_value_is_a_reason_and_empty_numbers(only, school, fill):
    fill(school, 55)

    row = values_of(workbook_of(school)["Целевые показатели"], 3)

    reason = "нет численности обучающихся 10–19 лет на 2022/2023 учебный год"
    assert row[2:6] == [reason, 55, None, None]


def test_sheet_prints_on_landscape_pages_with_repeated_heads(only, school):
    sheet = workbook_of(school)["Целевые показатели"]

    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert (sheet.print_title_rows, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("$2:$2", True)


def test_people_behind_the_numerator_are_listed_inside_the_school(only, school, fill):
    fill(school, 2, 10, consented=True)
    fill(InstitutionFactory(parent=school.parent), 1, 10, consented=True)

    sheet = workbook_of(school)["Кто учтён"]

    name = f"Канареев{school.pk} Иван"
    assert [values_of(sheet, row) for row in (2, 3)] == [
        [only.short_title, 1, f"{name}000"],
        [only.short_title, 2, f"{name}001"],
    ]
    assert sheet.max_row == 3


def test_people_without_a_consent_are_not_named_in_the_file(only, school, fill):
    fill(school, 1, 10)

    assert values_of(workbook_of(school)["Кто учтён"], 2)[2] == NAMELESS


@pytest.mark.parametrize("levels_up", [1, 2])
def test_file_above_the_school_lists_institutions_and_no_people(
    only, school, fill, neighbor, levels_up
):
    fill(school, 3, 20, consented=True)
    second, third = neighbor(9, 30), neighbor(12, 40)
    organization = school.parent if levels_up == 1 else school.parent.parent

    book = workbook_of(organization)

    assert book.sheetnames == ["Целевые показатели", "По организациям"]
    rows = {row[1].value: [cell.value for cell in row[2:]] for row in book["По организациям"]}
    assert rows[school.short_name] == ["скрыто", 20, "скрыто"]
    assert rows[second.short_name] == ["скрыто", 30, "скрыто"]
    assert rows[third.short_name] == [12, 40, 30]
    assert values_of(book["Целевые показатели"], 3)[2:6] == ["24 из 90 – 27 %", 24, 90, 27]


def test_small_total_is_hidden_in_the_file_too(only, school, fill):
    fill(school, 3, 20)

    row = values_of(workbook_of(school.parent)["Целевые показатели"], 3)

    assert row[2:6] == ["меньше 5 человек: число не показывается", "<5", 20, None]


def test_title_of_a_region_needs_no_cases(only, school):
    region = school.parent.parent

    title = workbook_of(region)["Целевые показатели"]["A1"].value

    assert title == (
        "Целевые показатели развития модели наставничества: "
        f"{region.short_name}, 2022-2023 учебный год"
    )


def test_names_never_become_formulas(only, fill):
    school = InstitutionFactory(short_name="=1+1", short_name_genitive="")
    fill(school, 9, 20)

    cell = workbook_of(school.parent)["По организациям"]["B2"]

    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_note_says_who_is_left_out(only, school, fill, neighbor):
    fill(school, 9, 20)
    neighbor(9)

    row = values_of(workbook_of(school.parent)["Целевые показатели"], 3)

    assert row[8] == "без 1\xa0организации: нет численности"


def test_file_name_is_words_and_years():
    school = Organization(short_name="МБОУ «Мишкинская СОШ» № 1")

    name = REPORTS["targets"].file_name(school, YEAR)

    assert name == "Целевые_показатели_МБОУ_Мишкинская_СОШ_1_2022-2023.xlsx"


def test_enterprises_are_shown_above_the_school(school):
    indicator = Indicator.objects.get(code="I4")
    Indicator.objects.exclude(pk=indicator.pk).delete()
    HeadcountFactory(
        organization=school, category="enterprise", age_from=None, age_to=None, value=4
    )

    sheet = workbook_of(school.parent)["По организациям"]

    assert [cell.value for cell in sheet[2]][2:] == [0, 4, 0]
