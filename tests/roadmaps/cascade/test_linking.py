import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mentorship.core.exceptions import DomainError
from roadmaps.cascade.linking import CIRCLE, FOREIGN, ITSELF, bases_for, link_plans, unlink_plan
from roadmaps.models import PlanLink
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db


def plans(member, count):
    return [
        RoadmapFactory(organization=member.organization, title=f"План {number}")
        for number in range(count)
    ]


def link(member, roadmap, parent):
    return link_plans(member=member, roadmap=roadmap, parent=parent)


def test_plan_rests_on_the_plan_of_the_municipality_and_can_be_let_go():
    curator = MembershipFactory()
    [plan] = plans(curator, 1)
    above = RoadmapFactory(organization=curator.organization.parent)

    assert link(curator, plan, above).parent == above
    assert list(bases_for(curator, plan)) == [above]
    unlink_plan(member=curator, roadmap=plan)
    assert not PlanLink.objects.exists()


def test_circle_through_a_third_plan_is_refused_in_words_and_by_the_database():
    curator = MembershipFactory()
    first, second, third = plans(curator, 3)
    link(curator, first, second)
    link(curator, second, third)

    with pytest.raises(DomainError) as refusal:
        link(curator, third, first)

    assert str(refusal.value) == CIRCLE.format(parent="План 0", roadmap="План 2")
    with pytest.raises(IntegrityError, match="rest on itself"), transaction.atomic():
        PlanLink.objects.create(
            organization=curator.organization, roadmap=third, parent=first, linked_by=curator
        )


def test_plan_itself_foreign_plans_and_strangers_are_refused():
    curator = MembershipFactory()
    [plan] = plans(curator, 1)
    with pytest.raises(DomainError, match=ITSELF[:20]):
        link(curator, plan, plan)
    with pytest.raises(DomainError, match=FOREIGN[:20]):
        link(curator, plan, RoadmapFactory())
    with pytest.raises(PermissionDenied):
        link(MembershipFactory(), plan, plan)
    with pytest.raises(PermissionDenied):
        unlink_plan(member=MembershipFactory(), roadmap=plan)
