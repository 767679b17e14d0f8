"""Who may change a roadmap: one predicate for the button, the refusal and the test."""

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from roadmaps.models import Roadmap, Task


def can_import(member: Membership, organization: Organization) -> bool:
    """A roadmap is made by an editor of the very organization: nobody writes for those below."""
    return member.may(Right.ROADMAPS_EDIT) and member.organization_id == organization.pk


def can_edit(member: Membership, row: Roadmap | Task) -> bool:
    """Own organization only: a methodist edits the municipal roadmap and reads the schools'."""
    return member.may(Right.ROADMAPS_EDIT) and member.organization_id == row.organization_id


def can_open_evidence(member: Membership, task: Task) -> bool:
    """Files may name people, so they stay inside the organization that added them."""
    return member.may(Right.ROADMAPS_VIEW) and member.organization_id == task.organization_id
