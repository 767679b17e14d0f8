import factory
from factory.django import DjangoModelFactory

from mentorship.documents.models import Document
from tests.factories.organizations import InstitutionFactory, MembershipFactory


class DocumentFactory(DjangoModelFactory):
    """A draft order on pairs."""

    class Meta:
        model = Document

    organization = factory.SubFactory(InstitutionFactory)
    kind = "pairs_order"
    title = "О закреплении наставнических пар (групп)"
    school_year = 2022
    created_by = factory.SubFactory(
        MembershipFactory, organization=factory.SelfAttribute("..organization")
    )
