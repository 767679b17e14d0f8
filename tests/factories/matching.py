import factory
from factory.django import DjangoModelFactory

from mentorship.pairs.models import WaitingStep
from tests.factories.bank import MenteeEntryFactory
from tests.factories.organizations import MembershipFactory


class WaitingStepFactory(DjangoModelFactory):
    """A talk with somebody who waits in 2022/2023; give it `due_on` or `done_on`."""

    class Meta:
        model = WaitingStep

    entry = factory.SubFactory(MenteeEntryFactory)
    institution = factory.SelfAttribute("entry.institution")
    school_year = 2022
    kind = "talk"
    recorded_by = factory.SubFactory(
        MembershipFactory, organization=factory.SelfAttribute("..institution")
    )
