"""Certificates and letters of thanks for everybody at once (D5, D6)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import MenteeEntry, MentorEntry, Person, PersonQuerySet
from mentorship.bank.papers import awards
from mentorship.bank.papers.choice import named, pupils_among
from mentorship.bank.papers.people import WITHOUT_CONSENT
from mentorship.documents.batches.offers import Offer, Row, register
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear

GONE, HAS_ONE = "в базе учебного года этого человека больше нет", "документ уже есть"
NO_MENTORS = "В базе этого учебного года нет допущенных наставников."
NO_PUPILS = "В базе наставляемых этого учебного года нет обучающихся."
NO_PARENT = "в карточке нет законного представителя"


def mentors(member: Membership, year: SchoolYear) -> PersonQuerySet:
    """Mentors of the year who were admitted: the others have mentored nobody by an order."""
    entries = MentorEntry.objects.visible_to(member).of_year(year)
    return _people(member, entries.filter(stage=MentorEntry.Stage.ADMITTED))


def mentees(member: Membership, year: SchoolYear) -> PersonQuerySet:
    """Pupils alone: nobody thanks the parents of a teacher."""
    entries = MenteeEntry.objects.visible_to(member).of_year(year)
    return pupils_among(_people(member, entries), timezone.localdate())


def _people(member: Membership, entries: Any) -> PersonQuerySet:
    people = Person.objects.visible_to(member).filter(pk__in=entries.order_by().values("person"))
    today = timezone.localdate()
    return people.annotate(place=place_on(today, "pk")).order_by("sort_name", "pk")


def to_a_mentor(person: Person) -> str:
    return ""


def to_a_parent(person: Person) -> str:
    """A letter needs somebody it is written to."""
    return "" if person.representative_name else NO_PARENT


@dataclass(frozen=True)
class Awards:
    """How one kind of awards is drawn up for the people of a bank."""

    kind: Kind
    title: str
    among: Callable[[Membership, SchoolYear], PersonQuerySet]
    nobody: str
    lacks: Callable[[Person], str] = to_a_mentor

    def rows(self, member: Membership, year: SchoolYear, source: str) -> list[Row]:
        found = list(self.among(member, year))
        silent, have = self._silent(member, year), self._with_one(member, year)
        return [
            Row(
                str(person.pk),
                named(person),
                self._refusal(person, silent) or (HAS_ONE if person.pk in have else ""),
                person.short_name,
            )
            for person in found
        ]

    def fields(
        self, member: Membership, year: SchoolYear, keys: Sequence[str]
    ) -> Mapping[str, Mapping[str, Any] | str]:
        """The person of each draft; whoever has no consent or is gone, in words."""
        found = {str(person.pk): person for person in self.among(member, year).filter(pk__in=keys)}
        silent = self._silent(member, year)
        answers: dict[str, Mapping[str, Any] | str] = {}
        for key in keys:
            refusal = self._refusal(found[key], silent) if key in found else GONE
            answers[key] = refusal or {"person": int(key)}
        return answers

    def people(self, member: Membership, keys: Sequence[str]) -> set[int]:
        people = Person.objects.visible_to(member).filter(pk__in=keys)
        return set(people.values_list("pk", flat=True))

    def _silent(self, member: Membership, year: SchoolYear) -> set[int]:
        without = self.among(member, year).without_consent_on(timezone.localdate())
        return set(without.values_list("pk", flat=True))

    def _with_one(self, member: Membership, year: SchoolYear) -> set[Any]:
        papers = Document.objects.filter(
            organization=member.organization, kind=self.kind.code, school_year=year.first
        )
        standing = papers.exclude(state=Document.State.CANCELLED)
        return set(standing.values_list("fields__person", flat=True))

    def _refusal(self, person: Person, silent: set[int]) -> str:
        return WITHOUT_CONSENT if person.pk in silent else self.lacks(person)


AWARDS = (
    Awards(awards.CERTIFICATE, "Сертификаты наставников", mentors, NO_MENTORS),
    Awards(awards.THANKS, "Благодарственные письма наставникам", mentors, NO_MENTORS),
    Awards(
        awards.PARENT_THANKS, "Благодарственные письма родителям", mentees, NO_PUPILS, to_a_parent
    ),
)


def register_offers() -> None:
    for award in AWARDS:
        offer = Offer(award.kind.code, award.title, award.rows, award.fields, award.people)
        register(replace(offer, nobody=award.nobody))
