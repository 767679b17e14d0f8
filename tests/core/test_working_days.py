from datetime import date

import pytest

from mentorship.core.working_days import working_days_after


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 10)),
        (date(2026, 3, 7), date(2026, 3, 11)),
    ],
)
def test_three_working_days_pass_over_the_weekend(day, last):
    assert working_days_after(day, 3) == last


def test_no_working_days_end_on_the_day_itself():
    assert working_days_after(date(2026, 3, 7), 0) == date(2026, 3, 7)
