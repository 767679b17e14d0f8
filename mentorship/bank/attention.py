from datetime import date

from django.urls import reverse

from mentorship.bank.consents import people_without_consent
from mentorship.bank.models import PersonQuerySet
from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear


def _without_consent(member: Membership, year: SchoolYear, today: date) -> PersonQuerySet | None:
    return people_without_consent(member, year, today) if member.may(Right.BANK_EDIT) else None


@told_of(_without_consent)
def people_lack_consent(
    lacking: PersonQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Who of the year stands in a bank without a consent; for the one who records them."""
    count = lacking.count()
    if not count:
        return None
    people = plural_ru(count, "человек", "человека", "человек")
    return Attention(
        count=count,
        text=f"{people} без согласия на обработку данных",
        url=reverse("bank:consent_list"),
        detail="без согласия пара не войдёт в приказ, а человек – в показатели",
        tag="нет согласия",
        tone="bad",
    )
