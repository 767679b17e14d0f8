import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.deadlines import Deadline, Kind, Window, read

PERIOD = (date(2022, 1, 1), date(2024, 12, 31))

# raw, start, end, kind, recurrence: every spelling of the three source roadmaps
SOURCE_PHRASES = [
    ("до 17.03.2022 г.", None, "2022-03-17", "until", ""),
    ("18.03.2022 г", "2022-03-18", "2022-03-18", "date", ""),
    ("20.03.2022 г.", "2022-03-20", "2022-03-20", "date", ""),
    ("До 25.03.2022 г", None, "2022-03-25", "until", ""),
    ("До 15.04 2022 г", None, "2022-04-15", "until", ""),
    ("До 01.09. 2022 г.", None, "2022-09-01", "until", ""),
    ("До 01.10.2022г", None, "2022-10-01", "until", ""),
    ("до 01.09.2022г.", None, "2022-09-01", "until", ""),
    ("По отдельному графику", None, None, "schedule", "by_schedule"),
    ("Апрель 2022 г.", "2022-04-01", "2022-04-30", "month", ""),
    ("Сентябрь-октябрь 20222", "2022-09-01", "2022-10-31", "months", ""),
    ("До декабря 2022г.", None, "2022-11-30", "until", ""),
    ("Сентябрь 2022 г", "2022-09-01", "2022-09-30", "month", ""),
    ("2023-2024 г.г.", "2023-01-01", "2024-12-31", "years", ""),
    ("2024 г.", "2024-01-01", "2024-12-31", "year", ""),
    ("2024г.", "2024-01-01", "2024-12-31", "year", ""),
    ("С сентября по декабрь 2023-2024 г.г.", "2023-09-01", "2024-12-31", "months", ""),
    (
        "в соответствии со сроками, устанавливаемыми Минпросвещения России",
        None,
        None,
        "external",
        "",
    ),
    ("В соответствии со сроками реализации программ наставничества", None, None, "external", ""),
    ("В течение всего периода реализации ЦМН", "2022-01-01", "2024-12-31", "period", ""),
    ("В течении всего периода реализации ЦМН", "2022-01-01", "2024-12-31", "period", ""),
    ("В течение всего срока реализации ЦМН", "2022-01-01", "2024-12-31", "period", ""),
    ("В течение всего периода внедрения ЦМН", "2022-01-01", "2024-12-31", "period", ""),
    ("Январь 2023", "2023-01-01", "2023-01-31", "month", ""),
    ("Январь – февраль 2023.", "2023-01-01", "2023-02-28", "months", ""),
    (
        "Апрель 2023., далее - ежегодно сентябрь-октябрь",
        *("2023-04-01", "2023-04-30", "month", "yearly:9-10"),
    ),
    ("Март 2023 г., далее - ежегодно сентябрь", "2023-03-01", "2023-03-31", "month", "yearly:9"),
    ("Апрель 2023 г., далее - ежегодно октябрь", "2023-04-01", "2023-04-30", "month", "yearly:10"),
    ("Апрель 2023 далее - по мере необходимости", "2023-04-01", "2023-04-30", "month", "as_needed"),
    (
        "до 15 апреля 2023 года., далее – по мере необходимости",
        *(None, "2023-04-15", "until", "as_needed"),
    ),
    ("до 25 мая 2023 г., далее – по мере необходимости", None, "2023-05-25", "until", "as_needed"),
    (
        "Май 2023 г., далее – по мере необходимости",
        "2023-05-01",
        "2023-05-31",
        "month",
        "as_needed",
    ),
    ("до 10 октября 2023 далее – по мере необходимости", None, "2023-10-10", "until", "as_needed"),
    (
        "Планируется в ноябре 2023 г., Далее по мере необходимости",
        *("2023-11-01", "2023-11-30", "month", "as_needed"),
    ),
    (
        "С декабря 2023 г. на регулярной основе до завершения наставничества",
        *("2023-12-01", None, "open", "continuous"),
    ),
    ("регулярно, не реже 1 раза в месяц", None, None, "recurring", "monthly"),
    ("в зависимости от продолжительности программы наставничества", None, None, "event", ""),
    ("по завершении заключительной групповой встречи", None, None, "event", ""),
    ("– по мере завершения программ", None, None, "event", ""),
    ("с 2024 г. ежегодно", "2024-01-01", None, "open", "yearly"),
    ("Согласно графику", None, None, "schedule", "by_schedule"),
    ("ежегодно по графику", None, None, "schedule", "yearly"),
    ("регулярно", None, None, "continuous", "continuous"),
    ("Постоянно", None, None, "continuous", "continuous"),
    ("постоянно в ходе • выдвижение и • мероприятия", None, None, "continuous", "continuous"),
    ("Август – сентябрь 2022", "2022-08-01", "2022-09-30", "months", ""),
    ("Сентябрь-октябрь 2022", "2022-09-01", "2022-10-31", "months", ""),
]

