from datetime import date

from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership, Organization, OrganizationQuerySet
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.staffing import lacking_officials, nodes_below

# Whom the office may invite where nobody works yet.
WHOM: dict[str, str] = {
    Organization.Level.REGION: "методиста, руководителя или куратора",
    Organization.Level.MUNICIPALITY: "руководителя или куратора",
}


def _alone(member: Membership, year: SchoolYear, today: date) -> OrganizationQuerySet | None:
    if member.organization.is_institution or not member.may(Right.MEMBERS_EDIT):
        return None
    return lacking_officials(nodes_below(member, today), today)


@told_of(_alone)
def nobody_answers(
    places: OrganizationQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Organizations below in which nobody works yet: the first thing to do in a new region."""
    count = places.count()
    if not count:
        return None
    words = plural_ru(count, "организация", "организации", "организаций")
    return Attention(
        count=count,
        text=f"{words}, где никто не отвечает за наставничество",
        url=f"{reverse('organizations:staffing_list')}?only=lacking",
        detail=f"пригласите {WHOM[member.organization.level]}: ссылка действует 24 часа",
        tag="никого нет",
    )
