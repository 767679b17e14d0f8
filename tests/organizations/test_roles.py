from pathlib import Path

import pytest

from mentorship.organizations.models import Membership
from mentorship.organizations.roles import RIGHTS, Right, Role

README = Path(__file__).parent.parent.parent / "mentorship/organizations/README.md"


def rows_of_the_readme():
    lines = [line for line in README.read_text().splitlines() if line.startswith("| ")]
    head, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return head[1:], {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("right", Right)
def test_table_of_the_readme_is_the_register(right):
    roles, rows = rows_of_the_readme()

    written = {role for role, cell in zip(roles, rows[right.label], strict=True) if cell == "да"}
    assert written == {role.label for role in RIGHTS[right]}


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("role", Role)
def test_member_may_what_the_register_says(role, right):
    assert Membership(role=role).may(right) == (role in RIGHTS[right])
