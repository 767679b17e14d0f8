"""Names of invented people: drawn from the lists of Faker, thousands in a second."""

from random import Random
from typing import NamedTuple

from faker.providers.person.ru_RU import Provider

from mentorship.bank.models import Person


class Name(NamedTuple):
    last_name: str
    first_name: str
    patronymic: str

    @property
    def full(self) -> str:
        return " ".join(self)


LISTS: dict[str, tuple[list[str], ...]] = {
    Person.Sex.MALE: tuple(
        list(names)
        for names in (
            Provider.last_names_male,
            Provider.first_names_male,
            Provider.middle_names_male,
        )
    ),
    Person.Sex.FEMALE: tuple(
        list(names)
        for names in (
            Provider.last_names_female,
            Provider.first_names_female,
            Provider.middle_names_female,
        )
    ),
}


def draw_name(random: Random, sex: str) -> Name:
    """A full name of the sex; the same seed draws the same names."""
    return Name(*(random.choice(names) for names in LISTS[sex]))


def draw_phone(random: Random) -> str:
    """Numbers of the code 900 000 are given to nobody here."""
    return f"+7 900 000-{random.randrange(100):02}-{random.randrange(100):02}"
