"""Invented people of the demo: seeded, so that every folder gets the same ones."""

import random

from faker import Faker

from mentorship.bank.models import Person


class Cast:
    """A troupe of one institution; every call gives somebody new."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.faker = Faker("ru_RU")
        self.faker.seed_instance(seed)

    def full_name(self, sex: str = "f") -> str:
        return " ".join(self._names(sex))

    def person(self, birth_year: int) -> Person:
        """A person not yet saved; a minor comes with a representative of the same surname."""
        sex = self.random.choice("mf")
        last_name, first_name, patronymic = self._names(sex)
        person = Person(
            last_name=last_name,
            first_name=first_name,
            patronymic=patronymic,
            sex=sex,
            birth_year=birth_year,
            contacts=f"+7 900 000-{self.random.randint(10, 99)}-{self.random.randint(10, 99)}",
        )
        if birth_year > 2003:
            person.representative_name = self.representative(last_name, sex)
        return person

    def representative(self, last_name: str, sex: str) -> str:
        """The mother; surnames on -ов, -ин get the female ending."""
        female = last_name if sex == "f" or last_name[-1] not in "вн" else f"{last_name}а"
        names = self.faker
        return f"{female} {names.first_name_female()} {names.middle_name_female()}"

    def _names(self, sex: str) -> tuple[str, str, str]:
        if sex == "m":
            names = self.faker
            return names.last_name_male(), names.first_name_male(), names.middle_name_male()
        names = self.faker
        return names.last_name_female(), names.first_name_female(), names.middle_name_female()
