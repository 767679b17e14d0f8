from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right, Role

ABOVE = frozenset({Role.METHODIST, Role.COORDINATOR})


def can_set_plan(member: Membership) -> bool:
    """A plan value is the organization's own: its curator or director, methodist or coordinator."""
    return member.may(Right.ORGANIZATION_EDIT) or member.role in ABOVE


def can_edit_indicators(member: Membership) -> bool:
    """Indicators are the region's: what they count and divide by is the same for everybody."""
    return member.role == Role.COORDINATOR
