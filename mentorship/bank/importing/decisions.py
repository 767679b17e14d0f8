"""What people said of possible doubles: kept for the institution, so that nobody is asked twice."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from mentorship.bank.births import Birth
from mentorship.bank.models import DoubleDecision, ImportRow, ImportRun, Person
from mentorship.core.names import sort_key
from mentorship.organizations.models import Membership, Organization

# The name as it is sorted, and the birth as it is written.
RowKey = tuple[str, str]


def key_of_row(values: dict[str, Any]) -> RowKey:
    return sort_key(" ".join(filter(None, values["name"]))), values.get("birth", "")


def birth_of(person: Person) -> Birth | None:
    return Birth(person.birth_year, person.born_on) if person.birth_year else None


def key_of_person(person: Person) -> RowKey:
    """The key a row would have that says what the bank says."""
    return person.sort_name, str(birth_of(person) or "")


class Decisions:
    """Answers of an institution about some names, in one statement."""

    def __init__(self, institution: Organization, keys: Iterable[RowKey] = ()) -> None:
        names = {name for name, _ in keys}
        found = DoubleDecision.objects.filter(
            Q(name_key__in=names) | Q(other_key__in=names), institution=institution
        )
        self._of_people: dict[tuple[RowKey, int], bool] = {}
        self._of_rows: dict[frozenset[RowKey], bool] = {}
        for said in found if names else ():
            key = said.name_key, said.birth
            if said.person_id:
                self._of_people[key, said.person_id] = said.is_same
            else:
                self._of_rows[frozenset((key, (said.other_key, said.other_birth)))] = said.is_same

    def about(self, key: RowKey, person_pk: int, person_key: RowKey) -> bool | None:
        """Whether the row of this key is the person; None where nobody has said."""
        said = self._of_people.get((key, person_pk))
        # A row that was loaded since has become this person.
        return self.of_rows(key, person_key) if said is None else said

    def of_rows(self, key: RowKey, other: RowKey) -> bool | None:
        return self._of_rows.get(frozenset((key, other)))


def code_of(candidate: Mapping[str, Any]) -> str:
    """How an answer names a candidate."""
    person, row = candidate["person"], candidate["row"]
    return f"person:{person}" if person else f"row:{row}"


def remember_answers(member: Membership, rows: list[ImportRow], run: ImportRun) -> None:
    """Keep what the answers of these rows say of every candidate, instead of what was said."""
    numbers = {c["row"] for row in rows for c in row.candidates if c["row"]}
    others = run.rows.filter(number__in=numbers)
    keys = {row.number: key_of_row(row.values) for row in [*others, *rows]}
    said = {}
    for row in rows:
        for candidate in row.candidates:
            key, other = keys[row.number], keys.get(candidate["row"], ("", ""))
            if key != other:
                decision = _decision(member, key, candidate["person"] or None, other)
                decision.is_same = code_of(candidate) == row.answer
                said[_about(decision)] = decision
    names = {decision.name_key for decision in said.values()}
    before = DoubleDecision.objects.filter(institution=member.organization, name_key__in=names)
    DoubleDecision.objects.filter(pk__in=[old.pk for old in before if _about(old) in said]).delete()
    DoubleDecision.objects.bulk_create(said.values(), batch_size=500)


def _decision(
    member: Membership, key: RowKey, person_pk: int | None, other: RowKey
) -> DoubleDecision:
    """About a person, or about two rows in the order of their keys."""
    first, second = (key, ("", "")) if person_pk else sorted((key, other))
    return DoubleDecision(
        institution=member.organization,
        name_key=first[0],
        birth=first[1],
        person_id=person_pk,
        other_key=second[0],
        other_birth=second[1],
        decided_by=member,
    )


def _about(said: DoubleDecision) -> tuple[Any, ...]:
    return said.name_key, said.birth, said.person_id, said.other_key, said.other_birth
