from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse

from mentorship.core.folding import Holds
from mentorship.organizations.models import Membership, Organization, OrganizationQuerySet
from mentorship.organizations.roles import Right
from mentorship.organizations.search import Hit, Query, Source


def find_organizations(member: Membership, query: Query) -> OrganizationQuerySet:
    """Organizations of the member's territory by parts of their names: «школа 7 мишкино»."""
    pieces = [*query.words, *([query.grade] if query.grade.isdigit() else [])]
    if not member.may(Right.ORGANIZATIONS_VIEW) or not pieces:
        return Organization.objects.none()
    found = Organization.objects.visible_to(member)
    for piece in pieces:
        names = Q(Holds("name", piece)) | Q(Holds("short_name", piece))
        found = found.filter(names | Q(Holds("locality", piece)))
    return found.select_related("parent").order_by("name", "pk")


def show_organizations(member: Membership, rows: Sequence[Organization]) -> list[Hit]:
    return [
        Hit(
            row.short_name,
            " · ".join(filter(None, [str(row.parent or ""), row.locality])),
            reverse("organizations:organization_detail", args=[row.pk]),
        )
        for row in rows
    ]


ORGANIZATIONS = Source("Организации", 5, (find_organizations,), show_organizations)
