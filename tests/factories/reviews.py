"""Versions, reviews and remarks; a review waits in the queue unless taken."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from roadmaps.models import Remark, Review, Version
from roadmaps.review.content import content_of
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import RoadmapFactory


class VersionFactory(DjangoModelFactory):
    class Meta:
        model = Version

    roadmap = factory.SubFactory(RoadmapFactory, state="submitted")
    organization = factory.SelfAttribute("roadmap.organization")
    number = 1
    content = factory.LazyAttribute(lambda o: content_of(o.roadmap))
    task_count = factory.LazyAttribute(lambda o: sum(len(s["tasks"]) for s in o.content))
    made_by = factory.SubFactory(
        MembershipFactory, organization=factory.SelfAttribute("..organization")
    )


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    class Params:
        held_by = None
        taken = factory.Trait(
            state="open",
            taken_by=factory.SelfAttribute("held_by"),
            taken_at=factory.LazyFunction(timezone.now),
        )

    version = factory.SubFactory(VersionFactory)
    roadmap = factory.SelfAttribute("version.roadmap")
    organization = factory.SelfAttribute("roadmap.organization")
    submitted_by = factory.SelfAttribute("version.made_by")


class RemarkFactory(DjangoModelFactory):
    class Meta:
        model = Remark

    review = factory.SubFactory(ReviewFactory)
    organization = factory.SelfAttribute("review.organization")
    text = "Нет вида документа: нужен приказ директора."
