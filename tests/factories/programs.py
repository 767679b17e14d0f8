from datetime import date

import factory
from factory.django import DjangoModelFactory

from mentorship.programs.models import Activity, Program
from tests.factories.pairs import PairFactory


class ProgramFactory(DjangoModelFactory):
    """A program of a pair for the months of the pair."""

    class Meta:
        model = Program

    pair = factory.SubFactory(PairFactory)
    institution = factory.SelfAttribute("pair.institution")
    goal = "Подготовка к олимпиаде по физике"
    starts_on = date(2022, 10, 1)
    ends_on = date(2023, 5, 31)


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    program = factory.SubFactory(ProgramFactory)
    title = "Разбор задач прошлых лет"
