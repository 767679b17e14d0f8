from datetime import date

import pytest

from roadmaps.wording import reading_in_words

APRIL = ["2023-04-01", "2023-04-30"]


@pytest.mark.parametrize(
    ("windows", "recurrence", "kind", "words"),
    [
        ([[None, "2022-03-20"]], "", "until", "до 20.03.2022"),
        ([["2022-03-18", "2022-03-18"]], "", "date", "18.03.2022"),
        ([["2024-01-01", None]], "yearly", "open", "с 01.01.2024, ежегодно"),
        ([APRIL], "yearly:10", "month", "01.04.2023 – 30.04.2023, ежегодно: октябрь"),
        ([APRIL], "yearly:9-10", "month", "01.04.2023 – 30.04.2023, ежегодно: сентябрь–октябрь"),
        ([], "yearly:9,12", "recurring", "первая дата не названа, ежегодно: сентябрь, декабрь"),
        (
            [["2023-09-01", "2023-12-31"], ["2024-09-01", "2024-12-31"]],
            "",
            "months",
            "01.09.2023 – 31.12.2023; 01.09.2024 – 31.12.2024",
        ),
        ([], "monthly:5", "recurring", "первая дата не названа, ежемесячно до 5 числа"),
        ([], "by_schedule", "schedule", "даты задаёт график"),
        ([], "continuous", "continuous", "постоянно"),
        ([], "", "empty", "срок не указан"),
        ([], "", "", ""),
    ],
)
def test_reading_in_words(windows, recurrence, kind, words):
    assert reading_in_words(windows, recurrence, kind) == words


def test_next_turn_of_a_recurring_task_is_named():
    turn = date(2022, 9, 30)

    assert reading_in_words([], "monthly", "recurring", turn) == (
        "ежемесячно, ближайший срок 30.09.2022"
    )
    assert reading_in_words([APRIL], "", "month", turn) == "01.04.2023 – 30.04.2023"
