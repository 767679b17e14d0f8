"""Whom a questionnaire may be given out to by name, and what became of what was given out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from mentorship.bank.affiliations import Category, category_on, place_on
from mentorship.bank.models import Person
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Invitation, InvitationBatch, Questionnaire
from mentorship.surveys.participants import answers, chosen, of_code, participants
from mentorship.surveys.purposes import CATEGORY_OF, OF_YEAR

# A head teaches too; a student of a college is asked what a pupil of a school is.
_LIKE = {
    Category.TEACHER: {Category.TEACHER, Category.HEAD},
    Category.PUPIL: {Category.PUPIL, Category.STUDENT},
}


def invitees(
    questionnaire: Questionnaire,
    member: Membership,
    year: SchoolYear,
    today: date,
    among: str = "",
) -> QuerySet[Person]:
    """People with a consent in force who fit the set, with class and an open link, if any.

    About the year: those of the bank, or `among` them in pairs, who have not answered yet; about a
    pupil: all pupils.
    """
    purpose = Questionnaire.Purpose(questionnaire.purpose)
    if purpose in OF_YEAR:
        which = chosen(among, questionnaire, year, today)
        people = participants(questionnaire, member, year, today, among=which)
        done = answers(of_code(questionnaire.code), member, year, today)
        people = people.exclude(Exists(done))
    elif purpose == Questionnaire.Purpose.PREFERENCE:
        people = participants(questionnaire, member, year, today)
    else:
        people = Person.objects.visible_to(member).annotate(category=category_on(today, "pk"))
        people = people.filter(category__in=categories_of(questionnaire))
    is_about = purpose == Questionnaire.Purpose.THIRD_PARTY
    link = {"about" if is_about else "person": OuterRef("pk")}
    asked = Invitation.objects.open().filter(batch__questionnaire__code=questionnaire.code, **link)
    return (
        people.filter(archived_on=None)
        .with_consent_on(today)
        .annotate(place=place_on(today, "pk"), is_asked=Exists(asked))
        .order_by("sort_name", "pk")
    )


def categories_of(questionnaire: Questionnaire) -> set[Category]:
    """Who is meant by the set: the audience, or pupils where adults answer about them."""
    if questionnaire.purpose == Questionnaire.Purpose.THIRD_PARTY:
        return _LIKE[Category.PUPIL]
    category = CATEGORY_OF[Questionnaire.Audience(questionnaire.audience)]
    return _LIKE.get(category, {category})


def places_of(people: QuerySet[Person]) -> list[str]:
    """Classes and positions of the people, each once, classes by their number."""
    annotated: QuerySet[Any] = people
    places = set(annotated.exclude(place=None).values_list("place", flat=True)) - {""}
    return by_grade(places)


def by_grade(places: Iterable[str]) -> list[str]:
    """Classes by their number, then everything else by its words."""
    return sorted(places, key=lambda place: (_grade(place), place))


def batch_list(member: Membership, year: SchoolYear) -> QuerySet[InvitationBatch]:
    """What was given out in the school year, with how many were asked, answered, are waiting."""
    used = Q(invitations__link__used_at__isnull=False)
    batches = InvitationBatch.objects.visible_to(member).filter(school_year=year.first)
    return (
        batches.select_related("questionnaire")
        .annotate(
            asked=Count("invitations"),
            answered=Count("invitations", filter=used),
            waiting=F("asked") - F("answered"),
        )
        .order_by("-created_at", "-pk")
    )


def _grade(place: str) -> int:
    digits = "".join(c for c in place[:2] if c.isdigit())
    return int(digits or 99)
