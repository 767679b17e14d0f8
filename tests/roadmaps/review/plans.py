"""A school with a plan of two tasks, its curator and director, and two methodists above."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from roadmaps.review.services import submit_roadmap
from roadmaps.review.verdicts import Notes, decide_review, take_review
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

PERIOD = (date(2022, 9, 1), date(2030, 8, 31))


@dataclass
class Case:
    city: Any
    school: Any
    curator: Any
    methodist: Any
    colleague: Any
    roadmap: Any
    section: Any
    first: Any
    second: Any

    def review(self):
        return self.roadmap.reviews.order_by("-pk").first()

    def state(self):
        self.roadmap.refresh_from_db()
        return self.roadmap.state


def a_case(*, city=None, **fields):
    city = city or MunicipalityFactory()
    school = InstitutionFactory(parent=city)
    roadmap, section = a_plan(school, **fields)
    titles = {"4.2": "Обучение наставников", "5.1": "Формирование пар"}
    tasks = [
        TaskFactory(organization=school, section=section, number=number, title=title)
        for number, title in titles.items()
    ]
    return Case(
        city,
        school,
        MembershipFactory(organization=school),
        MembershipFactory(organization=city, role="methodist"),
        MembershipFactory(organization=city, role="methodist"),
        roadmap,
        section,
        *tasks,
    )


def a_plan(organization, **fields):
    roadmap = RoadmapFactory(
        organization=organization, starts_on=PERIOD[0], ends_on=PERIOD[1], **fields
    )
    return roadmap, SectionFactory(roadmap=roadmap, number="4", title="Отбор и обучение")


def submitted(case):
    """The case with its plan in the queue."""
    submit_roadmap(roadmap=case.roadmap, member=case.curator)
    return case


def taken(case):
    """… and opened by the first methodist."""
    take_review(review=submitted(case).review(), member=case.methodist)
    return case


def returned(case, text="Нет вида документа"):
    """… and sent back with one remark to the first task."""
    review = taken(case).review()
    notes = Notes({case.first.pk: text})
    decide_review(review=review, member=case.methodist, action="return", notes=notes)
    case.roadmap.refresh_from_db()
    return case


def agreed(case):
    """… and agreed at the first look."""
    decide_review(review=taken(case).review(), member=case.methodist, action="agree")
    case.roadmap.refresh_from_db()
    return case
