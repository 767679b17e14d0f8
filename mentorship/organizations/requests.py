from django.http import HttpRequest

from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear


class MemberRequest(HttpRequest):
    """A request after our middleware: as whom the user works, and in which school year."""

    membership: Membership | None
    memberships: list[Membership]
    school_year: SchoolYear
    request_id: str
