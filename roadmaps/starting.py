"""Which papers the page of a roadmap offers."""

from mentorship.documents.kinds import KINDS
from mentorship.documents.starting import Start
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from roadmaps.models import Roadmap

# Registered by the room of indicators, which it shows above the tasks.
EXECUTION_REPORT = "execution_report"


def starts_of(member: Membership, roadmap: Roadmap) -> list[Start]:
    """The execution report of a plan of the member's own organization that is in use."""
    kind = KINDS[EXECUTION_REPORT]
    is_open = member.may(Right.DOCUMENTS_DRAFT) and member.organization.level in kind.levels
    is_own = roadmap.organization_id == member.organization_id and not roadmap.archived_on
    return [Start(kind.code, "roadmap", roadmap.pk)] if is_open and is_own else []
