import logging
import sys

import pytest
from django.db import IntegrityError, transaction

from mentorship.core.logs import RowlessFormatter
from tests.factories.bank import PersonFactory


def formatted():
    record = logging.LogRecord("x", logging.ERROR, "p", 1, "job 5 failed", (), sys.exc_info())
    return RowlessFormatter("%(message)s").format(record)


@pytest.mark.django_db
def test_refused_row_is_left_out_of_the_log():
    person = PersonFactory(last_name="Секретов", contacts="первая строка\nвторая строка")
    person.birth_year, person.born_on = 2008, "2009-01-01"
    try:
        with transaction.atomic():
            type(person).objects.bulk_update([person], ["birth_year", "born_on"])
    except IntegrityError:
        text = formatted()

    assert "Секретов" not in text
    assert "вторая строка" not in text
    assert text.startswith("job 5 failed\nTraceback (most recent call last):")
    assert text.count("person_birth_year_of_birth_date") == 2


def test_other_errors_are_written_whole():
    try:
        raise ValueError("лишний столбец")
    except ValueError:
        text = formatted()

    assert text.endswith("ValueError: лишний столбец")
