import pytest

from monitoring.insights.intervals import Share, difference


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17: 857–872, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_share_lies_where_wilson_says(hits, count, low, high):
    found = Share(hits, count).interval

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17: 873–890, table II, method 10.
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_difference_lies_where_newcombe_says(first, second, low, high):
    found = difference(Share(*first), Share(*second))

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_share_is_told_with_its_number_and_interval():
    assert Share(25, 30).words == "83 % (25 из 30; от 66 до 93 %)"
