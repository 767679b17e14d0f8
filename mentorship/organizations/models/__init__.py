from mentorship.organizations.models.imports import ListImport, ListImportQuerySet
from mentorship.organizations.models.invitations import Invitation, InvitationQuerySet
from mentorship.organizations.models.members import (
    Membership,
    MembershipLimit,
    MembershipQuerySet,
    member_of,
)
from mentorship.organizations.models.numbers import (
    Headcount,
    HeadcountQuerySet,
    Participation,
    ParticipationQuerySet,
    RollDeclaration,
    RollDeclarationQuerySet,
)
from mentorship.organizations.models.shared import SharedQuerySet, Versioned, VersionedQuerySet
from mentorship.organizations.models.tree import (
    Organization,
    OrganizationQuerySet,
    Signatory,
    SignatoryQuerySet,
)

__all__ = [
    "Headcount",
    "HeadcountQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "ListImport",
    "ListImportQuerySet",
    "Membership",
    "MembershipLimit",
    "MembershipQuerySet",
    "Organization",
    "OrganizationQuerySet",
    "Participation",
    "ParticipationQuerySet",
    "RollDeclaration",
    "RollDeclarationQuerySet",
    "SharedQuerySet",
    "Signatory",
    "SignatoryQuerySet",
    "Versioned",
    "VersionedQuerySet",
    "member_of",
]
