import pytest

from roadmaps.progress.merging import merge

WRITTEN = "Прошли анкетирование – 55 / 33 % от общего количества в ОО.\nПедагогов – 4 / 13 %."
FRESH = "Прошли анкетирование – 57 / 34 % от общего количества в ОО.\nПедагогов – 4 / 13 %."


@pytest.mark.parametrize("current", ["", "  \n", WRITTEN, f"{WRITTEN}\n"])
def test_report_nobody_touched_becomes_the_new_text(current):
    assert merge(WRITTEN, current, FRESH).text == FRESH


def test_text_of_people_written_before_stays_below():
    assert merge("", "Проведено собрание.", FRESH).text == f"{FRESH}\nПроведено собрание."


def test_lines_of_people_stay_where_they_are():
    current = f"Вводное слово.\n{WRITTEN}\nПодробности на сайте."

    merged = merge(WRITTEN, current, FRESH)

    assert merged.text == f"Вводное слово.\n{FRESH}\nПодробности на сайте."
    assert merged.left == ()


def test_number_is_replaced_inside_a_line_that_people_changed():
    current = "Прошли анкетирование в сентябре – 55 / 33 % от всех в ОО.\nПедагогов – 4 / 13 %."

    merged = merge(WRITTEN, current, FRESH)

    assert (
        merged.text.splitlines()[0] == "Прошли анкетирование в сентябре – 57 / 34 % от всех в ОО."
    )


@pytest.mark.parametrize(
    "line",
    [
        "Прошли анкетирование – почти все от общего количества в ОО.",
        "Прошли анкетирование – 55 / 33 % от общего количества, а не 55.",
    ],
)
def test_line_in_which_numbers_find_no_place_stays_and_is_told(line):
    merged = merge(WRITTEN, f"{line}\nПедагогов – 4 / 13 %.", FRESH)

    assert (merged.text, merged.left) == (f"{line}\nПедагогов – 4 / 13 %.", (line,))


def test_new_lines_come_after_the_line_they_follow():
    fresh = f"{WRITTEN}\nИздан приказ ОО от 01.10.2022 г. № 12-ОД."

    assert merge(WRITTEN, f"{WRITTEN}\nСвоё.", fresh).text.splitlines()[2:] == [
        "Издан приказ ОО от 01.10.2022 г. № 12-ОД.",
        "Своё.",
    ]


def test_line_that_people_deleted_stays_deleted():
    merged = merge(WRITTEN, "Педагогов – 4 / 13 %.", FRESH)

    assert merged.text == "Педагогов – 4 / 13 %."


def test_dates_and_numbers_of_orders_are_no_figures():
    written = "Издан приказ от 10.01.2023 г. № 05-ОД, допущено 5."
    current = "Издан приказ от 10.01.2023 г. № 05-ОД, всего допущено 5."

    merged = merge(written, current, written.replace("допущено 5", "допущено 7"))

    assert merged.text == "Издан приказ от 10.01.2023 г. № 05-ОД, всего допущено 7."
