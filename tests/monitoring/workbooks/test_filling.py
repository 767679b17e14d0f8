from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from mentorship.core.exceptions import DomainError
from monitoring.workbooks.filling import fill_cells, written
from tests.factories.organizations import HeadcountFactory, InstitutionFactory
from tests.monitoring.conftest import TODAY
from tests.monitoring.workbooks.conftest import YEAR, drawn, filled, layout, values

SUMMARY = {
    "A1": "Сводка: {{ organization.name }}, {{ период.dashed }}",
    "A3": "№",
    "B3": "Организация",
    "C3": "Людей",
    "D3": "Доля, %",
    "A4": "{{ rows.schools }}{{ row.number }}",
    "B4": "{{ school.name }}",
    "C4": "{{ figure.people_here }}",
    "D4": "=ROUND(C4/C$5*100,1)",
    "B5": "Всего",
    "C5": "=SUM(C4:C4)",
    "D5": "=SUM(D4)",
    "C6": "{{ figure.people_here }}",
}


def test_form_never_seen_fills_with_the_values_of_figures(school, fill, neighbor, people_figure):
    fill(school, 6)
    second = neighbor(9)

    book, result = filled(drawn(SUMMARY), school.parent)

    sheet = book["Лист"]
    assert sheet["A1"].value == f"Сводка: {school.parent.short_name}, 2022-2023"
    rows = {row[1]: row for row in values(sheet, "A4:D5")}
    assert sorted(row[0] for row in rows.values()) == [1, 2]
    assert [rows[each.short_name][2] for each in (school, second)] == [6, 9]
    assert values(sheet, "B6:D6") == [["Всего", "=SUM(C4:C5)", "=SUM(D4:D5)"]]
    assert sheet["D5"].value == "=ROUND(C5/C$6*100,1)"
    assert sheet["C7"].value == people_figure.value(school.parent, YEAR) == 15
    assert result.row_keys == [f"institution:{row.pk}" for row in sorted_by_name(school, second)]


def sorted_by_name(*schools):
    return sorted(schools, key=lambda row: (row.name, row.pk))


def test_totals_are_counted_for_whoever_only_reads_the_file(school, fill, neighbor, people_figure):
    fill(school, 6)
    neighbor(9)
    content = drawn(SUMMARY)
    result = fill_cells(layout(content), school.parent, YEAR, today=TODAY)

    sheet = load_workbook(BytesIO(written(content, result)), data_only=True)["Лист"]

    assert sheet["C6"].value == 15
    assert sorted([sheet["D4"].value, sheet["D5"].value, sheet["D6"].value]) == [40, 60, 100]


def test_formula_over_hidden_cells_is_hidden_and_not_a_sum_of_the_rest(
    school, fill, neighbor, people_figure
):
    fill(school, 6)
    neighbor(2)
    result = fill_cells(layout(drawn(SUMMARY)), school.parent, YEAR, today=TODAY)

    sheet = load_workbook(BytesIO(written(drawn(SUMMARY), result)))["Лист"]

    assert values(sheet, "C4:C7") == [["скрыто"], ["скрыто"], ["скрыто"], [8]]
    assert values(sheet, "D4:D6") == [["скрыто"]] * 3


def test_rows_are_as_high_as_what_was_put_into_them_unless_somebody_set_it(school, people_figure):
    def dress(sheet):
        for cell in ("A5", "A6", "A7", "B8"):
            sheet[cell].alignment = Alignment(wrap_text=True)
        sheet.row_dimensions[5].height = sheet.row_dimensions[6].height = 20
        sheet.merge_cells("A7:B7")
        sheet["B8"].font = Font(size=22)
        sheet.column_dimensions["B"].width = 40

    name = "{{ organization.full }}"
    content = drawn(SUMMARY | dict.fromkeys(("A5", "A6", "A7", "B8"), name), dress)
    content = rewritten(content, b'r="6" ht="20" customHeight="1"', b'r="6" ht="20"')

    book = load_workbook(BytesIO(written(content, fill_cells(layout(content), school, YEAR))))

    rows = book["Лист"].row_dimensions
    assert [rows[row].height for row in (4, 5, 6, 7, 8)] == [None, 20, 164.6, 29.9, 149.6]


def rewritten(content, before, after):
    """The workbook with other bytes in its sheet."""
    output = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(output, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(before, after))
    return output.getvalue()


