from datetime import date

import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.contacts import Contacts, read_contacts
from mentorship.bank.importing.joining import joined

ERROR = "#ССЫЛКА!"


def join(bank=Bank.MENTEES, **cells):
    return joined(cells, bank)


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"name": ["Ким Ян"]}, "Ким Ян"),
        ({"surname": ["Ким"], "first_name": ["Ян"]}, "Ким Ян"),
        ({"surname": ["Ким"], "first_name": [" Ян "], "patronymic": ["Ильич"]}, "Ким Ян Ильич"),
        ({"surname": ["Ким Ян Ильич"]}, "Ким Ян Ильич"),
        ({"name": ["Ким Ян"], "surname": ["Ким"]}, "Ким Ян"),
        ({"surname": ["Ким"], "first_name": [ERROR]}, ERROR),
    ],
)
def test_name_is_made_of_its_parts(cells, name):
    assert join(**cells) == {"name": name}


@pytest.mark.parametrize(
    ("bank", "cells", "place"),
    [
        (Bank.MENTEES, {"place": [5], "letter": ["а"]}, "5 «А»"),
        (Bank.MENTEES, {"place": ["5 класс"], "letter": ["«Б»"]}, "5 «Б»"),
        (Bank.MENTEES, {"place": ["5А"], "letter": ["А"]}, "5А"),
        (Bank.MENTEES, {"place": [5], "letter": ["первая"]}, 5),
        (Bank.MENTEES, {"place": ["школа № 1", "5А"]}, "5А"),
        (Bank.MENTEES, {"place": ["ИС-21", 2]}, "ИС-21, 2"),
        (Bank.MENTORS, {"place": ["учитель", "школа № 1"]}, "учитель, школа № 1"),
        (Bank.MENTORS, {"place": ["учитель", "учитель"]}, "учитель"),
        (Bank.MENTEES, {"place": ["5А", ERROR]}, ERROR),
    ],
)
def test_place_is_made_of_all_its_columns(bank, cells, place):
    assert join(bank, **cells) == {"place": place}


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("Ким Ян 5А", {"name": "Ким Ян", "place": "5 «А»"}),
        ("Ким Ян Ильич, 11 класс", {"name": "Ким Ян Ильич", "place": "11"}),
        ("Ким Ян (7 «в» кл.)", {"name": "Ким Ян", "place": "7 «В»"}),
        ("Ким 5А", {"name": "Ким 5А"}),
        ("Ким Ян 2011", {"name": "Ким Ян 2011"}),
    ],
)
def test_class_after_a_name_is_its_own(name, parted):
    assert join(name=[name]) == parted


@pytest.mark.parametrize(
    ("cells", "contacts"),
    [
        ({"contacts": ["8 900"]}, Contacts("8 900")),
        ({"contacts": ["8 900", "a@b.example", "8 900"]}, Contacts("8 900, a@b.example")),
        (
            {"representative": ["Ким Ева Ильинична"], "representative_contacts": ["8 901"]},
            Contacts("", "Ким Ева Ильинична", "8 901"),
        ),
        (
            {"contacts": ["8 900"], "representative": ["Ким", "Ева", "Ильинична"]},
            Contacts("8 900", "Ким Ева Ильинична", ""),
        ),
        ({"representative_contacts": ["8 901"]}, Contacts("", "", "8 901")),
        (
            {"representative_contacts": ["Ким Ева Ильинична (мама), 8 901"]},
            Contacts("", "Ким Ева Ильинична", "8 901"),
        ),
        (
            {
                "representative": ["Ким Ева Ильинична", "Ким Лев Ильич"],
                "representative_contacts": ["8 901"],
            },
            Contacts("", "Ким Ева Ильинична", "8 901, Ким Лев Ильич"),
        ),
    ],
)
def test_contacts_are_read_back_in_their_parts(cells, contacts):
    assert read_contacts(str(join(**cells)["contacts"])) == contacts


def test_cells_of_other_codes_stay_as_they_are():
    cells = join(birth=[date(2011, 3, 1), 2011], contacts=[89000000001], number=[1])

    assert cells == {"birth": date(2011, 3, 1), "contacts": 89000000001, "number": 1}


def test_error_in_contacts_is_handed_on():
    assert join(contacts=["8 900", ERROR]) == {"contacts": ERROR}
