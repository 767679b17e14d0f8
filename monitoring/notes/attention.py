"""What the home page says of notes: new recommendations of those above."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from monitoring.notes.advice import advice_for

# So long an issued recommendation is news.
DAYS_NEW = timedelta(days=30)


def recommendations_line(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Recommendations that an office has addressed to the institution lately."""
    if not (member.organization.is_institution and member.may(Right.INDICATORS_VIEW)):
        return None
    found = advice_for(member.organization, since=today - DAYS_NEW)
    count = sum(len(row.texts) for row in found)
    if not count:
        return None
    return Attention(
        count=count,
        text=plural_ru(count, "рекомендация", "рекомендации", "рекомендаций"),
        detail="; ".join(f"{row.title}: {row.whose}" for row in found[:2]),
        url=f"{reverse('monitoring:note_list')}#advice",
        since=timezone.localdate(min(row.version.issued_at for row in found)),
        tag="мониторинг",
    )
