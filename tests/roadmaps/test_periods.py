from datetime import date

import pytest

from roadmaps.parsing import parse
from roadmaps.periods import suggest_period

TODAY = date(2025, 11, 22)


def plan(*deadlines, title="План"):
    rows = [f"{n}\tМероприятие {n}\t{text}\tКуратор" for n, text in enumerate(deadlines, start=1)]
    return parse("\n".join([title, "", "№\tМероприятия\tСроки\tОтветственный", *rows]))


@pytest.mark.parametrize(
    ("deadlines", "period"),
    [
        (["до 20.10.2022", "Апрель 2023"], (date(2022, 9, 1), date(2023, 8, 31))),
        (["Август – сентябрь 2022", "Май 2023"], (date(2022, 8, 1), date(2023, 8, 31))),
        (["до 17.03.2022", "2024 г."], (date(2022, 1, 1), date(2024, 12, 31))),
        (["Постоянно", "По графику"], (date(2025, 9, 1), date(2026, 8, 31))),
    ],
)
def test_period_follows_the_deadlines(deadlines, period):
    assert suggest_period(plan(*deadlines), today=TODAY) == period


def test_period_named_in_the_title_wins():
    parsed = plan("Январь 2023", title="Дорожная карта на 2022-2024 г.г.")

    assert suggest_period(parsed, today=TODAY) == (date(2022, 1, 1), date(2024, 12, 31))
