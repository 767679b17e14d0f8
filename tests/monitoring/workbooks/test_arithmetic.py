import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.workbooks.arithmetic import BeyondError, FormulaError, Sheets, Untold

VALUES = {("л", 1, 1): 10.0, ("л", 2, 1): 4.0, ("л", 3, 1): "скрыто", ("ит", 1, 1): 7.0}


def result(formula, values=VALUES):
    return Sheets(dict(values), {("л", 9, 9): formula}).result(("л", 9, 9))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A3)", 14),
        ("SUM(A1,A2,1)", 15),
        ("A1+A2*2", 18),
        ("(A1+A2)*2", 28),
        ("-A1^2", 100),
        ("A1-A2-1", 5),
        ("ROUND(A2/A1*100,1)", 40),
        ("ROUND(2.5,0)", 3),
        ("10%", 0.1),
        ("AVERAGE(A1:A3)", 7),
        ("IF(A1>5,A1/A2,0)", 2.5),
        ("IF(B1=0,0,A1/B1)", 0),
        ('IF(A3="скрыто","–",1)', "–"),
        ("MAX(A1:A3)-MIN(A1:A3)", 6),
        ("COUNT(A1:A3)+COUNTA(A1:A3)", 5),
        ("ABS(A2-A1)", 6),
        ("'Ит'!A1*2", 14),
        ('"Всего: "&A1', "Всего: 10"),
        ("A1<>A2", True),
    ],
)
def test_plain_formula_is_counted(formula, value):
    assert result(formula) == value


@pytest.mark.parametrize("formula", ["A1/B1", "AVERAGE(B1:B2)", "A3+1"])
def test_formula_without_a_value_has_an_error(formula):
    with pytest.raises(FormulaError):
        result(formula)


@pytest.mark.parametrize(
    "formula",
    ["VLOOKUP(A1,A1:A3,1)", "A1:A3+1", "имя*2", "", "I9+1", "SUM(A1:XFD1048576)"],
)
def test_what_is_beyond_is_left_to_excel(formula):
    with pytest.raises(BeyondError):
        result(formula)


@pytest.mark.parametrize(
    ("formula", "value", "is_untold"),
    [
        ("SUM(A1:A3)", "скрыто", True),
        ("A1-A3", "скрыто", True),
        ("AVERAGE(B1)", "скрыто", True),
        ("COUNTA(A1:A3)", 3, False),
        ('IF(A3="скрыто",0,A3)', 0, False),
        ("SUM(A1:A2)", 14, False),
    ],
)
def test_what_is_hidden_is_compared_but_not_counted(formula, value, is_untold):
    values = VALUES | {("л", 3, 1): Untold("скрыто")}
    sheets = Sheets(values, {("л", 1, 2): "A3+0", ("л", 9, 9): formula})

    assert (sheets.result(("л", 9, 9)), ("л", 9, 9) in sheets.untold) == (value, is_untold)


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=30))
def test_sum_of_a_column_is_the_sum(numbers):
    values = {("л", row, 1): float(number) for row, number in enumerate(numbers, 1)}

    assert result(f"SUM(A1:A{len(numbers)})", values) == sum(numbers)


def test_long_chain_is_counted_row_by_row():
    formulas = {("л", row, 2): f"B{row - 1}+A{row}" for row in range(2, 500)}
    sheets = Sheets({("л", row, 1): 1.0 for row in range(2, 500)}, formulas)

    assert [sheets.result(place) for place in formulas][-1] == 498
