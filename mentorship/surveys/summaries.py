from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from mentorship.bank.models import PersonQuerySet
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Invitation, Questionnaire
from mentorship.surveys.participants import (
    answers,
    of_code,
    participants,
    questionnaires_of,
    satisfied,
    without_consent,
)
from mentorship.surveys.participants import chosen as chosen_of
from mentorship.surveys.purposes import OF_OPINION

LISTS = {
    "everyone": Q(),
    "answered": Q(has_answered=True),
    "satisfied": Q(is_happy=True),
    "rest": Q(has_answered=False),
    "unasked": Q(has_answered=False, is_asked=False),
}


@dataclass(frozen=True)
class Coverage:
    """A questionnaire of the year: the people behind each number are the lists of the page."""

    questionnaire: Questionnaire
    everyone: PersonQuerySet
    without_consent: int
    counts: dict[str, int]

    def people(self, show: str) -> PersonQuerySet:
        """The list behind a number; an unknown word means the rest."""
        return self.everyone.filter(LISTS.get(show, LISTS["rest"]))

    @property
    def is_empty(self) -> bool:
        return not (self.counts["everyone"] or self.without_consent)


def coverage(
    questionnaire: Questionnaire,
    member: Membership,
    year: SchoolYear,
    today: date,
    among: str = "",
) -> Coverage:
    """How many of those who may be asked have answered, are satisfied, have no link.

    `among` narrows to people in pairs, or in pairs that end within a month.
    """
    code = questionnaire.code
    chosen = chosen_of(among, questionnaire, year, today)
    links = Invitation.objects.open().filter(
        batch__questionnaire__code=code, person=OuterRef("pk"), batch__school_year=year.first
    )
    everyone = participants(questionnaire, member, year, today, among=chosen).annotate(
        has_answered=Exists(answers(of_code(code), member, year, today)),
        is_happy=Exists(satisfied(of_code(code), member, year, today)),
        is_asked=Exists(links),
    )
    numbers = {name: Count("pk", filter=which) for name, which in LISTS.items()}
    silent = without_consent(questionnaire, member, year, today, among=chosen)
    return Coverage(questionnaire, everyone, silent.count(), everyone.aggregate(**numbers))


def coverages(
    member: Membership,
    purposes: Collection[str],
    year: SchoolYear,
    today: date,
    among: str = "",
) -> list[Coverage]:
    """Of the purposes' questionnaires in use; those for nobody of this school are left out."""
    asked = questionnaires_of(member, *purposes)
    found = [coverage(each, member, year, today, among) for each in asked]
    return [each for each in found if not each.is_empty] or found[:1]


def feeding_sets(member: Membership) -> list[tuple[str, list[Questionnaire]]]:
    """Mentees and mentors with the questionnaires in use whose answers feed the figure of each."""
    sets = [q for q in questionnaires_of(member, *OF_OPINION) if q.counts_satisfaction]
    return [
        (str(audience.label), [q for q in sets if q.audience == audience])
        for audience in (Questionnaire.Audience.MENTEE, Questionnaire.Audience.MENTOR)
    ]
