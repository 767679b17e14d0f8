"""Mentors a pair may get: of the own bank, and those neighbors offer (B8)."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Case, Value, When
from django.db.models.fields import BooleanField

from mentorship.bank.affiliations import category_on, place_on
from mentorship.bank.models import Consent, MentorEntry, MentoringForm, MentorOffer, Person
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.summaries import default_period, with_load


def choosable(member: Membership, today: date) -> Any:
    """Entries of the own bank and of open offers of other schools, with `is_own`."""
    offers = MentorOffer.objects.offered_to(member, today)
    own = MentorEntry.objects.visible_to(member)
    entries = MentorEntry.objects.not_declined().filter(
        Q(pk__in=own.values("pk")) | Q(pk__in=offers.values("entry"))
    )
    is_own = When(institution=member.organization_id, then=Value(True))
    return entries.annotate(
        is_own=Case(is_own, default=Value(False), output_field=BooleanField())
    ).select_related("person", "institution")


def mentors_to_choose(
    member: Membership, year: SchoolYear, form: MentoringForm, today: date, search: str = ""
) -> QuerySet[Any]:
    """Mentors the form fits, with `load` («2 из 3»), those with room first, own before others.

    Of a mentor of another school only name, position, school and places are to be shown.
    """
    starts_on, _ends_on = default_period(year, today)
    entries = choosable(member, today).of_year(year)
    entries = entries.filter(person__in=Person.objects.named_like(search))
    offered = MentorOffer.objects.made().filter(entry=OuterRef("pk"))
    fit = with_load(entries, year, today).annotate(
        place=place_on(starts_on),
        category=category_on(starts_on),
        is_agreed=Exists(Consent.objects.for_processing(OuterRef("person"), today)),
        offered=Subquery(offered.values("places")[:1]),
    )
    fit = fit.filter(category__in=form.mentor_categories)
    has_room = Case(
        When(room__gt=0, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    return fit.annotate(has_room=has_room).order_by(
        "-has_room", "-is_own", "person__sort_name", "pk"
    )
