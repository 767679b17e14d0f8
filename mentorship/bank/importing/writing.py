"""Planned rows written to the bank in bulk; the caller holds the transaction.

What each row did stands in its `effect`: by that the import can be undone.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model
from psycopg2.extras import DateRange

from mentorship.bank.affiliations import moved, successive
from mentorship.bank.importing.planning import RowPlan
from mentorship.bank.models import Affiliation, MentorEntry, Person
from mentorship.core.copying import copy_rows
from mentorship.organizations.school_year import SchoolYear

BATCH = 500
STANDING_FIELDS = ("category", "place", "teaching_since", "period")


def write_plans(plans: Iterable[RowPlan]) -> None:
    """Write everything the plans say; all others are left out."""
    kept = [plan for plan in plans if plan.outcome in ("created", "updated")]
    _write_people(kept)
    _write_entries(kept)
    _write_forms(kept)
    for plan in kept:
        plan.effect["of"] = {"person": plain(plan.person), "entry": plain(plan.entry)}


def plain(value: Any) -> Any:
    """A value of a field as JSON keeps it."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, DateRange):
        return [plain(value.lower), plain(value.upper)]
    return value.isoformat() if isinstance(value, date) else value


def standings_of(affiliations: Iterable[Affiliation]) -> dict[str, list[Any]]:
    """What stands in affiliations, by their keys."""
    return {
        str(one.pk): [plain(getattr(one, name)) for name in STANDING_FIELDS] for one in affiliations
    }


def _write_people(plans: list[RowPlan]) -> None:
    new = [plan for plan in plans if plan.person and plan.person.pk is None]
    fresh = {id(plan) for plan in new}
    copy_rows(plan.person for plan in new if plan.person)
    standings = copy_rows([_first_standing(plan) for plan in new])
    for plan, standing in zip(new, standings, strict=True):
        plan.effect["made"] = {"person": standing.person_id, "standing": standing.pk}
    known = [plan for plan in plans if id(plan) not in fresh]
    for plan in known:
        _note_changes(plan, "person", plan.person_changes)
    _update(Person, [(plan.person, plan.person_changes) for plan in known])
    _move([plan for plan in known if plan.standing])


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


def _move(plans: list[RowPlan]) -> None:
    """Another class or position since a day, for all at once: the rule is `affiliations.moved`."""
    everything: dict[int, list[Affiliation]] = defaultdict(list)
    for one in Affiliation.objects.filter(person__in=[plan.person for plan in plans]):
        everything[one.person_id].append(one)
    ended: list[Affiliation] = []
    current: list[Affiliation] = []
    seen: set[int] = set()
    for plan in plans:
        person, standing, day = plan.person, plan.standing, plan.standing_from
        if person and standing and day:
            own = everything[person.pk]
            if person.pk not in seen:
                plan.effect["standings"] = standings_of(own)
            seen.add(person.pk)
            group = [one for one in own if one.category in successive(standing.category)]
            over, now = moved(group, person=person, standing=standing, day=day)
            ended += over
            current.append(now)
            own += [now] if now.pk is None else []
    _save_standings(ended, current)
    for plan in plans:
        if plan.person and "standings" in plan.effect:
            after = standings_of(everything[plan.person.pk])
            plan.effect["standings"] = [plan.effect["standings"], after]


def _save_standings(ended: list[Affiliation], current: list[Affiliation]) -> None:
    """What ends makes room for what begins: two stretches never overlap."""
    Affiliation.objects.bulk_update(ended, ["period"], batch_size=BATCH)
    rewritten = [one for one in current if one.pk]
    Affiliation.objects.bulk_update(rewritten, STANDING_FIELDS[:3], batch_size=BATCH)
    copy_rows([one for one in current if one.pk is None])


def _write_entries(plans: list[RowPlan]) -> None:
    with_entry = [plan for plan in plans if plan.entry]
    new = [plan for plan in with_entry if plan.entry and plan.entry.pk is None]
    old = [plan for plan in with_entry if plan.entry and plan.entry.pk]
    entries: list[Any] = [plan.entry for plan in new]
    for entry in entries:
        entry.person_id = entry.person.pk
    for plan, entry in zip(new, copy_rows(entries), strict=True):
        plan.effect.setdefault("made", {})["entry"] = entry.pk
    for plan in old:
        _note_changes(plan, "entry", plan.entry_changes)
    if old:
        _update(type(old[0].entry), [(plan.entry, plan.entry_changes) for plan in old])


def _note_changes(plan: RowPlan, what: str, changes: dict[str, Any]) -> None:
    row = getattr(plan, what)
    if changes:
        plan.effect[what] = {
            name: [plain(before), plain(getattr(row, name))] for name, before in changes.items()
        }


def _update(model: Any, changed: list[tuple[Any, dict[str, Any]]]) -> None:
    fields = sorted({name for _, names in changed for name in names})
    rows = [row for row, names in changed if names]
    if rows:
        model.objects.bulk_update(rows, fields, batch_size=BATCH)


def _write_forms(plans: list[RowPlan]) -> None:
    wanted: list[Any] = [plan for plan in plans if plan.forms is not None]
    through = MentorEntry.forms.through
    links = through.objects.filter(mentorentry__in=[plan.entry for plan in wanted])
    before: dict[int, list[int]] = defaultdict(list)
    for entry, form in links.values_list("mentorentry", "mentoringform"):
        before[entry].append(form)
    links.delete()
    copy_rows(
        through(mentorentry=plan.entry, mentoringform=form)
        for plan in wanted
        for form in plan.forms or []
    )
    for plan in wanted:
        forms = sorted(form.pk for form in plan.forms or [])
        plan.effect["forms"] = [sorted(before[plan.entry.pk]), forms]
