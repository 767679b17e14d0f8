from importlib import import_module

import pytest
from django.apps import apps

from mentorship.bank.models import Affiliation
from tests.factories.bank import PersonFactory

pytestmark = pytest.mark.django_db


def test_classes_written_before_get_one_spelling():
    written = ["5а", '5 "Б"', "8 «В»", "учитель физики"]
    people = [PersonFactory(category="pupil", category__place=place) for place in written]
    migration = import_module("mentorship.bank.migrations.0011_one_spelling_of_classes")

    migration.rewrite(apps, None)

    places = [Affiliation.objects.get(person=person).place for person in people]
    assert places == ["5 «А»", "5 «Б»", "8 «В»", "учитель физики"]
