"""The other side of an entry for the bank's lists and official columns."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, QuerySet
from django.urls import reverse

from mentorship.bank.affiliations import place_on
from mentorship.bank.banks import Bank
from mentorship.bank.companions import Companion, CompanionSource
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import PairMember

# Paths from a member of a pair to the entry of the bank and to the person of the other side.
SIDES = {
    Bank.MENTORS: ("pair__mentor_entry", "person"),
    Bank.MENTEES: ("mentee_entry", "pair__mentor_entry__person"),
}


def companions(bank: Bank, pks: Collection[int], year: SchoolYear) -> dict[int, list[Companion]]:
    """Mentors of mentees, or mentees of mentors, of the pairs of the year; one statement.

    Drafts are shown too: whoever is in a draft needs no other pair.
    """
    mine, other = SIDES[bank]
    members = _members(year).filter(**{f"{mine}__in": pks})
    members = members.annotate(place=place_on(year.ends_on, other))
    related = ("person__institution", "form", "pair__mentor_entry__person__institution")
    found: dict[int, list[Companion]] = {}
    for member in members.select_related(*related).order_by("period", "pk"):
        mentor = member.pair.mentor_entry
        is_mentor = bank == Bank.MENTORS
        person = member.person if is_mentor else mentor.person
        place = ", ".join(filter(None, [person.institution.short_name, member.place]))
        key = mentor.pk if is_mentor else member.mentee_entry_id
        found.setdefault(key, []).append(
            Companion(person, str(member.form), place, member.pair.get_absolute_url())
        )
    return found


def paired(bank: Bank, year: SchoolYear) -> QuerySet:
    """Keys of the entries that stand in a pair of the year."""
    mine, _ = SIDES[bank]
    return _members(year).values(mine)


def places(pks: Collection[int], day: date) -> dict[int, int]:
    """Live mentees of mentors (by entry) whose time in the pair is not over on the day."""
    members = PairMember.objects.filter(
        pair__mentor_entry__in=pks, live=True, period__endswith__gt=day
    )
    counted = members.order_by().values_list("pair__mentor_entry").annotate(n=Count("pk"))
    return dict(counted)


def _members(year: SchoolYear) -> QuerySet[PairMember]:
    return PairMember.objects.filter(pair__school_year=year.first)


def matching(bank: Bank) -> str:
    """Mentees are matched; a mentor is chosen for one of them on the same page."""
    return f"{reverse('pairs:pair_create')}?mentee=" if bank == Bank.MENTEES else ""


SOURCE = CompanionSource(of_entries=companions, paired=paired, matching=matching)
