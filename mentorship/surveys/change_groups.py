"""Changes of one group of a school: whom the filters leave, means, and the people behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Consent, MentoringForm, Person
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.changes import ENTRY, EXIT, Change, GroupLine, changes_of, group_lines
from mentorship.surveys.groups import GROUPS_OF
from mentorship.surveys.invitees import by_grade
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.participants import ENTRIES, answers, of_wave

Audience = Questionnaire.Audience
# «mentee-pupil» is the word of the address and of the code of the built-in sets alike.
GROUPS = {
    f"{audience}-{group}": f"{Audience(audience).label.capitalize()}: {group.label}"
    for audience, groups in GROUPS_OF.items()
    for group in groups
}


@dataclass(frozen=True)
class Choice:
    """What the filters say: whose change, of which form, of which class."""

    who: str
    form: str = ""
    place: str = ""

    @property
    def audience(self) -> str:
        return self.who.split("-")[0]

    @property
    def group(self) -> str:
        return self.who.split("-")[1]


@dataclass(frozen=True)
class PersonChange:
    """One who answered; what was said is shown only while a consent is in force."""

    person: Any
    change: Change

    @property
    def is_agreed(self) -> bool:
        return bool(self.person.is_agreed)


@dataclass(frozen=True)
class GroupChange:
    """Means of one choice, and the people by what they answered: entry, exit, both."""

    lists: dict[str, list[PersonChange]]
    lines: list[GroupLine]
    places: list[str]
    forms: list[MentoringForm]

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(people) for name, people in self.lists.items()}

    @property
    def people(self) -> list[PersonChange]:
        """Those who answered both: the means are theirs."""
        return self.lists["both"]

    def behind(self, scale: str) -> list[PersonChange]:
        """Those who answered the scale both times: they are counted in its line."""
        told = ((row, row.change.line(scale)) for row in self.people)
        return [row for row, line in told if line and line.difference is not None]


def group_change(choice: Choice, member: Membership, year: SchoolYear, today: date) -> GroupChange:
    """Of the choice who answered both, scale by scale, and who answered at all."""
    everyone = _people(choice, member, year, today)
    waves = {wave: answers(_wave(wave, choice), member, year, today) for wave in (ENTRY, EXIT)}
    told = everyone.annotate(
        is_entry=Exists(waves[ENTRY]),
        is_exit=Exists(waves[EXIT]),
        is_agreed=Exists(Consent.objects.for_processing(OuterRef("pk"), today)),
    )
    answered = list(told.filter(Q(is_entry=True) | Q(is_exit=True)).order_by("sort_name", "pk"))
    rows = _rows([p for p in answered if choice.place in ("", p.place)], choice, year)
    both = [row for row in rows if row.person.is_entry and row.person.is_exit]
    return GroupChange(
        lists={
            "entry": [row for row in rows if row.person.is_entry],
            "exit": [row for row in rows if row.person.is_exit],
            "both": both,
        },
        lines=group_lines(row.change for row in both),
        places=by_grade({p.place for p in answered if p.place}),
        forms=list(MentoringForm.objects.all()),
    )


def _people(choice: Choice, member: Membership, year: SchoolYear, today: date) -> QuerySet[Any]:
    people = Person.objects.visible_to(member)
    if choice.form:
        audience = Audience(choice.audience)
        entries = ENTRIES[audience].objects.of_year(year).filter(person=OuterRef("pk"))
        field = "form__code" if audience == Audience.MENTEE else "forms__code"
        people = people.filter(Exists(entries.filter(**{field: choice.form})))
    return people.annotate(place=place_on(year.counted_on(today), "pk"))


def _wave(wave: str, choice: Choice) -> Q:
    return of_wave(wave, choice.audience) & Q(questionnaire__group=choice.group)


def _rows(people: Sequence[Any], choice: Choice, year: SchoolYear) -> list[PersonChange]:
    found = {
        change.person: change
        for change in changes_of([person.pk for person in people], year)
        if change.group == (choice.audience, choice.group)
    }
    return [PersonChange(person, found[person.pk]) for person in people]
