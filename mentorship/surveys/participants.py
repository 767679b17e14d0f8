"""Whom a questionnaire is for, who has answered it, and who the rest are.

Surveys stand below pairs, so the people are those of the bank: a mentor or a mentee of the year.
A consent counts when it was signed by the counting day, not withdrawn by it, and had not run out
before the answer (or, without one, before the year): what happens to it later changes no figure.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from mentorship.bank.banks import Bank
from mentorship.bank.companions import is_ending, is_paired
from mentorship.bank.models import Consent, MenteeEntry, MentorEntry, Person, PersonQuerySet
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.groups import of_group
from mentorship.surveys.models import Questionnaire, Response

EXIT = Questionnaire.Purpose.EXIT
EVERYBODY = Q()
PAIRED, ENDING = "paired", "ending"
AMONG = {"": "Все из базы", PAIRED: "В парах", ENDING: "Пары заканчиваются"}
# An exit questionnaire is given out a month before the pair ends.
SOON = timedelta(days=31)
ENTRIES = {
    Questionnaire.Audience.MENTEE: MenteeEntry,
    Questionnaire.Audience.MENTOR: MentorEntry,
}
BANKS = {Questionnaire.Audience.MENTEE: Bank.MENTEES, Questionnaire.Audience.MENTOR: Bank.MENTORS}


def questionnaires_of(member: Membership, *purposes: str) -> list[Questionnaire]:
    """The sets of the purposes in use in the member's organization."""
    return list(Questionnaire.objects.in_use_by(member).filter(purpose__in=purposes))


def chosen(among: str, questionnaire: Questionnaire, year: SchoolYear, today: date) -> Q:
    """Which entries of the bank are meant: all, those in pairs, those whose pairs end soon.

    Of pairs only what the banks are told is known (`bank/companions.py`).
    """
    bank = BANKS[Questionnaire.Audience(questionnaire.audience)]
    if among == PAIRED:
        return is_paired(bank, year)
    return is_ending(bank, year, today + SOON) if among == ENDING else Q()


def in_bank(questionnaire: Questionnaire, year: SchoolYear, among: Q = EVERYBODY) -> Exists:
    """Whether `OuterRef("pk")` stands in the bank and in the group the set is for."""
    entries = ENTRIES[Questionnaire.Audience(questionnaire.audience)].objects.of_year(year)
    entries = of_group(entries.filter(among), questionnaire, year)
    return Exists(entries.filter(person=OuterRef("pk")))


def of_code(code: str) -> Q:
    """Answers to one questionnaire, in whatever version."""
    return Q(questionnaire__code=code)


def of_opinion(audience: str) -> Q:
    """Answers of mentors or mentees that count satisfaction, to whatever questionnaire."""
    return Q(questionnaire__audience=audience, is_satisfied__isnull=False)


def of_wave(wave: str, audience: str) -> Q:
    """Answers of mentors or mentees before (entry) or after (exit)."""
    return Q(questionnaire__purpose=wave, questionnaire__audience=audience)


def participants(
    questionnaire: Questionnaire,
    member: Membership,
    year: SchoolYear,
    today: date,
    *,
    among: Q = EVERYBODY,
) -> PersonQuerySet:
    """People of the bank of the year who may be asked: those with a consent."""
    day = year.counted_on(today)
    agreed = Consent.objects.for_figures(OuterRef("pk"), year.starts_on, day)
    own = agreed.filter(person__institution=member.organization_id)
    given = answers(of_code(questionnaire.code), member, year, today)
    people = Person.objects.visible_to(member).filter(in_bank(questionnaire, year, among))
    return people.filter(Exists(own) | Exists(given))


def without_consent(
    questionnaire: Questionnaire,
    member: Membership,
    year: SchoolYear,
    today: date,
    *,
    among: Q = EVERYBODY,
) -> PersonQuerySet:
    """People of the bank whom nobody may ask."""
    people = Person.objects.visible_to(member).filter(in_bank(questionnaire, year, among))
    asked = participants(questionnaire, member, year, today, among=among)
    return people.exclude(pk__in=asked.values("pk"))


def answers(which: Q, member: Membership, year: SchoolYear, today: date) -> QuerySet[Response]:
    """Answers of `OuterRef("pk")` that count, for a subquery over people of the institution.

    Said to be of its people: the database else reads the answers of all institutions at once.
    """
    day = year.counted_on(today)
    agreed = Consent.objects.for_figures(OuterRef("person"), OuterRef("answered_on"), day)
    return Response.objects.filter(
        which,
        Exists(agreed),
        person=OuterRef("pk"),
        person__institution=member.organization_id,
        school_year=year.first,
    )


def satisfied(which: Q, member: Membership, year: SchoolYear, today: date) -> QuerySet[Response]:
    """Of `answers` the latest, to whatever version or questionnaire of `which`, if it says so.

    Versions of a region and of a school are numbered apart, so the day decides.
    """
    newer = Response.objects.filter(
        which,
        Q(answered_on__gt=OuterRef("answered_on"))
        | Q(answered_on=OuterRef("answered_on"), pk__gt=OuterRef("pk")),
        person=OuterRef("person"),
        school_year=year.first,
    )
    given = answers(which, member, year, today)
    return given.filter(~Exists(newer), is_satisfied=True)


def answered_exit(people: Iterable[int], year: SchoolYear, audience: str = "") -> set[int]:
    """Of the people (pk) those whose exit questionnaire of the year is answered.

    `audience` asks for that of a mentor or of a mentee: one person may be both.
    """
    given = Response.objects.filter(
        person__in=list(people), school_year=year.first, questionnaire__purpose=EXIT
    )
    if audience:
        given = given.filter(questionnaire__audience=audience)
    return set(given.values_list("person", flat=True))


def exit_set_for(
    person: int, member: Membership, year: SchoolYear, audience: str
) -> Questionnaire | None:
    """The exit questionnaire in use that a person of the bank is to answer; the first that fits."""
    for questionnaire in questionnaires_of(member, EXIT):
        if questionnaire.audience == audience:
            people = Person.objects.filter(in_bank(questionnaire, year), pk=person)
            if people.exists():
                return questionnaire
    return None
