"""Whom a questionnaire is for, who has answered it, and who the rest are.

Surveys stand below pairs, so the people are those of the bank: a mentor or a mentee of the year.
A consent counts when it was signed by the counting day, not withdrawn by it, and had not run out
before the answer (or, without one, before the year): what happens to it later changes no figure.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from mentorship.bank.models import Consent, MenteeEntry, MentorEntry, Person, PersonQuerySet
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Questionnaire, Response

ENTRIES = {
    Questionnaire.Audience.MENTEE: MenteeEntry,
    Questionnaire.Audience.MENTOR: MentorEntry,
}


def current_questionnaires(member: Membership) -> list[Questionnaire]:
    """The questionnaires of satisfaction in use in the member's organization, mentees first."""
    satisfaction = Questionnaire.Purpose.SATISFACTION
    return list(Questionnaire.objects.in_use_by(member).filter(purpose=satisfaction))


def in_bank(questionnaire: Questionnaire, year: SchoolYear) -> Exists:
    entries = ENTRIES[Questionnaire.Audience(questionnaire.audience)].objects.of_year(year)
    return Exists(entries.filter(person=OuterRef("pk")))


def participants(
    questionnaire: Questionnaire, member: Membership, year: SchoolYear, today: date
) -> PersonQuerySet:
    """People of the bank of the year who may be asked: those with a consent."""
    day = year.counted_on(today)
    agreed = Exists(Consent.objects.for_figures(OuterRef("pk"), year.starts_on, day))
    people = Person.objects.visible_to(member).filter(in_bank(questionnaire, year))
    return people.filter(agreed | Exists(answers(questionnaire.code, year, today)))


def without_consent(
    questionnaire: Questionnaire, member: Membership, year: SchoolYear, today: date
) -> PersonQuerySet:
    """People of the bank whom nobody may ask."""
    people = Person.objects.visible_to(member).filter(in_bank(questionnaire, year))
    asked = participants(questionnaire, member, year, today)
    return people.exclude(pk__in=asked.values("pk"))


def answers(code: str, year: SchoolYear, today: date) -> QuerySet[Response]:
    """Answers of `OuterRef("pk")` that count, for a subquery over people."""
    day = year.counted_on(today)
    agreed = Consent.objects.for_figures(OuterRef("person"), OuterRef("answered_on"), day)
    return Response.objects.filter(
        Exists(agreed), person=OuterRef("pk"), questionnaire__code=code, school_year=year.first
    )


def answered(code: str, year: SchoolYear, today: date) -> QuerySet[Person]:
    """People who answered, each once."""
    return Person.objects.filter(Exists(answers(code, year, today)))


def satisfied(code: str, year: SchoolYear, today: date) -> QuerySet[Person]:
    """People whose latest answer, to whatever version of the questionnaire, says so.

    Versions of a region and of a school are numbered apart, so the day decides.
    """
    given = answers(code, year, today)
    newer = Response.objects.filter(
        Q(answered_on__gt=OuterRef("answered_on"))
        | Q(answered_on=OuterRef("answered_on"), pk__gt=OuterRef("pk")),
        person=OuterRef("person"),
        school_year=year.first,
        questionnaire__code=code,
    )
    return Person.objects.filter(Exists(given.filter(~Exists(newer), is_satisfied=True)))
