from datetime import date, datetime

import pytest

from mentorship.bank.births import Birth, read_birth

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
