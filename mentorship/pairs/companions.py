"""The other side of an entry for the bank's lists and official columns."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count, F, QuerySet
from django.urls import reverse

from mentorship.bank.affiliations import place_on
from mentorship.bank.banks import Bank
from mentorship.bank.companions import Companion, CompanionSource
from mentorship.bank.models import Person
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair, PairMember

NAMES = ["id", "last_name", "first_name", "patronymic"]
# Paths from a member of a pair to the entry of the bank and to the person of the other side.
SIDES = {
    Bank.MENTORS: ("pair__mentor_entry", "person"),
    Bank.MENTEES: ("mentee_entry", "pair__mentor_entry__person"),
}


def companions(bank: Bank, pks: Collection[int], year: SchoolYear) -> dict[int, list[Companion]]:
    """Mentors of mentees, or mentees of mentors, of the pairs of the year; one statement.

    Drafts are shown too: whoever is in a draft needs no other pair. Of the people only the names
    are read: a long export makes thousands of companions.
    """
    mine, other = SIDES[bank]
    members = _members(year).filter(**{f"{mine}__in": pks}).order_by("period", "pk")
    told = members.annotate(place=place_on(year.ends_on, other)).values_list(
        mine,
        "form__title",
        f"{other}__institution__short_name",
        "place",
        "pair_id",
        *(f"{other}__{name}" for name in NAMES),
    )
    # One look into the table of addresses, not one for each companion.
    page = reverse("pairs:pair_detail", args=[0]).removesuffix("0/")
    found: dict[int, list[Companion]] = {}
    for entry, form, school, place, pair, *names in told:
        person = Person.from_db(members.db, NAMES, names)
        standing = ", ".join(filter(None, [school, place]))
        found.setdefault(entry, []).append(Companion(person, form, standing, f"{page}{pair}/"))
    return found


def paired(bank: Bank, year: SchoolYear) -> QuerySet:
    """Keys of the entries that stand in a pair of the year."""
    mine, _ = SIDES[bank]
    return _members(year).values(mine)


def ending(bank: Bank, year: SchoolYear, day: date) -> QuerySet:
    """Keys of the entries whose pair works and is to end by the day."""
    mine, _ = SIDES[bank]
    working = _members(year).filter(live=True, pair__state=Pair.State.ACTIVE)
    return working.filter(period__endswith__lte=day + timedelta(days=1)).values(mine)


def places(pks: Collection[int], day: date) -> dict[int, int]:
    """Live mentees of mentors (by entry) whose time in the pair is not over on the day."""
    return _by_mentor(_standing(pks, day))


def lent_places(pks: Collection[int], day: date) -> dict[int, int]:
    """The same, mentees of other institutions than the mentor's."""
    return _by_mentor(_standing(pks, day).exclude(pair__institution=F("pair__mentor_institution")))


def _standing(pks: Collection[int], day: date) -> QuerySet[PairMember]:
    return PairMember.objects.filter(
        pair__mentor_entry__in=pks, live=True, period__endswith__gt=day
    )


def _by_mentor(members: QuerySet[PairMember]) -> dict[int, int]:
    return dict(members.order_by().values_list("pair__mentor_entry").annotate(n=Count("pk")))


def _members(year: SchoolYear) -> QuerySet[PairMember]:
    """A pair that did not come about gave nobody a mentor."""
    members = PairMember.objects.filter(pair__school_year=year.first)
    return members.exclude(pair__state=Pair.State.DECLINED)


def matching(bank: Bank) -> str:
    """Mentees are matched; a mentor is chosen for one of them on the same page."""
    return f"{reverse('pairs:pair_create')}?mentee=" if bank == Bank.MENTEES else ""


SOURCE = CompanionSource(of_entries=companions, paired=paired, ending=ending, matching=matching)
