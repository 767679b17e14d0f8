"""People of the institution by category and age on a day: headcounts counted from the lists.

The same rules as the figures they divide (`pairs.figures`): age on 31 December of the school
year's first calendar year, teaching experience in full years to the same year, heads are teachers.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from mentorship.bank.affiliations import Category
from mentorship.bank.models import Affiliation, Person
from mentorship.organizations.headcounts import HeadcountKey
from mentorship.organizations.models import Headcount, Organization
from mentorship.organizations.roll import ROLL, RollCount
from mentorship.organizations.school_year import SchoolYear

CATEGORIES = {
    Headcount.Category.PUPIL: (Category.PUPIL,),
    Headcount.Category.TEACHER: (Category.TEACHER, Category.HEAD),
}


def count_people(institution: Organization, key: HeadcountKey, day: date) -> RollCount:
    """Everybody who is of the category on the day, in one statement."""
    categories = CATEGORIES[Headcount.Category(key.category)]
    people = people_on(institution, categories, day)
    year = SchoolYear.containing(day)
    unknown, fitting = Q(), Q()
    if key.age_from is not None and key.age_to is not None:
        unknown |= Q(birth_year=None)
        fitting &= Q(birth_year__range=(year.first - key.age_to, year.first - key.age_from))
    if key.experience_to is not None:
        unknown |= Q(teaching_since=None)
        fitting &= Q(teaching_since__gte=year.first - key.experience_to)
    disclosed = Exists(Person.objects.with_consent_on(day).filter(pk=OuterRef("pk")))
    numbers = people.annotate(is_disclosed=disclosed).aggregate(
        everybody=Count("pk"),
        undisclosed=Count("pk", filter=Q(is_disclosed=False)),
        unknown=Count("pk", filter=unknown) if unknown else Count("pk", filter=Q(pk=None)),
        fitting=Count("pk", filter=fitting) if fitting else Count("pk"),
    )
    return RollCount(**numbers)


def people_on(institution: Organization, categories: Iterable[str], day: date) -> Any:
    """People with a standing of one of the categories, each once, with `teaching_since`."""
    standing = Affiliation.objects.on(day).filter(
        person=OuterRef("pk"), institution=institution, category__in=tuple(categories)
    )
    since = standing.order_by("-period", "-pk").values("teaching_since")[:1]
    here = Q(archived_on=None) | Q(archived_on__gt=day)
    people = Person.objects.filter(here, Exists(standing))
    return people.annotate(teaching_since=Subquery(since))


def register() -> None:
    for category in CATEGORIES:
        ROLL.register(category, count_people)
