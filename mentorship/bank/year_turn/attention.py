from datetime import date

from django.urls import reverse

from mentorship.bank.lifecycle import Turn
from mentorship.bank.models import Affiliation, YearTurn
from mentorship.bank.year_turn.classes import studying
from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

HERE = "перейдите на новый: классы, выпускники, пары – на одной странице"


def year_to_turn(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Lessons are over and classes still stand where they were, in this year or an earlier one."""
    if not member.may(Right.BANK_EDIT):
        return None
    if today > year.lessons_end_on:
        return _line(year, len(_waiting(member, year, today)), HERE)
    before = SchoolYear(year.first - 1)
    behind = _waiting(member, before, today)
    if not behind:
        return None
    since = min(SchoolYear.containing(row.period.lower) for row in behind)
    oldest = next(
        (y for y in map(SchoolYear, range(since.first, year.first)) if not _is_made(member, y)),
        before,
    )
    return _line(oldest, len(behind), f"выберите {oldest} в шапке и перейдите на новый")


def _waiting(member: Membership, year: SchoolYear, today: date) -> list[Affiliation]:
    """Those who still study where they did in the year, unless it was turned."""
    rows = studying(Turn(member=member, year=year, answers={}, today=today))
    return [] if rows and _is_made(member, year) else rows


def _is_made(member: Membership, year: SchoolYear) -> bool:
    turns = YearTurn.objects.visible_to(member).filter(school_year=year.first)
    return turns.exclude(made_at=None).exists()


def _line(year: SchoolYear, count: int, detail: str) -> Attention | None:
    if not count:
        return None
    people = plural_ru(count, "обучающийся", "обучающихся", "обучающихся")
    return Attention(
        count=count,
        text=f"{people} ещё в классах {year} учебного года",
        url=reverse("bank:year_turn"),
        detail=detail,
        tag="новый год",
    )
