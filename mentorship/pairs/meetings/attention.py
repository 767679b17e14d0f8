from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right, Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Meeting, Pair


def _missed(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    if member.role == Role.MENTOR:
        pairs = Pair.objects.visible_to(member)
    elif member.may(Right.PAIRS_EDIT):
        pairs = Pair.objects.owned_by(member)
    else:
        return None
    return Meeting.objects.filter(pair__in=pairs).of_year(year).missed_on(today)


@told_of(_missed)
def meetings_lack_an_entry(
    missed: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Meetings whose planned day is over without an entry; told to whoever may write one."""
    told = missed.aggregate(count=Count("pk"), since=Min("planned_for"))
    if not told["count"]:
        return None
    return Attention(
        count=told["count"],
        text=plural_ru(told["count"], "встреча", "встречи", "встреч") + " без записи",
        url=f"{reverse('pairs:meeting_list')}?state=missed",
        detail="день прошёл: запишите, перенесите или отмените",
        since=told["since"],
    )
