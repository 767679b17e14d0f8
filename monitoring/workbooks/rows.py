"""The rows a block of a form is repeated for: institutions, pairs, directions, forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mentorship.bank.counted import NAMELESS
from mentorship.bank.models import MentoringForm, Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Meeting, Pair
from monitoring.summaries import institutions_counted
from monitoring.workbooks.layouts import FormBlock


@dataclass(frozen=True)
class FormRow:
    """One row of a block: its key, what it narrows figures to, and the texts it gives.

    `people` are those it names.
    """

    key: str
    title: str
    where: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, Any] = field(default_factory=dict)
    institution: Organization | None = None
    people: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Scope:
    """For whom a form is filled: organization, school year, the day it is filled, who looks."""

    organization: Organization
    year: SchoolYear
    today: date
    member: Membership | None = None

    @property
    def is_open(self) -> bool:
        """Whether true numbers and names are shown: the institution itself looks at its own.

        Without a member an administrator does, whose commands show true numbers.
        """
        inside = self.member is None or self.member.organization.is_institution
        return self.organization.is_institution and inside

    @property
    def is_seen_from_above(self) -> bool:
        """An institution whose numbers somebody above it reads."""
        return self.organization.is_institution and not self.is_open

    @property
    def above(self) -> Organization:
        """Whose table hides what is hidden: the municipality of an institution."""
        return (self.is_seen_from_above and self.organization.parent) or self.organization


@dataclass(frozen=True)
class SeenFromAbove(Scope):
    """An institution as those above it see it, whoever they are."""

    @property
    def is_open(self) -> bool:
        return False


def rows_of(block: FormBlock, scope: Scope) -> list[FormRow]:
    """Rows of a block in their order; DomainError where they may not be shown."""
    return fixed_rows(block) if block.kind in SAME_FOR_ALL else _ROWS[block.kind](block, scope)


def organization_texts(organization: Organization) -> dict[str, Any]:
    above = organization.parent
    is_institution = organization.is_institution
    return {
        "name": organization.short_name,
        "full": organization.name,
        "genitive": organization.genitive,
        "municipality": above.short_name if is_institution and above else "",
        "region": organization.region.short_name,
        "locality": organization.locality,
        "address": organization.address,
        "contacts": organization.contacts,
        "inn": organization.inn,
        "type": organization.get_institution_type_display(),
        "code": organization.code,
    }


def _schools(block: FormBlock, scope: Scope) -> list[FormRow]:
    institutions = institutions_counted(scope.organization, scope.year, scope.member)
    if kind := block.options.get("type"):
        institutions = institutions.filter(institution_type=kind)
    return [institution_row(row) for row in institutions.prefetch_related("parent__parent")]


def institution_row(institution: Organization) -> FormRow:
    return FormRow(
        f"institution:{institution.pk}",
        institution.short_name,
        {"institution": institution.pk},
        organization_texts(institution),
        institution=institution,
    )


def _municipalities(block: FormBlock, scope: Scope) -> list[FormRow]:
    if scope.organization.level != Organization.Level.REGION:
        raise DomainError("Строки по муниципалитетам заполняет только регион.")
    rows = Organization.objects.municipalities().filter(parent=scope.organization.pk)
    return [
        FormRow(
            f"municipality:{row.pk}",
            row.short_name,
            {"municipality": row.pk},
            organization_texts(row),
        )
        for row in rows.open_on(scope.year.starts_on)
        .select_related("parent")
        .order_by("name", "pk")
    ]


def _pairs(block: FormBlock, scope: Scope) -> list[FormRow]:
    """Pairs that an order made, of the institution alone: above it nobody is named."""
    if not scope.is_open:
        raise DomainError("В форме есть строки по парам с именами: её заполняет сама организация.")
    pairs = Pair.objects.filter(institution=scope.organization.pk).of_year(scope.year).taking_part()
    day = scope.year.counted_on(scope.today)
    pairs = pairs.exclude(order__dated_on__gt=day).select_related(
        "mentor_entry__person", "form", "order"
    )
    if form := block.options.get("form"):
        pairs = pairs.filter(form__code=form)
    rows = list(
        pairs.prefetch_related("members__person").order_by("mentor_entry__person__sort_name", "pk")
    )
    named = _named(rows, scope.today)
    return [_pair_row(pair, named) for pair in rows]


def _named(pairs: list[Pair], today: date) -> frozenset[int]:
    """People of the pairs whose consent is in force now."""
    people = {pair.mentor_entry.person_id for pair in pairs}
    people |= {member.person_id for pair in pairs for member in pair.members.all()}
    agreed = Person.objects.filter(pk__in=people).with_consent_on(today)
    return frozenset(agreed.values_list("pk", flat=True))


def _pair_row(pair: Pair, named: frozenset[int]) -> FormRow:
    people = [pair.mentor_entry.person, *(member.person for member in pair.members.all())]
    mentor, *mentees = [each.full_name if each.pk in named else NAMELESS for each in people]
    return FormRow(
        f"pair:{pair.pk}",
        f"пара {pair.pk}",
        texts={
            "mentor": mentor,
            "mentees": ", ".join(mentees),
            "size": len(mentees),
            "form": pair.form.title,
            "topic": pair.topic,
            "starts_on": pair.starts_on,
            "ends_on": pair.ends_on,
            "state": pair.get_state_display(),
            "order_number": pair.order.number if pair.order else "",
            "order_date": pair.order.dated_on if pair.order else None,
        },
        people=frozenset(each.pk for each in people if each.pk in named),
    )


def fixed_rows(block: FormBlock) -> list[FormRow]:
    """Rows of a block that are the same for every organization."""
    return SAME_FOR_ALL[block.kind]()


def _directions() -> list[FormRow]:
    return [
        FormRow(f"direction:{code}", label, {"direction": code}, {"title": label, "code": code})
        for code, label in Meeting.Direction.choices
    ]


def _forms() -> list[FormRow]:
    return [
        FormRow(
            f"form:{form.code}",
            form.title,
            {"form": form.code},
            {"title": form.title, "code": form.code},
        )
        for form in MentoringForm.objects.order_by("position", "pk")
    ]


SAME_FOR_ALL: dict[str, Callable[[], list[FormRow]]] = {
    "directions": _directions,
    "forms": _forms,
}
_ROWS: dict[str, Callable[[FormBlock, Scope], list[FormRow]]] = {
    "schools": _schools,
    "municipalities": _municipalities,
    "pairs": _pairs,
}
