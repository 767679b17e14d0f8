"""Whom a curator may pair by hand: more than those who wait."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, QuerySet

from mentorship.bank.affiliations import category_on, place_on
from mentorship.bank.models import Consent, MenteeEntry, MentoringForm, Person
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import PairMember
from mentorship.pairs.rules import whole_days
from mentorship.pairs.summaries import default_period
from mentorship.pairs.waiting.lists import LEFT, longest_first, mentees_by_list


def mentees_to_choose(
    member: Membership, year: SchoolYear, form: MentoringForm, search: str, today: date
) -> QuerySet[MenteeEntry]:
    """Mentees the form fits who have no live pair of the form, the longest wait first.

    More than the waiting list: by hand one may be given a second pair, of another form or after a
    finished one. `list_name` says which list each is on.
    """
    starts_on, ends_on = default_period(year, today)
    paired = _in_live_pair(whole_days(starts_on, ends_on), form)
    entries = mentees_by_list(member, year, today).select_related("person", "form")
    entries = entries.filter(~paired, person__in=Person.objects.named_like(search))
    entries = entries.exclude(list_name=LEFT)
    fitting = entries.annotate(
        place=place_on(starts_on),
        category=category_on(starts_on),
        is_agreed=Exists(Consent.objects.for_processing(OuterRef("person"), today)),
    ).filter(category__in=form.mentee_categories)
    return longest_first(fitting, year, today)


def _in_live_pair(period: DateRange, form: MentoringForm) -> Exists:
    """Whether the person of an entry is a mentee of a live pair of the form in the period."""
    taken = PairMember.objects.filter(person=OuterRef("person"), live=True, period__overlap=period)
    return Exists(taken.filter(form=form))
