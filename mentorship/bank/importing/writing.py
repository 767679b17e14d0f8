"""Planned rows written to the bank in bulk; the caller holds the transaction."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from psycopg2.extras import DateRange

from mentorship.bank.affiliations import move
from mentorship.bank.importing.planning import RowPlan
from mentorship.bank.models import Affiliation, MentorEntry, Person
from mentorship.organizations.school_year import SchoolYear

BATCH = 500


def write_plans(plans: Iterable[RowPlan]) -> None:
    """Write everything the plans say; refused rows are left out."""
    kept = [plan for plan in plans if plan.outcome in ("created", "updated")]
    _write_people(kept)
    _write_entries(kept)
    _write_forms(kept)


def _write_people(plans: list[RowPlan]) -> None:
    new = [plan for plan in plans if plan.person and plan.person.pk is None]
    Person.objects.bulk_create([plan.person for plan in new if plan.person], batch_size=BATCH)
    Affiliation.objects.bulk_create([_first_standing(plan) for plan in new], batch_size=BATCH)
    fresh = {id(plan) for plan in new}
    known = [plan for plan in plans if id(plan) not in fresh]
    _update(Person, [(plan.person, plan.person_changes) for plan in known])
    for plan in known:
        if plan.standing and plan.person and plan.standing_from:
            move(person=plan.person, standing=plan.standing, day=plan.standing_from)


def _first_standing(plan: RowPlan) -> Affiliation:
    """What is known first holds since 1 September of the school year of entering."""
    entry: Any = plan.entry
    standing: Any = plan.standing
    entered_on: date = entry.entered_on
    return Affiliation(
        institution_id=entry.institution_id,
        person=plan.person,
        category=standing.category,
        place=standing.place,
        period=DateRange(SchoolYear.containing(entered_on).starts_on, None),
    )


def _write_entries(plans: list[RowPlan]) -> None:
    new: list[Any] = [p.entry for p in plans if p.entry and p.entry.pk is None]
    old = [(plan.entry, plan.entry_changes) for plan in plans if plan.entry and plan.entry.pk]
    for entry in new:
        entry.person_id = entry.person.pk
    if plans and plans[0].entry:
        model = type(plans[0].entry)
        model.objects.bulk_create(new, batch_size=BATCH)
        _update(model, old)


def _update(model: Any, changed: list[tuple[Any, list[str]]]) -> None:
    fields = sorted({name for _, names in changed for name in names})
    rows = [row for row, names in changed if names]
    if rows:
        model.objects.bulk_update(rows, fields, batch_size=BATCH)


def _write_forms(plans: list[RowPlan]) -> None:
    wanted: list[Any] = [plan for plan in plans if plan.forms is not None]
    through = MentorEntry.forms.through
    through.objects.filter(mentorentry__in=[plan.entry for plan in wanted]).delete()
    through.objects.bulk_create(
        [
            through(mentorentry=plan.entry, mentoringform=form)
            for plan in wanted
            for form in plan.forms or []
        ],
        batch_size=BATCH,
    )