NEIGHBOURS = [
    ("не позднее 20 марта 2022 года", None, "2022-03-20", "until", ""),
    ("в срок до 18.03.2022 г.", None, "2022-03-18", "until", ""),
    ("к 1 сентября 2022", None, "2022-09-01", "until", ""),
    ("по 31.12.2022", None, "2022-12-31", "until", ""),
    ("до 01,09,2022", None, "2022-09-01", "until", ""),
    ("не позднее декабря 2022", None, "2022-12-31", "until", ""),
    ("до конца сентября 2022", None, "2022-09-30", "until", ""),
    ("до конца 2022/2023 учебного года", None, "2023-08-31", "until", ""),
    ("до 05.09.2022, до 05.12.2022", None, "2022-12-05", "until", ""),
    ("1 сентября 2022 года", "2022-09-01", "2022-09-01", "date", ""),
    ("15апреля 2022", "2022-04-15", "2022-04-15", "date", ""),
    ("2022-09-01", "2022-09-01", "2022-09-01", "date", ""),
    ("01.09.22", "2022-09-01", "2022-09-01", "date", ""),
    ("с 01.09.2022 по 31.05.2023", "2022-09-01", "2023-05-31", "dates", ""),
    ("01.09-30.09.2022", "2022-09-01", "2022-09-30", "dates", ""),
    ("20-25.11.2022", "2022-11-20", "2022-11-25", "dates", ""),
    ("с 20 по 25 ноября 2022", "2022-11-20", "2022-11-25", "dates", ""),
    ("с 1 сентября до 31 мая 2023", "2022-09-01", "2023-05-31", "dates", ""),
    ("Сентябрь2022", "2022-09-01", "2022-09-30", "month", ""),
    ("2022 г., сентябрь", "2022-09-01", "2022-09-30", "month", ""),
    ("май 2022-2023 учебного года", "2023-05-01", "2023-05-31", "month", ""),
    ("сентябрь, декабрь 2022", "2022-09-01", "2022-12-31", "months", ""),
    ("декабрь 2022 – февраль 2023", "2022-12-01", "2023-02-28", "months", ""),
    ("декабрь – февраль 2023", "2022-12-01", "2023-02-28", "months", ""),
    ("ноябрь 2022 – январь", "2022-11-01", "2023-01-31", "months", ""),
    ("октябрь – март 2022-2023 гг.", "2022-10-01", "2023-03-31", "months", ""),
    ("сентябрь-май 2022-23 учебного года", "2022-09-01", "2023-05-31", "months", ""),
    ("апрель 2023, далее сентябрь 2023", "2023-04-01", "2023-09-30", "months", ""),
    ("III квартал 2022 г.", "2022-07-01", "2022-09-30", "quarter", ""),
    ("IV квартал 2022 г., далее ежеквартально", "2022-10-01", "2022-12-31", "quarter", "quarterly"),
    ("I-IV кварталы 2022", "2022-01-01", "2022-12-31", "quarters", ""),
    ("первое полугодие 2022 года", "2022-01-01", "2022-06-30", "half_year", ""),
    ("I полугодие 2022/2023 уч. г.", "2022-09-01", "2022-12-31", "half_year", ""),
    ("II полугодие 2022/2023 уч. г.", "2023-01-01", "2023-05-31", "half_year", ""),
    ("2022/23 уч.г.", "2022-09-01", "2023-08-31", "school_year", ""),
    ("В течение 2022 – 2023 учебного года", "2022-09-01", "2023-08-31", "school_year", ""),
    ("2022, 2024 гг.", "2022-01-01", "2024-12-31", "years", ""),
    ("с 2022 по 2024 год", "2022-01-01", "2024-12-31", "years", ""),
    ("2022- 2024 г..г", "2022-01-01", "2024-12-31", "years", ""),
    ("с сентября 2022 г.", "2022-09-01", None, "open", ""),
    ("сентябрь 2022, по отдельному графику", "2022-09-01", "2022-09-30", "month", "by_schedule"),
    ("сентябрь, декабрь ежегодно", None, None, "months", "yearly:9,12"),
    ("2 раза в год", None, None, "recurring", "half_yearly"),
    ("по мере необходимости", None, None, "as_needed", "as_needed"),
    ("через 2 недели", None, None, "event", ""),
    ("в течение 10 дней после 01.09.2022", None, None, "event", ""),
    ("в соответствии с приказом от 01.09.2022", None, None, "event", ""),
    ("в каникулы", None, None, "external", ""),
    ("3 полугодие", None, None, "unknown", ""),
    ("вторая декада мая 2023", "2023-05-11", "2023-05-20", "dates", ""),
    ("3-я декада февраля 2024", "2024-02-21", "2024-02-29", "dates", ""),
    ("зима 2022-2023", "2022-12-01", "2023-02-28", "months", ""),
    ("весной 2023 г.", "2023-03-01", "2023-05-31", "months", ""),
    ("I-II полугодие 2023", "2023-01-01", "2023-12-31", "half_years", ""),
    ("22-23 уч. год", "2022-09-01", "2023-08-31", "school_year", ""),
    ("1 раз в полугодие", None, None, "recurring", "half_yearly"),
    ("1 раз в две недели", None, None, "recurring", "fortnightly"),
    ("еженедельно по пятницам", None, None, "recurring", "weekly"),
    ("ежемесячно до 5 числа", None, None, "recurring", "monthly:5"),
    ("до 20-го числа каждого месяца", None, None, "recurring", "monthly:20"),
    ("ежемесячно до 15 мая 2023", None, "2023-05-15", "until", "monthly"),
    ("по согласованию", None, None, "event", ""),
    ("с момента заключения договора", None, None, "event", ""),
    ("сентябрь – май ежегодно", None, None, "months", "yearly:9-5"),
    ("   ", None, None, "empty", ""),
    ("Иванова И.И.", None, None, "unknown", ""),
]


