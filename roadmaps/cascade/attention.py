"""What came from the municipality and waits for an answer."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from roadmaps.cascade.accepting import can_decide, changes_for, proposals_for, undecided_by
from roadmaps.models import TaskLink


def _from_above(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    """What the institution is asked to take, and all it took: changes are sorted out afterwards."""
    if not can_decide(member):
        return None
    asked = undecided_by(member.organization, today)
    taken = TaskLink.objects.accepted().filter(institution=member.organization_id)
    return asked.order_by().values("pk").union(taken.order_by().values("pk"))


@told_of(_from_above)
def undecided_proposals(
    _rows: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Tasks the institution is asked to take, and changes of those it has taken."""
    asked = len(proposals_for(member.organization))
    changed = len(changes_for(member.organization))
    if not asked + changed:
        return None
    words = plural_ru(
        asked + changed,
        "поручение муниципалитета ждёт решения",
        "поручения муниципалитета ждут решения",
        "поручений муниципалитета ждут решения",
    )
    return Attention(
        count=asked + changed,
        text=words,
        url=reverse("roadmaps:proposal_list"),
        detail=f"новых мероприятий – {asked}, изменений принятых – {changed}",
        tone="info",
    )
