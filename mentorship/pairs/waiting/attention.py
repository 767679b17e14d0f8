from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.waiting.lists import can_support, overdue_steps


def _overdue(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    return overdue_steps(member, year, today) if can_support(member, year, today) else None


@told_of(_overdue)
def waiting_actions_overdue(
    steps: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Mentees without a mentor whose next action is late; of whoever keeps the waiting list."""
    days = list(steps.order_by("due_on").values_list("due_on"))
    if not days:
        return None
    words = ("наставляемый ждёт", "наставляемых ждут", "наставляемых ждут")
    return Attention(
        count=len(days),
        text=f"{plural_ru(len(days), *words)} обещанного действия",
        url=f"{reverse('pairs:waiting_list')}?step=overdue",
        detail="срок следующего действия в листе ожидания прошёл",
        since=days[0][0],
    )