@pytest.mark.parametrize(
    ("text", "start", "end", "kind", "recurrence"), SOURCE_PHRASES + NEIGHBOURS
)
def test_phrase_is_read(text, start, end, kind, recurrence):
    deadline = read(text, period=PERIOD).as_json()

    del deadline["confidence"]
    assert deadline == {
        "raw": text,
        "start": start,
        "end": end,
        "recurrence": recurrence,
        "kind": kind,
    }


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("май текущего года", "2022-05-01", "2022-05-31"),
        ("январь-февраль следующего года", "2023-01-01", "2023-02-28"),
        ("20-25 ноября текущего года", "2022-11-20", "2022-11-25"),
        ("декабрь прошлого года", "2021-12-01", "2021-12-31"),
        ("в течение учебного года", "2022-09-01", "2023-08-31"),
        ("до конца текущего учебного года", None, "2023-08-31"),
        ("сентябрь", "2022-09-01", "2022-09-30"),
    ],
)
def test_relative_year_is_counted_from_base_year(text, start, end):
    counted = read(text, base_year=2022).as_json()
    alone = read(text)

    assert (counted["start"], counted["end"]) == (start, end)
    assert (alone.start, alone.end, alone.is_doubtful) == (None, None, True)


def test_months_in_several_years_give_a_window_for_each():
    deadline = read("С сентября по декабрь 2023-2024 г.г.")

    assert deadline.windows == (
        Window(date(2023, 9, 1), date(2023, 12, 31)),
        Window(date(2024, 9, 1), date(2024, 12, 31)),
    )


def test_month_without_year_takes_the_only_one_of_the_period():
    school_year = (date(2022, 9, 1), date(2023, 8, 31))

    assert read("сентябрь – май", period=school_year).windows == (
        Window(date(2022, 9, 1), date(2023, 5, 31)),
    )
    assert read("сентябрь", period=PERIOD).windows == ()


SCHOOL = (date(2022, 9, 1), date(2023, 8, 31))


@pytest.mark.parametrize(
    ("text", "windows", "confidence"),
    [
        ("сентябрь – май", [("2022-09-01", "2023-05-31")], 0.7),
        (
            "октябрь, январь, май",
            [("2022-10-01", "2022-10-31"), ("2023-01-01", "2023-01-31"),
             ("2023-05-01", "2023-05-31")],
            0.7,
        ),
        ("май", [("2023-05-01", "2023-05-31")], 0.7),
        ("I полугодие", [("2022-09-01", "2022-12-31")], 0.7),
        (
            "октябрь, январь, апрель 2023",
            [("2022-10-01", "2022-10-31"), ("2023-01-01", "2023-01-31"),
             ("2023-04-01", "2023-04-30")],
            0.8,
        ),
        ("III четверть 2022/2023 учебного года", [("2023-01-01", "2023-03-31")], 0.5),
        (
            "1-2 четверть",
            [("2022-09-01", "2022-12-31")],
            0.0,
        ),
        ("в течение года", [("2022-09-01", "2023-08-31")], 0.9),
        ("текущего года", [("2022-01-01", "2022-12-31")], 0.9),
    ],
)  # fmt: skip
def test_phrase_without_year_is_read_within_the_school_year(text, windows, confidence):
    deadline = read(text, period=SCHOOL, base_year=2022)

    assert [(f"{each.start}", f"{each.end}") for each in deadline.windows] == windows
    assert deadline.confidence == confidence


def test_month_of_several_years_of_the_plan_is_asked():
    deadline = read("май", period=(date(2022, 9, 1), date(2024, 8, 31)), base_year=2022)

    assert (deadline.start, deadline.is_doubtful) == (date(2023, 5, 1), True)


