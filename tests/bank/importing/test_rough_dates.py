from datetime import date

import pytest

from mentorship.bank.importing.rough_dates import goes_on, rough_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("сентябрь 2022", date(2022, 9, 1), date(2022, 9, 30)),
        ("с сентября 2022 г.", date(2022, 9, 1), date(2022, 9, 30)),
        ("Февраль 2024 года", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022/2023", date(2022, 9, 1), date(2023, 8, 31)),
        ("2022-2023 уч. год", date(2022, 9, 1), date(2023, 8, 31)),
        ("01.09.2022", None, None),
        ("мартобрь 2022", None, None),
        ("май 9999", None, None),
        ("2022", None, None),
        ("скоро", None, None),
    ],
)
def test_rough_day(text, first, last):
    assert (rough_day(text, is_end=False), rough_day(text, is_end=True)) == (first, last)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("н. в.", True), ("по настоящее время", True), ("Продолжается", True), ("31.05.2023", False)],
)
def test_goes_on(text, answer):
    assert goes_on(text) is answer
