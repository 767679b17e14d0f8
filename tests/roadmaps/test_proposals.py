from datetime import date

import pytest

from roadmaps.readings import proposed

PERIOD = (date(2026, 9, 1), date(2027, 8, 31))
WHOLE = ("2026-09-01", "2027-08-31")


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        (
            "сентябрь-октябрь 20222",
            [("2022-09-01", "2022-10-31"), ("2026-09-01", "2026-10-31"), WHOLE],
        ),
        ("до 31.05.2022", [(None, "2022-05-31"), (None, "2027-05-31"), WHOLE]),
        (
            "29 февраля 2024 г.",
            [("2024-02-29", "2024-02-29"), ("2027-02-28", "2027-02-28"), WHOLE],
        ),
        ("сентябрь", [("2026-09-01", "2026-09-30"), WHOLE]),
    ],
)
def test_year_outside_of_the_plan_is_offered_as_that_of_the_plan_too(text, windows):
    found = [tuple(reading.windows[0]) for reading in proposed(text, period=PERIOD)]
    assert found == windows
