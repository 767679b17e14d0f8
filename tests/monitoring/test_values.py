import pytest

from monitoring.models import Indicator, PlanValue, StatedValue
from monitoring.values import (
    BESIDE_REASON,
    SMALL_REASON,
    IndicatorValue,
    share,
    without_hidden,
)


def value_of(numerator, denominator, **kwargs):
    return IndicatorValue(Indicator(code="T1"), numerator, denominator, **kwargs)


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [(33, 59, 56), (8, 12, 67), (55, 108, 51), (3, 34, 9), (1, 200, 1), (1, 201, 0), (7, 7, 100)],
)
def test_share_is_rounded_half_up(numerator, denominator, percent):
    assert share(numerator, denominator) == percent


def test_value_reads_as_in_the_report():
    assert value_of(55, 108).text == "55 из 108 – 51 %"


def test_value_with_a_reason_has_no_percent_and_no_difference():
    value = value_of(5, None, reason="нет численности", plan=PlanValue(value=35))

    assert (value.text, value.percent, value.difference) == ("нет численности", None, None)
    assert (value.numerator_text, value.denominator_text) == ("5", "—")


def test_difference_from_the_plan_is_negative_below_it():
    assert value_of(33, 59, plan=PlanValue(value=60)).difference == -4


@pytest.mark.parametrize(("stated", "differs"), [(3, True), (9, False)])
def test_value_tells_a_stated_percent_that_differs(stated, differs):
    value = value_of(3, 34, stated=StatedValue(percent=stated))

    assert value.differs_from_stated is differs


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        (0, ""),
        (1, "без 1\xa0организации: нет численности"),
        (2, "без 2\xa0организаций: нет численности"),
        (21, "без 21\xa0организации: нет численности"),
    ],
)
def test_left_out_institutions_are_said_in_words(left_out, words):
    assert value_of(1, 2, left_out=left_out).left_out_text == words


@pytest.mark.parametrize("numerator", [1, 4])
def test_small_numerator_is_hidden_with_its_percent(numerator):
    shown = without_hidden(value_of(numerator, 100), {"numerator": (0, 10)})

    assert (shown.numerator, shown.numerator_text) == (None, "<5")
    assert (shown.denominator, shown.percent, shown.text) == (100, None, SMALL_REASON)


def test_small_denominator_is_hidden_with_the_percent():
    shown = without_hidden(value_of(0, 3), {"denominator": (0, 10)})

    assert (shown.numerator_text, shown.denominator_text, shown.percent) == ("0", "<5", None)


@pytest.mark.parametrize(
    ("least", "most", "denominator", "percent"),
    [(397, 403, 4000, 10), (37, 43, 400, None), (1, 4, 9000, None), (95, 105, 100, None)],
)
def test_percent_of_a_hidden_sum_stays_where_it_tells_nothing(least, most, denominator, percent):
    shown = without_hidden(value_of(least + 2, denominator), {"numerator": (least, most)})
    reason = SMALL_REASON if least == 1 else BESIDE_REASON

    assert (shown.percent, shown.text) == (percent, f"{percent} %" if percent else reason)


def test_unknown_number_is_not_hidden():
    value = value_of(None, 100)

    assert without_hidden(value, {"numerator": (0, 10)}) == value
