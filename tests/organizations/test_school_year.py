from datetime import date

from mentorship.organizations.school_year import SchoolYear


def test_school_year_runs_from_september_to_august():
    days = [date(2022, 8, 31), date(2022, 9, 1), date(2023, 8, 31)]
    year = SchoolYear(2022)

    assert [SchoolYear.containing(day).first for day in days] == [2021, 2022, 2022]
    assert (year.starts_on, year.ends_on) == (date(2022, 9, 1), date(2023, 8, 31))


def test_school_year_is_written_one_way():
    assert str(SchoolYear(2022)) == "2022/2023"


def test_figure_of_a_year_speaks_of_its_last_day_or_of_today():
    year = SchoolYear(2022)
    days = [date(2022, 5, 1), date(2022, 12, 1), date(2026, 1, 1)]

    counted = [year.counted_on(day) for day in days]
    assert counted == [date(2022, 9, 1), date(2022, 12, 1), date(2023, 8, 31)]
