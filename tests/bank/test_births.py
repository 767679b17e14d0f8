from datetime import date, datetime

import pytest

from mentorship.bank.births import Birth, is_signed_for, read_birth, sure_age

TODAY = date(2022, 11, 1)


@pytest.mark.parametrize(
    ("written", "birth"),
    [
        (2009, Birth(2009)),
        ("2009 г. р.", Birth(2009)),
        ("05.03.2009", Birth(2009, date(2009, 3, 5))),
        ("5 марта 2009 г.", Birth(2009, date(2009, 3, 5))),
        (datetime(2009, 3, 5), Birth(2009, date(2009, 3, 5))),  # noqa: DTZ001 -- a cell has no zone
        (date(2009, 3, 5), Birth(2009, date(2009, 3, 5))),
        (39877, Birth(2009, date(2009, 3, 5))),
        ("", None),
        ("–", None),
        (None, None),
    ],
)
def test_read_birth_takes_years_dates_and_serials(written, birth):
    assert read_birth(written, on=TODAY) == birth


@pytest.mark.parametrize("written", ["09", "31.02.2009", "2019", "1900", "2030", "давно", True])
def test_read_birth_refuses_what_cannot_be(written):
    with pytest.raises(ValueError, match=r"[а-я]"):
        read_birth(written, on=TODAY)


def test_read_birth_names_the_age_of_a_pupil_of_three():
    with pytest.raises(ValueError, match="получается 3 года"):
        read_birth("2019", on=TODAY)


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        (Birth(2009), 13),
        (Birth(2009, date(2009, 11, 1)), 13),
        (Birth(2009, date(2009, 11, 2)), 12),
    ],
)
def test_birth_age_counts_full_years(birth, age):
    assert birth.age_on(TODAY) == age


@pytest.mark.parametrize(
    ("day", "born_on", "birth_year", "age"),
    [
        (date(2026, 1, 1), None, 2008, 17),
        (date(2026, 12, 31), None, 2008, 17),
        (date(2027, 1, 1), None, 2008, 18),
        (date(2026, 11, 22), date(2008, 11, 22), 2008, 18),
        (date(2026, 11, 21), date(2008, 11, 22), 2008, 17),
        (date(2026, 11, 21), None, None, None),
    ],
)
def test_sure_age_waits_for_the_year_to_be_over(day, born_on, birth_year, age):
    assert sure_age(day, born_on=born_on, birth_year=birth_year) == age


@pytest.mark.parametrize(
    ("age", "is_pupil", "needed"),
    [(17, False, True), (18, True, False), (None, True, True), (None, False, False)],
)
def test_is_signed_for_minors_and_pupils_of_unknown_age(age, is_pupil, needed):
    assert is_signed_for(age, is_pupil=is_pupil) == needed
