import pytest
from django.db.models import Value

from mentorship.core.folding import Folded, Holds
from mentorship.core.names import search_key
from tests.factories.organizations import RegionFactory

pytestmark = pytest.mark.django_db
TEXTS = ["Ёлкин", "Cапунова", "Петрова-Водкина", "ООО «ЭЛЕКТРО»", "ё Ë e", "а–б—в−г‐д‑е"]


@pytest.mark.parametrize("text", TEXTS)
def test_database_folds_as_the_stored_keys_do(text):
    region = RegionFactory(name=text)

    folded = type(region).objects.values_list(Folded("name"), flat=True).get()

    assert folded == search_key(text)


def test_a_given_expression_is_folded_too():
    RegionFactory()

    assert RegionFactory._meta.model.objects.values_list(Folded(Value("Ё")), flat=True)[0] == "е"


@pytest.mark.parametrize(("word", "found"), [("завод", 1), ("100%", 1), ("%", 1), ("_", 0)])
def test_wildcards_are_plain_signs(word, found):
    region = RegionFactory(name="Завод 100%")

    assert type(region).objects.filter(Holds("name", word)).count() == found
