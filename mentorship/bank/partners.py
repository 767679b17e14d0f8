"""Partners with their agreements: what covers a partner on a day, and whose cover ends soon."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mentorship.bank.models import Agreement, MentorEntry, Partner, Person
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

ENDS_SOON = timedelta(days=30)
# Stands for «без срока» where days are compared.
FOREVER = date(9999, 12, 31)


def partner_list(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any]:
    """Partners with `covered_until` (None without an agreement in force) and `mentors_count`.

    Mentors are counted as the partner's page lists them: of the year, with a consent in force.
    """
    mentors = partner_mentors(member, year, today).filter(partner=OuterRef("pk")).order_by()
    count = mentors.values("partner").annotate(n=Count("pk")).values("n")
    partners = Partner.objects.visible_to(member)
    return partners.annotate(
        covered_until=_cover(today),
        mentors_count=Coalesce(Subquery(count), 0),
        agreements_count=Count("agreements"),
    )


def partner_mentors(member: Membership, year: SchoolYear, today: date) -> QuerySet[Person]:
    """People of partners who stand in the bank of mentors; without a consent nobody is named."""
    entries = MentorEntry.objects.visible_to(member).of_year(year).filter(person=OuterRef("pk"))
    people = Person.objects.visible_to(member).filter(Exists(entries), partner__isnull=False)
    return people.with_consent_on(today).order_by("sort_name", "pk")


def _cover(today: date) -> Subquery:
    """Until when agreements in force cover a partner: the latest end, `FOREVER` without an end."""
    own = Agreement.objects.in_force_on(today).filter(partner=OuterRef("pk")).order_by()
    until = Max(Coalesce(F("valid_until"), FOREVER))
    return Subquery(own.values("partner").annotate(until=until).values("until"))


def uncovered(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any]:
    """Partners that give mentors this year and whose agreements end soon or have ended."""
    partners = partner_list(member, year, today).filter(mentors_count__gt=0, agreements_count__gt=0)
    ends = Q(covered_until=None) | Q(covered_until__lte=today + ENDS_SOON)
    return partners.filter(ends).order_by("name", "pk")


@transaction.atomic
def remove_agreement(*, member: Membership, agreement: Agreement) -> None:
    """Take away an agreement entered by mistake; the change log keeps what it said."""
    if not member.may(Right.BANK_EDIT) or agreement.institution_id != member.organization_id:
        raise PermissionDenied
    agreement.delete()
