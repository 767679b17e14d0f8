"""What people said of possible doubles: kept for the institution, so that nobody is asked twice."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from mentorship.bank.births import Birth
from mentorship.bank.models import DoubleDecision, Person
from mentorship.core.names import sort_key
from mentorship.organizations.models import Membership, Organization

# The name as it is sorted, and the birth as it is written.
RowKey = tuple[str, str]


def key_of_row(values: dict[str, Any]) -> RowKey:
    return sort_key(" ".join(filter(None, values["name"]))), values.get("birth", "")


def birth_of(person: Person) -> Birth | None:
    return Birth(person.birth_year, person.born_on) if person.birth_year else None


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

    def about(self, key: RowKey, person: Person) -> bool | None:
        """Whether the row of this key is the person; None where nobody has said."""
        said = self._of_people.get((key, person.pk))
        if said is not None:
            return said
        # A row that was loaded since has become this person.
        return self.of_rows(key, (person.sort_name, str(birth_of(person) or "")))

    def of_rows(self, key: RowKey, other: RowKey) -> bool | None:
        return self._of_rows.get(frozenset((key, other)))


def remember_person(
    *, member: Membership, key: RowKey, person_pk: int, is_same: bool
) -> DoubleDecision:
    """Keep what was said of a row's name and a person of the member's institution."""
    said, _ = DoubleDecision.objects.update_or_create(
        institution=member.organization,
        name_key=key[0],
        birth=key[1],
        person_id=person_pk,
        defaults={"is_same": is_same, "decided_by": member},
    )
    return said


def remember_row(
    *, member: Membership, key: RowKey, other: RowKey, is_same: bool
) -> DoubleDecision:
    """Keep what was said of two rows of one file."""
    first, second = sorted((key, other))
    said, _ = DoubleDecision.objects.update_or_create(
        institution=member.organization,
        name_key=first[0],
        birth=first[1],
        person=None,
        other_key=second[0],
        other_birth=second[1],
        defaults={"is_same": is_same, "decided_by": member},
    )
    return said