def test_school_year_without_number_is_that_of_a_yearly_roadmap():
    spring = (date(2023, 1, 9), date(2023, 8, 31))

    assert read("в течение учебного года", period=spring).start == date(2022, 9, 1)
    assert read("в течение учебного года", period=PERIOD).windows == ()


@pytest.mark.parametrize(
    ("text", "confidence", "unclear"),
    [
        ("до 20.03.2022 г.", 1.0, ()),
        ("18.03.2022 г", 0.9, ("Не сказано, «к» этой дате или «до» неё",)),
        ("Сентябрь 20222", 0.3, ("Год «20222» записан с ошибкой: прочитан как 2022",)),
        ("до 0001", 0.3, ("Год 0001 вне пределов 2015–2040: проверьте",)),
        (
            "01.05.00",
            0.2,
            (
                "Год 2000 вне пределов 2015–2040: проверьте",
                "Не сказано, «к» этой дате или «до» неё",
            ),
        ),
        ("май 2202", 0.3, ("Год 2202 вне пределов 2015–2040: проверьте",)),
        (
            "До декабря 2022г.",
            0.5,
            ("Неясно, до начала или до конца: 30.11.2022 или 31.12.2022",),
        ),
        ("до 2024 г.", 0.5, ("Неясно, до начала или до конца: 31.12.2023 или 31.12.2024",)),
        ("до 31.02.2022", 0.1, ("Даты 31.02.2022 не существует",)),
        ("с 31.12.2023 по 01.09.2023", 0.1, ("Начало 31.12.2023 позже окончания 01.09.2023",)),
        ("с 2024-2022 гг.", 0.1, ("Годы «2024 - 2022» идут не по порядку",)),
        ("Планируется в ноябре 2023", 0.9, ("Указано «планируется»: срок предварительный",)),
        ("ориентировочно май 2023", 0.8, ("Срок назван приблизительно",)),
        ("в начале мая 2023", 0.8, ("Уточнение «начале» не учтено: взят весь срок",)),
        ("конец мая 2023", 0.8, ("Слово «конец» не учтено: взят весь срок",)),
        ("третья неделя мая 2023", 0.5, ("Не разобрано: «третья неделя»",)),
        ("осень 2023", 0.9, ("«осень» – месяцы с 09 по 11",)),
        ("ежемесячно в кабинете", 0.5, ("Не разобрано: «в кабинете»",)),
        ("май", 0.3, ("Год не указан",)),
        ("в течение всего периода", 0.7, ("Период дорожной карты не задан",)),
        ("когда-нибудь", 0.0, ("Срок не распознан",)),
    ],
)
def test_doubt_is_said_in_words(text, confidence, unclear):
    deadline = read(text)

    assert (deadline.confidence, deadline.unclear) == (confidence, unclear)


def test_impossible_date_gives_no_dates():
    assert read("до 31.02.2022 г.").windows == ()
    assert read("00.00.0000").windows == ()


def test_overlong_phrase_is_read_by_its_beginning():
    deadline = read("май 2023" + " " * 300 + "июнь 2023")

    assert deadline.windows == (Window(date(2023, 5, 1), date(2023, 5, 31)),)
    assert deadline.unclear == ("Прочитаны только первые 300 знаков срока",)


def test_part_without_beginning_leaves_the_whole_without_one():
    deadline = read("до 05.09.2022, 1 октября 2022")

    assert (deadline.start, deadline.end) == (None, date(2022, 10, 1))


WORDS = [phrase for row in SOURCE_PHRASES + NEIGHBOURS for phrase in row[0].split()]
PHRASES = st.text() | st.lists(
    st.sampled_from(WORDS) | st.from_regex(r"[0-9.,/г -]{1,11}", fullmatch=True), max_size=9
).map(" ".join)


@given(
    text=PHRASES, period=st.sampled_from([None, PERIOD]), base_year=st.sampled_from([None, 2022])
)
def test_any_text_is_read_without_error(text, period, base_year):
    deadline = read(text, period=period, base_year=base_year)

    assert isinstance(deadline, Deadline)
    assert deadline.raw == text
    assert isinstance(deadline.kind, Kind)
    assert 0 <= deadline.confidence <= 1
    assert re.fullmatch(r"[a-z_]*(:[\d,-]+)?", deadline.recurrence)
    for window in [*deadline.windows, Window(deadline.start, deadline.end)]:
        assert window.start is None or window.end is None or window.start <= window.end


@given(text=PHRASES)
def test_implausible_year_is_never_silent(text):
    deadline = read(text)

    days = [day for window in deadline.windows for day in (window.start, window.end) if day]
    if any(not 2014 <= day.year <= 2041 for day in days):
        assert deadline.is_doubtful
        assert any("Год" in note for note in deadline.unclear)
