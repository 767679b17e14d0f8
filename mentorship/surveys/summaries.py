from dataclasses import dataclass
from datetime import date

from mentorship.bank.models import PersonQuerySet
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.participants import (
    answered,
    current_questionnaires,
    participants,
    satisfied,
    without_consent,
)


@dataclass(frozen=True)
class Coverage:
    """A questionnaire of the year: the people behind each number are the lists of the page."""

    questionnaire: Questionnaire
    everyone: PersonQuerySet
    answered: PersonQuerySet
    satisfied: PersonQuerySet
    rest: PersonQuerySet
    without_consent: int
    counts: dict[str, int]

    def people(self, show: str) -> PersonQuerySet:
        """The list behind a number; an unknown word means the rest."""
        lists = {"all": self.everyone, "answered": self.answered, "satisfied": self.satisfied}
        return lists.get(show, self.rest)


def coverage(
    questionnaire: Questionnaire, member: Membership, year: SchoolYear, today: date
) -> Coverage:
    """How many of those who may be asked have answered, and how many are satisfied."""
    code = questionnaire.code
    everyone = participants(questionnaire, member, year, today)
    done = everyone.filter(pk__in=answered(code, year, today).values("pk"))
    lists = {
        "everyone": everyone,
        "answered": done,
        "satisfied": everyone.filter(pk__in=satisfied(code, year, today).values("pk")),
        "rest": everyone.exclude(pk__in=done.values("pk")),
    }
    return Coverage(
        questionnaire,
        **lists,
        without_consent=without_consent(questionnaire, member, year, today).count(),
        counts={name: people.count() for name, people in lists.items()},
    )


def coverages(member: Membership, year: SchoolYear, today: date) -> list[Coverage]:
    return [coverage(asked, member, year, today) for asked in current_questionnaires(member)]
