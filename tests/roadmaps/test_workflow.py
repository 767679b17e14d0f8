"""The whole role × place square, without a database."""

import pytest

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role
from roadmaps.models import Roadmap, Task
from roadmaps.workflow import can_edit, can_import, can_open_evidence

EDITORS = {"curator", "methodist"}
READERS = EDITORS | {"director", "council", "psychologist", "coordinator"}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("row", [Roadmap, Task])
@pytest.mark.parametrize("owner", [1, 2])
def test_rows_are_edited_by_editors_of_their_organization(role, row, owner):
    member = Membership(role=role, organization_id=1)

    assert can_edit(member, row(organization_id=owner)) is (role in EDITORS and owner == 1)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("owner", [1, 2])
def test_roadmaps_are_imported_by_editors_for_their_organization(role, owner):
    member = Membership(role=role, organization_id=1)

    assert can_import(member, Organization(pk=owner)) is (role in EDITORS and owner == 1)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("owner", [1, 2])
def test_evidence_is_opened_inside_its_organization(role, owner):
    member = Membership(role=role, organization_id=1)

    task = Task(organization_id=owner)
    assert can_open_evidence(member, task) is (role in READERS and owner == 1)