def test_layout_of_the_original_is_kept(school, people_figure):
    def dress(sheet):
        sheet.merge_cells("A1:D1")
        sheet.column_dimensions["B"].width = 33
        sheet.row_dimensions[4].height = 40
        sheet["C4"].number_format = "0.00"
        sheet.print_area = "A1:D6"
        sheet.print_title_rows = "3:3"
        sheet.freeze_panes = "A4"
        check = DataValidation("whole", "between", "0", "100")
        check.add("C4")
        sheet.add_data_validation(check)
        sheet.conditional_formatting.add("C4", CellIsRule("lessThan", ["C5"]))

    book, _result = filled(drawn(SUMMARY, dress), school.parent)

    sheet = book["Лист"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    assert (sheet.column_dimensions["B"].width, sheet.row_dimensions[4].height) == (33, 40)
    assert (sheet["C4"].number_format, sheet.freeze_panes) == ("0.00", "A4")
    assert (sheet.print_area, sheet.print_title_rows) == ("'Лист'!$A$1:$D$6", "$3:$3")
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C4"
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == ["C4"]


def test_what_lies_under_a_block_moves_with_it(school, neighbor, people_figure):
    neighbor(0), neighbor(0)

    def dress(sheet):
        sheet.merge_cells("A6:B6")
        sheet.merge_cells("B4:B4")
        sheet.print_area = "A1:D6"
        sheet.row_dimensions[4].height = 40
        check = DataValidation("whole", "between", "0", "100")
        check.add("C4")
        sheet.add_data_validation(check)

    book, _result = filled(drawn(SUMMARY, dress), school.parent)

    sheet = book["Лист"]
    assert "A8:B8" in [str(area) for area in sheet.merged_cells.ranges]
    assert sheet.print_area == "'Лист'!$A$1:$D$8"
    assert [sheet.row_dimensions[row].height for row in (4, 5, 6, 7)] == [40, 40, 40, None]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C4:C6"


def test_data_never_becomes_a_formula(school, people_figure):
    school.short_name = "=1+1"
    school.save()
    cells = {"A1": "{{ organization.name }}", "A2": "{{ manual.words }}"}

    book, _result = filled(drawn(cells), school, {"words": "=cmd|'/c calc'!A0"})

    sheet = book["Лист"]
    assert [(sheet[place].value, sheet[place].data_type) for place in ("A1", "A2")] == [
        ("=1+1", "s"),
        ("=cmd|'/c calc'!A0", "s"),
    ]


def test_dates_are_days_where_the_cell_shows_days(school):
    cells = {"A1": "{{ period.starts_on }}", "A2": "{{ period.starts_on }}"}

    def dress(sheet):
        sheet["A1"].number_format = "DD.MM.YYYY"

    book, _result = filled(drawn(cells, dress), school)

    assert book["Лист"]["A1"].value.date() == date(2022, 9, 1)
    assert book["Лист"]["A2"].value == "01.09.2022"


def test_small_counts_are_hidden_above_the_school(school, fill, neighbor, people_figure):
    fill(school, 3)
    second, third = neighbor(9), neighbor(12)

    book, result = filled(drawn(SUMMARY), school.parent)

    shown = {row[0]: row[1] for row in values(book["Лист"], "B4:C6")}
    assert shown == {school.short_name: "скрыто", second.short_name: "скрыто", third.short_name: 12}
    assert book["Лист"]["C8"].value == 24
    assert [cell.state for cell in result.cells if cell.value == "скрыто"] == ["hidden", "hidden"]


def test_small_headcount_takes_the_next_one_along(school, fill, neighbor, people_figure):
    fill(school, 10, 3)
    neighbor(10, 9), neighbor(10, 12)
    cells = {"A1": "{{ rows.schools }}{{ headcount.pupil | age=10-19 }}", "A2": "{{ rows.end }}"}
    cells["A3"] = "{{ headcount.pupil | age=10-19 }}"

    _book, result = filled(drawn(cells), school.parent)

    # Nine beside twelve and the total would tell three; one sign for both.
    shown = sorted(str(cell.value) for cell in result.cells if cell.value)
    assert shown == ["12", "24", "скрыто", "скрыто"]


def test_small_total_is_hidden_too(school, fill, people_figure):
    fill(school, 3)

    book, _result = filled(drawn({"A1": "{{ figure.people_here }}"}), school.parent)

    assert book["Лист"]["A1"].value == "<5"


def test_school_sees_its_own_small_counts(school, fill, people_figure):
    fill(school, 3)

    book, _result = filled(drawn({"A1": "{{ figure.people_here }}"}), school)

    assert book["Лист"]["A1"].value == 3


def test_coordinator_sees_no_small_count_of_a_school(
    school, coordinator, fill, neighbor, people_figure
):
    fill(school, 6)
    neighbor(3), neighbor(20)

    _book, result = filled(drawn({"A1": "{{ figure.people_here }}"}), school, member=coordinator)

    # The six would give the three away: region less twenty less six.
    assert [(cell.value, cell.state) for cell in result.cells] == [("скрыто", "hidden")]


def test_indicator_shows_its_parts_or_says_why_not(school, fill, indicator):
    fill(school, 55, 108)
    cells = {
        f"A{number}": f"{{{{ indicator.{indicator.code}.{part} }}}}"
        for number, part in enumerate(
            ("title", "fact", "numerator", "denominator", "text", "plan"), 1
        )
    }

    book, result = filled(drawn(cells), school)

    assert [row[0] for row in values(book["Лист"], "A1:A6")] == [
        indicator.title,
        51,
        55,
        108,
        "55 из 108 – 51 %",
        "нет данных",
    ]
    assert [cell.reason for cell in result.cells][-1] == "плана на этот год нет"


def test_unknown_headcount_is_a_reason_and_no_zero(school, neighbor):
    cells = {"A1": "{{ headcount.pupil | age=10-19 }}"}
    book, result = filled(drawn(cells), school)

    assert book["Лист"]["A1"].value == "нет данных"
    assert [cell.reason for cell in result.cells] == [
        "нет численности обучающихся 10–19 лет на 2022/2023 учебный год"
    ]

    HeadcountFactory(organization=school, value=108)
    assert filled(drawn(cells), school)[0]["Лист"]["A1"].value == 108


def test_manual_cells_take_values_within_their_bounds(school):
    cells = {
        "A1": "{{ manual.events | integer | min=0 | max=9 }}",
        "A2": "{{ manual.share | percent }}",
        "A3": '{{ manual.site | choice="да; нет" }}',
        "A4": "{{ manual.on | date }}",
    }

    book, result = filled(
        drawn(cells), school, {"events": "7", "share": "12,5", "site": "да", "on": "01.11.2022"}
    )

    assert [row[0] for row in values(book["Лист"], "A1:A4")] == [7, 12.5, "да", "01.11.2022"]
    assert result.wrong == {}


def test_wrong_manual_values_are_told_and_written_nowhere(school):
    cells = {"A1": '{{ manual.events | integer | max=9 | hint="сколько" }}', "A2": "{{ period }}"}

    _book, result = filled(drawn(cells), school, {"events": "много"})

    assert result.wrong == {"events": "Здесь нужно число, а указано «много»."}
    assert [(cell.value, cell.state) for cell in result.cells] == [
        ("", "empty"),
        ("2022/2023", "known"),
    ]


def test_rows_by_pairs_name_nobody_above_the_school(school):
    cells = {"A1": "{{ rows.pairs }}{{ pair.mentor }}"}

    with pytest.raises(DomainError) as refusal:
        filled(drawn(cells), school.parent)

    assert str(refusal.value) == (
        "В форме есть строки по парам с именами: её заполняет сама организация."
    )


def test_block_without_rows_stays_empty(school):
    cells = {"A1": "{{ rows.pairs }}{{ pair.mentor }}", "B1": "{{ pair.size }}", "B2": "=SUM(B1)"}

    book, _result = filled(drawn(cells), school)

    assert values(book["Лист"], "A1:B2") == [[None, None], [None, "=SUM(B1)"]]


def test_classes_are_counted_by_the_school_alone(school):
    cells = {"A1": "{{ figure.participants | class=8А }}"}

    assert filled(drawn(cells), school)[1].cells[0].value == 0
    assert [(cell.value, cell.reason) for cell in filled(drawn(cells), school.parent)[1].cells] == [
        ("нет данных", "по классам считает только сама организация")
    ]


def test_statements_do_not_depend_on_the_number_of_schools(
    school, fill, neighbor, indicator, django_assert_num_queries
):
    fill(school, 6, 10)
    form = layout(drawn(SUMMARY | {"E4": f"{{{{ indicator.{indicator.code}.fact }}}}"}))
    with CaptureQueriesContext(connection) as one:
        fill_cells(form, school.parent, YEAR, today=TODAY)
    neighbor(7, 10), neighbor(8, 10)

    with django_assert_num_queries(len(one)):
        fill_cells(form, school.parent, YEAR, today=TODAY)


def test_own_indicator_of_a_region_is_counted_there_alone(school, fill, indicator):
    fill(school, 55, 108)
    indicator.organization = school.parent.parent
    indicator.save()
    cells = {"A1": f"{{{{ indicator.{indicator.code}.fact }}}}"}
    elsewhere = InstitutionFactory()

    assert filled(drawn(cells), school)[1].cells[0].value == 51
    assert [(cell.value, cell.reason) for cell in filled(drawn(cells), elsewhere)[1].cells] == [
        ("нет данных", f"показатель {indicator.code} в этом году здесь не считается")
    ]
