"""What came from the municipality and waits for an answer."""

from datetime import date

from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from roadmaps.cascade.accepting import can_decide, changes_for, proposals_for


def undecided_proposals(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Tasks the institution is asked to take, and changes of those it has taken."""
    if not can_decide(member):
        return None
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
