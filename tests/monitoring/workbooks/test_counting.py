from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import Tree
from monitoring.workbooks.counting import Point
from monitoring.workbooks.hiding import hidden_from_above, hidden_in_columns
from monitoring.workbooks.rows import Scope
from tests.factories.organizations import InstitutionFactory, MunicipalityFactory

CODE = "mentees_in_bank"
PLACES = {pk: 100 + pk % 3 for pk in range(1, 12)}


def point(**where):
    return Point(CODE, tuple(sorted(where.items())))


def test_part_beside_its_total_gives_no_other_part_away():
    tree = Tree.of(1, {7: 1})
    columns = {
        point(): {1: 68, 7: 8},
        point(sex="m"): {1: 5, 7: 5},
        point(age=("range", 10, 19)): {1: 40},
        point(age=("range", 10, 18)): {1: 37},
        point(age=("range", 10, 18), sex="f"): {1: 65},
    }

    assert hidden_in_columns(columns, tree) == {
        (point(sex="m"), 7),
        (point(sex="m"), 1),
        (point(age=("range", 10, 18)), 1),
        # Sixty-eight less these are three.
        (point(age=("range", 10, 18), sex="f"), 1),
    }


@given(st.dictionaries(st.sampled_from(sorted(PLACES)), st.integers(0, 30), min_size=1))
def test_region_hides_in_a_municipality_what_the_municipality_hides(column):
    tree = Tree.of(1000, {pk: PLACES[pk] for pk in column})
    hidden = hidden_in_columns({point(): tree.summed(column)}, tree)

    for place in tree.below[1000]:
        near = Tree.of(place, dict.fromkeys(tree.below[place], place))
        own = {pk: column[pk] for pk in near.below[place]}
        alone = hidden_in_columns({point(): near.summed(own)}, near)
        assert alone == {cell for cell in hidden if cell[1] in {place, *own}}


@pytest.mark.parametrize("level", ["municipality", "institution"])
def test_region_hides_its_total_whatever_it_is_counted_by(db, level):
    """Facts of a municipality whose schools are closed are no reason to read it otherwise."""
    small = MunicipalityFactory()
    places = [small, *(MunicipalityFactory(parent=small.parent) for _ in range(2))]
    closed = {"closed_on": date(2020, 1, 1)}
    schools = [
        InstitutionFactory(parent=place, **given)
        for place, given in zip(places, ({}, {}, closed), strict=True)
    ]
    nodes = places if level == "municipality" else schools
    sums = {point(): {node.pk: count for node, count in zip(nodes, (3, 20, 8), strict=True)}}
    scope = Scope(small.parent, SchoolYear(2022), date(2022, 11, 20))

    assert hidden_from_above({point(): 23}, scope, sums=sums) == {point()}
