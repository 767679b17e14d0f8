from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from mentorship.bank.models import ConsentSheet, ConsentText, Withdrawal
from tests.factories.bank import YEAR_STARTS, PersonFactory
from tests.factories.organizations import MembershipFactory


class ConsentSheetFactory(DjangoModelFactory):
    """A sheet of the reference text for a representative, given out in September 2022."""

    class Meta:
        model = ConsentSheet

    person = factory.SubFactory(PersonFactory)
    institution = factory.SelfAttribute("person.institution")
    purpose = "processing"
    text = factory.LazyFunction(
        lambda: ConsentText.objects.get(organization=None, code="processing-representative")
    )
    text_sha256 = "0" * 64
    printed_on = YEAR_STARTS
    printed_by = factory.SubFactory(
        MembershipFactory, organization=factory.SelfAttribute("..institution")
    )


class WithdrawalFactory(DjangoModelFactory):
    """A consent to processing taken back in October 2022; the papers are left to the test."""

    class Meta:
        model = Withdrawal

    person = factory.SubFactory(PersonFactory)
    institution = factory.SelfAttribute("person.institution")
    purpose = "processing"
    received_on = date(2022, 10, 1)
    recorded_on = factory.SelfAttribute("received_on")
    recorded_by = factory.SubFactory(
        MembershipFactory, organization=factory.SelfAttribute("..institution")
    )
    due_on = factory.LazyAttribute(lambda row: row.received_on + timedelta(days=30))
