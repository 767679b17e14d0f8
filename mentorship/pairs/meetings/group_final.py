"""The final meeting of all pairs of a year (S000 3.6): an event of the bank that is named here.

It is planned, held and attended there; nothing of it is kept twice.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from mentorship.bank.models import Attendance, Event
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right, Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import GroupFinal


def finals_of(member: Membership, year: SchoolYear) -> QuerySet[Event]:
    """The named events of the year with `present`, how many of the school came.

    A mentor does not see events.
    """
    if member.role == Role.MENTOR:
        return Event.objects.none()
    named = GroupFinal.objects.visible_to(member).of_year(year)
    came = Q(
        attendances__institution=member.organization_id,
        attendances__state=Attendance.State.PRESENT,
    )
    events = Event.objects.filter(pk__in=named.values("event"))
    return events.annotate(present=Count("attendances", filter=came)).order_by("starts_on", "pk")


def candidates(member: Membership, year: SchoolYear) -> QuerySet[Event]:
    """The school's group meetings of the year that were not cancelled."""
    events = Event.objects.owned_by(member).of_year(year).filter(kind=Event.Kind.GROUP_MEETING)
    return events.exclude(state=Event.State.CANCELLED).order_by("starts_on", "pk")


@transaction.atomic
def switch_final(*, member: Membership, year: SchoolYear, event: Event) -> bool:
    """Name an event, or no longer; gives whether it is named now."""
    if not member.may(Right.PAIRS_EDIT) or event.organization_id != member.organization_id:
        raise PermissionDenied
    named = GroupFinal.objects.filter(institution=member.organization, event=event)
    if named.delete()[0]:
        return False
    GroupFinal.objects.get_or_create(
        institution=member.organization, event=event, defaults={"school_year": year.first}
    )
    return True
