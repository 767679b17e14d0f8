import pytest
from django.http import QueryDict

from mentorship.core.exceptions import DomainError
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Document
from mentorship.documents.starting import chosen_fields
from tests.factories.bank import PartnerFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


def test_chosen_fields_are_checked_and_kept_as_a_draft_keeps_them(curator):
    partner = PartnerFactory(institution=curator.organization)
    given = QueryDict(f"partner={partner.pk}&starts_on=3 октября 2022&unknown=1")

    fields = chosen_fields(KINDS["partner_agreement"], curator, given)

    assert fields == {"partner": partner.pk, "starts_on": "2022-10-03"}


def test_nothing_chosen_leaves_the_first_values(curator):
    assert chosen_fields(KINDS["partner_agreement"], curator, QueryDict("")) == {}


def test_foreign_row_is_refused_in_words(curator):
    with pytest.raises(DomainError, match="Выберите корректный вариант"):
        chosen_fields(
            KINDS["partner_agreement"], curator, QueryDict(f"partner={PartnerFactory().pk}")
        )


def test_button_begins_a_draft_with_the_row_chosen(sign_in, curator):
    partner = PartnerFactory(institution=curator.organization)

    response = sign_in(curator, 2022).post(
        "/documents/new/partner_agreement/", {"partner": partner.pk}
    )

    document = Document.objects.get()
    assert response.url == document.get_absolute_url()
    assert document.fields["partner"] == partner.pk
    assert document.fields["partner_basis"] == "Устава"


def test_refused_button_begins_no_draft(sign_in, curator):
    response = sign_in(curator, 2022).post(
        "/documents/new/partner_agreement/", {"partner": PartnerFactory().pk}
    )

    assert (response.url, Document.objects.count()) == ("/documents/new/", 0)
