"""A municipality with its plan and a school below it, for the tests of the cascade."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from roadmaps.cascade.addressing import address_task
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

YEAR = 2022
PERIOD = (date(2022, 9, 1), date(2030, 8, 31))


@dataclass
class Tree:
    """`task` is asked of every school; the school's plan has one task of its own."""

    methodist: Any
    curator: Any
    school: Any
    roadmap: Any
    task: Any
    plan: Any
    own_task: Any


def a_plan(organization, **fields):
    roadmap = RoadmapFactory(organization=organization, starts_on=PERIOD[0], ends_on=PERIOD[1])
    section = SectionFactory(roadmap=roadmap, title="Нормативное регулирование")
    return roadmap, TaskFactory(section=section, organization=organization, **fields)


def a_tree(*, addressed=True, **fields):
    city = MunicipalityFactory()
    methodist = MembershipFactory(role="methodist", organization=city)
    school = InstitutionFactory(parent=city)
    told = {"title": "Назначение куратора", "responsible": "Руководители ОО", "number": "1.6"}
    told["windows"] = [[None, "2022-10-20"]]
    roadmap, task = a_plan(city, **told | fields)
    plan, own = a_plan(school, title="Собрание родителей")
    if addressed:
        address_task(task=task, member=methodist, recipients=["head"])
    curator = MembershipFactory(organization=school)
    return Tree(methodist, curator, school, roadmap, task, plan, own)
