import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from monitoring.workbooks.checking import check_form
from tests.monitoring.workbooks.conftest import drawn, layout, saved


def errors(cells, change=None):
    return [(each.place, each.text) for each in check_form(layout(drawn(cells, change))).errors]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            "{{ figure.mentes_taking_part }}",
            "Имени figure.mentes_taking_part нет. Может быть, figure.mentees_taking_part?",
        ),
        ("{{ organisation.name }}", "Имени organisation.name нет. Может быть, organization.name?"),
        (
            "{{ mentees_taking_part }}",
            "Имени mentees_taking_part нет. Может быть, figure.mentees_taking_part?",
        ),
        ("{{ zzz }}", "Имени zzz нет. Список имён – на странице «Имена для форм»."),
        (
            "{{ figure.participants | sex=женщины }}",
            "Значения «женщины» у условия sex нет. Может быть, женский? Есть: m, f.",
        ),
        (
            "{{ figure.participants | age=19-10 }}",
            "В условии age=19-10 первое число больше второго.",
        ),
        (
            "{{ pair.mentor }}",
            "Имя pair.mentor стоит вне строк rows.pairs: показывать в нём некого.",
        ),
        ("{{ row.number }}", "Имя row.number стоит вне повторяемых строк."),
        ("{{ manual.x | money }}", "Тип «money» не описан. Есть: "),
        ("{{ manual.x | text | min=1 }}", "Границы min и max бывают у чисел, а manual.x – текст."),
        (
            "{{ manual.x | number | min=9 | max=1 }}",
            "У ячейки manual.x наименьшее больше наибольшего.",
        ),
        ("{{ rows.classes }}", "Строки «rows.classes» не повторяются. Есть: "),
        ("{{ rows.end }}", "Конец строк без начала: перед ним нет rows.…"),
        ("{{ rows.schools | form=x }}", "У строк rows.schools нет условия «form»."),
        ("{{ period ", "Скобки не закрыты: «{{ period». "),
    ],
)
def test_what_is_unknown_is_told_with_the_nearest_name(db, written, words):
    [(_place, text)] = errors({"A1": written})

    assert text.startswith(words)


def test_filter_a_figure_has_not_is_told_with_those_it_has(db):
    [(place, text)] = errors({"B2": "{{ figure.events_held | sex=f }}"})

    assert place == "Лист!B2"
    assert text.startswith("У величины events_held нет условия «sex».")


def test_right_form_has_no_errors_and_says_what_it_shows(db):
    check = check_form(
        layout(drawn({"A1": "{{ figure.participants | role=наставник | age=15-19 }}"}))
    )

    assert check.problems == []
    assert [cell.shows for cell in check.cells] == [
        ("Участники программ наставничества, роль: наставник, возраст на 31 декабря: 15-19",)
    ]


def test_circle_of_formulas_is_told_cell_by_cell(db):
    cells = {"A1": "{{ period }}", "B1": "=SUM(B2:B4)", "B3": "=C3*2", "C3": "=B1+1"}

    [(place, text)] = errors(cells)

    assert place == "Лист!B1"
    assert text == (
        "Формулы ссылаются по кругу: Лист!B1 → Лист!B3 → Лист!C3 → Лист!B1. Исправьте их."
    )


def test_sum_that_includes_itself_is_a_circle(db):
    [(place, _text)] = errors({"A1": "{{ period }}", "B5": "=SUM(B1:B5)"})

    assert place == "Лист!B5"


def test_merged_cells_across_the_edge_of_a_block_are_refused(db):
    cells = {"A4": "{{ rows.schools }}{{ school.name }}"}

    [(place, text)] = errors(cells, lambda sheet: sheet.merge_cells("B4:B5"))

    assert place == "Лист!B4:B5"
    assert text.startswith("Объединённые ячейки заходят в повторяемые строки и выходят из них")


def test_merged_cells_inside_a_block_are_fine(db):
    cells = {"A4": "{{ rows.schools }}{{ school.name }}", "A5": "{{ rows.end }}"}

    assert errors(cells, lambda sheet: sheet.merge_cells("B4:B5")) == []


def test_name_in_the_head_of_a_table_is_refused(db):
    def dress(sheet):
        sheet["B1"] = "Число"
        sheet.add_table(Table(displayName="Итоги", ref="A1:B3"))

    [(place, text)] = errors({"A1": "{{ period }}"}, dress)

    assert (place, text[:42]) == ("Лист!A1:B3", "В шапке «умной таблицы» стоит имя: Excel п")


def test_protected_sheet_is_taken_and_said(db):
    content = drawn({"A1": "{{ period }}"}, lambda sheet: sheet.protection.enable())

    check = check_form(layout(content))

    assert check.errors == []
    assert [(note.place, note.text[:14]) for note in check.notes] == [("Лист", "Лист защищён: ")]


def test_manual_cell_named_twice_with_other_bounds_is_refused(db):
    cells = {"A1": "{{ manual.x | number }}", "A2": "{{ manual.x | integer }}"}

    assert errors(cells) == [
        ("Лист!A2", "Ячейка manual.x названа дважды с разным типом или границами.")
    ]


def test_rows_by_pairs_make_a_form_of_institutions(db):
    check = check_form(layout(drawn({"A1": "{{ rows.pairs }}{{ pair.mentor }}"})))

    assert check.for_institution is True


def test_name_in_a_header_that_is_no_text_is_refused(db):
    def dress(sheet):
        sheet.oddHeader.center.text = "{{ figure.participants }}"

    [(place, text)] = errors({"A1": "{{ period }}"}, dress)

    assert place == "Лист, колонтитул"
    assert text == (
        "Имя figure.participants в колонтитуле не заполняется: там организация и период."
    )


def test_two_sheets_are_read_in_order(db):
    book = Workbook()
    book.active["A1"] = "{{ period }}"
    book.create_sheet("Второй")["B2"] = "{{ today }}"

    check = check_form(layout(saved(book)))

    assert [cell.place for cell in check.cells] == ["Sheet!A1", "Второй!B2"]
