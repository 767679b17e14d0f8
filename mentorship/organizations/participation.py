"""The yearly list of participants, approved by order of the region (S004, этап 3)."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.organizations.models import Membership, Organization, Participation
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear


@transaction.atomic
def record_participation(
    *,
    member: Membership,
    year: SchoolYear,
    shown: Collection[Organization],
    chosen: Collection[int],
    order: str,
) -> tuple[int, int]:
    """Make the list say of the institutions shown what was marked; gives how many came and went.

    The order goes to those added, and to those listed without one; an order given stays.
    """
    if not member.may(Right.PARTICIPATION_EDIT):
        raise PermissionDenied
    listed = Participation.objects.filter(institution__in=shown, year=year.first)
    before = set(listed.values_list("institution_id", flat=True))
    gone = listed.exclude(institution__in=chosen)
    removed = gone.count()
    gone.delete()
    if order:
        listed.filter(institution__in=chosen, order="").update(order=order)
    new = [node for node in shown if node.pk in chosen and node.pk not in before]
    Participation.objects.bulk_create(
        [Participation(institution=node, year=year.first, order=order) for node in new]
    )
    return len(new), removed
