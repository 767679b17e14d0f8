from django.core.exceptions import PermissionDenied

from mentorship.bank.models import Consent, MenteeEntry, MentorEntry, Person, Withdrawal
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right

Row = Person | MentorEntry | MenteeEntry | Consent | Withdrawal


def refuse_foreign(member: Membership, row: Row) -> None:
    """Writing needs the right and a row of the member's own institution; else PermissionDenied."""
    if not member.may(Right.BANK_EDIT) or row.institution_id != member.organization_id:
        raise PermissionDenied
