from hypothesis import given
from hypothesis import strategies as st

from mentorship.organizations.small_cells import Tree, hidden_in_tree
from monitoring.workbooks.counting import Point, hidden_points

CODE = "mentees_in_bank"
PLACES = {pk: 100 + pk % 3 for pk in range(1, 12)}


def point(**where):
    return Point(CODE, tuple(sorted(where.items())))


def test_part_beside_its_total_gives_no_other_part_away():
    row = {"institution": 7}
    counts = {
        point(): 68,
        point(sex="m"): 5,
        point(**row): 8,
        point(sex="m", **row): 5,
        point(age=("range", 10, 19)): 40,
        point(age=("range", 10, 18)): 37,
    }

    assert hidden_points(counts) == {
        point(sex="m", **row),
        point(sex="m"),
        point(age=("range", 10, 18)),
    }


@given(
    st.dictionaries(st.sampled_from(sorted(PLACES)), st.integers(0, 30), min_size=1), st.randoms()
)
def test_rows_of_a_form_hide_what_a_table_hides(column, random):
    parents = {pk: PLACES[pk] for pk in column}
    tree = Tree.of(1000, parents)
    sums = tree.summed(column)
    table = {pk for _name, pk in hidden_in_tree({CODE: sums}, tree)}

    rows = [point(institution=pk) for pk in column] + [point()]
    random.shuffle(rows)
    counts = {each: sums[dict(each.where).get("institution", 1000)] for each in rows}
    hidden = hidden_points(counts, parents)

    assert {dict(each.where).get("institution", 1000) for each in hidden} == table - {
        *PLACES.values()
    }
