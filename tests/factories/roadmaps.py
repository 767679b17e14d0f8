from datetime import date

import factory
from factory.django import DjangoModelFactory

from roadmaps.models import Roadmap, Section, Task
from tests.factories.organizations import InstitutionFactory


class RoadmapFactory(DjangoModelFactory):
    class Meta:
        model = Roadmap

    organization = factory.SubFactory(InstitutionFactory)
    title = "Дорожная карта внедрения целевой модели наставничества"
    starts_on = date(2022, 9, 1)
    ends_on = date(2023, 8, 31)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    roadmap = factory.SubFactory(RoadmapFactory)
    position = factory.Sequence(int)
    title = "Подготовка условий"


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = Task

    section = factory.SubFactory(
        SectionFactory,
        roadmap=factory.SubFactory(
            RoadmapFactory, organization=factory.SelfAttribute("...organization")
        ),
    )
    organization = factory.SubFactory(InstitutionFactory)
    position = factory.Sequence(int)
    number = "1"
    title = "Издание приказа о назначении куратора"
    deadline_text = "до 20.10.2022 г."
    due_on = date(2022, 10, 20)
