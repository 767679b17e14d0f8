from datetime import date

import pytest
from django.utils import timezone

from mentorship.documents.adopted import UNKNOWN, regulation_basis
from mentorship.documents.pairs_order import PairsOrderForm
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
PUPILS = "Положением о целевой модели наставничества обучающихся"
TEACHERS = "Положением о системе (целевой модели) наставничества педагогических работников"


@pytest.fixture
def curator():
    return MembershipFactory(role="curator")


@pytest.mark.parametrize(
    ("regimes", "words"),
    [((), UNKNOWN), (("pupils",), PUPILS), (("teachers", "pupils"), f"{PUPILS} и {TEACHERS}")],
)
def test_basis_is_what_the_organization_has_adopted(curator, regimes, words):
    own = {"organization": curator.organization, "kind": "introduction_order"}
    for regime in regimes:
        issued = {"number": regime, "number_key": regime, "dated_on": date(2022, 9, 1)}
        issued |= {"state": "registered", "registered_at": timezone.now()}
        DocumentFactory(fields={"regime": regime}, registered_by=curator, **issued, **own)
    DocumentFactory(fields={"regime": "teachers"}, **own)

    assert regulation_basis(curator.organization) == words
    assert PairsOrderForm(member=curator).fields["basis"].initial == words
