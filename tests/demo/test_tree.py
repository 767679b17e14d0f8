import pytest

from mentorship.core.inn import check_inn
from mentorship.demo.tree import plant_tree

pytestmark = pytest.mark.django_db


def test_organizations_have_invented_requisites_of_their_own():
    tree = plant_tree().values()

    numbers = [organization.inn for organization in tree]
    assert [check_inn(number)[:2] for number in numbers] == ["99"] * len(numbers)
    assert len(set(numbers)) == len(numbers)
    assert [row.pk for row in tree if not (row.address and row.contacts)] == []
