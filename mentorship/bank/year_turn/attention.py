from datetime import date

from django.urls import reverse

from mentorship.bank.lifecycle import Turn
from mentorship.bank.models import YearTurn
from mentorship.bank.year_turn.classes import studying
from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear


def year_to_turn(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """The lessons of the year are over and its classes still stand where they were."""
    if not member.may(Right.BANK_EDIT) or today <= year.lessons_end_on:
        return None
    if YearTurn.objects.visible_to(member).filter(school_year=year.first).exclude(made_at=None):
        return None
    count = len(studying(Turn(member=member, year=year, answers={}, today=today)))
    if not count:
        return None
    people = plural_ru(count, "обучающийся", "обучающихся", "обучающихся")
    return Attention(
        count=count,
        text=f"{people} ещё в классах {year} учебного года",
        url=reverse("bank:year_turn"),
        detail="перейдите на новый: классы, выпускники, пары – на одной странице",
        tag="новый год",
    )
