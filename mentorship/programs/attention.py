"""Lines of the home page about programs."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair
from mentorship.programs.models import Activity, Program


def _ready(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    if not member.may(Right.PROGRAMS_APPROVE):
        return None
    own = Pair.objects.owned_by(member).of_year(year).going_on()
    pairs = own.exclude(pk__in=own.without_consent_on(today))
    planned = Activity.objects.filter(program=OuterRef("pk"))
    return Program.objects.filter(
        Exists(planned), pair__in=pairs, state=Program.State.DRAFT
    ).exclude(goal="")


@told_of(_ready)
def programs_await_approval(
    ready: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Programs with a goal and a plan of pairs that go on, for whoever approves them."""
    if not (count := ready.count()):
        return None
    return Attention(
        count=count,
        text=plural_ru(
            count,
            "программа составлена и ждёт утверждения",
            "программы составлены и ждут утверждения",
            "программ составлены и ждут утверждения",
        ),
        url=reverse("programs:program_list"),
    )
