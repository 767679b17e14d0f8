from datetime import date

import pytest

from roadmaps.patterns.shifting import (
    MOVED,
    in_other_year,
    period_from,
    shift_text,
    shift_years,
    shifted,
    years_between,
)

BASE = (date(2022, 3, 16), date(2024, 12, 31))
WANTED = (date(2027, 1, 1), date(2029, 12, 31))


def line(text, **told):
    return {"title": "Приказ", "deadline_text": text} | told


def at(text, *, move=False, **told):
    return shifted(line(text, **told), base=BASE, period=WANTED, move_days_off=move)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("до 20.03.2022 г.", "до 20.03.2027 г."),
        ("Сентябрь-октябрь 20222", "Сентябрь-октябрь 2027"),
        ("2023-2024 г.г.", "2028-2029 г.г."),
        ("До 01.10.2022г", "До 01.10.2027г"),
        ("до 15.04.22", "до 15.04.27"),
        ("С сентября по декабрь 2023-2024 г.г.", "С сентября по декабрь 2028-2029 г.г."),
        ("В течение всего периода", "В течение всего периода"),
        ("", ""),
    ],
)
def test_years_of_a_printed_deadline_are_shifted(printed, shown):
    assert shift_text(printed, 5) == shown


@pytest.mark.parametrize(
    ("base", "starts_on", "years"),
    [
        ((date(2022, 8, 1), date(2023, 5, 31)), date(2026, 9, 1), 4),
        ((date(2022, 9, 1), date(2023, 8, 31)), date(2026, 9, 1), 4),
        ((date(2022, 3, 16), date(2024, 12, 31)), date(2026, 9, 1), 5),
        ((date(2023, 1, 1), date(2026, 12, 31)), date(2027, 1, 1), 4),
        ((date(2023, 1, 1), date(2026, 12, 31)), date(2020, 1, 1), -3),
    ],
)
def test_template_begins_as_near_as_it_can_to_the_new_plan(base, starts_on, years):
    assert years_between(base, (starts_on, starts_on)) == years
    assert period_from(base, starts_on)[0] == in_other_year(base[0], years)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("внедрение ЦМН в 2022- 2024 г..г", "внедрение ЦМН в 2027- 2029 г..г"),
        ("по распоряжению от 25.12.2019 № Р-145", "по распоряжению от 25.12.2019 № Р-145"),
    ],
)
def test_years_of_the_plan_are_shifted_in_titles_and_years_of_acts_stay(printed, shown):
    assert shift_years(printed, 5, BASE) == shown
    assert at("май 2022", content=printed).line["content"] == shown


def test_leap_day_becomes_the_day_before():
    assert in_other_year(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_deadline_on_a_day_off_is_shown_and_moved_back_only_if_asked():
    shown, moved = at("до 20.03.2022 г."), at("до 20.03.2022 г.", move=True)

    assert shown.day_off.startswith("20 марта 2027 г. – выходной")
    assert (shown.reading.due_on, moved.reading.due_on) == (date(2027, 3, 20), date(2027, 3, 19))
    assert moved.reading.windows == [[None, "2027-03-19"]]
    assert moved.reading.unclear == [
        MOVED.format(before=date(2027, 3, 20), after=date(2027, 3, 19))
    ]
    assert moved.reading.deadline_text == "до 20.03.2027 г."


def test_whole_month_that_ends_on_a_day_off_is_no_day_off():
    assert at("Октябрь 2022").day_off == ""


def test_dates_typed_by_hand_are_shifted_too():
    found = at("в срок", dates=["2022-04-01", "2022-04-12"])

    assert (found.reading.starts_on, found.reading.due_on) == (date(2027, 4, 1), date(2027, 4, 12))


@pytest.mark.parametrize(
    ("text", "words"),
    [("до 01.12.2020", "раньше начала плана"), ("2026 г.", "позже конца плана"), ("май 2022", "")],
)
def test_deadline_outside_the_period_is_told(text, words):
    assert at(text).outside == words
