"""What a row changes of somebody known: the value from before beside the new one."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from mentorship.bank.importing.planning import LISTED, RowPlan
from mentorship.bank.importing.values import lost_parts
from mentorship.bank.models import Affiliation, ImportRow, Person

HIDDEN = "скрыто: нет согласия"
NOTHING = "—"
# Shown without a consent as well (architecture §4).
_OPEN = re.compile(r"last_name|first_name|patronymic|(?:representative_)?contacts|place")
_KEYS = ("sort_name", "search_text")


@dataclass(frozen=True)
class Change:
    """A field in the words of the card; `lost` are parts of a list that the new value has not.

    `is_open` fields are shown whether there is a consent or not.
    """

    title: str
    before: str = ""
    after: str = ""
    lost: tuple[str, ...] = ()
    is_open: bool = False

    @property
    def hidden(self) -> "Change":
        return self if self.is_open else Change(self.title, HIDDEN, self.after)


def changes_of(plan: RowPlan) -> list[dict[str, Any]]:
    """What would change of somebody known, as JSON; nothing of anybody else."""
    if plan.outcome != "updated":
        return []
    rows = ((plan.person, plan.person_changes), (plan.entry, plan.entry_changes))
    found = [
        _change(row, name, before)
        for row, changes in rows
        for name, before in changes.items()
        if name not in _KEYS
    ]
    if plan.forms is not None and plan.entry:
        forms = getattr(plan.entry, "forms").all()  # noqa: B009 -- mentors alone have them
        found.append(Change("формы наставничества", _listed(forms), _listed(plan.forms)))
    found += _of_standing(plan) if plan.standing else []
    return [asdict(change) for change in found]


def _change(row: Any, name: str, before: Any) -> Change:
    title = str(row._meta.get_field(name).verbose_name)
    after = getattr(row, name)
    lost = lost_parts(before, after) if name in LISTED else ()
    return Change(title, _words(before), _words(after), lost, bool(_OPEN.fullmatch(name)))


def _of_standing(plan: RowPlan) -> list[Change]:
    person, standing = plan.person, plan.standing
    before, after = getattr(person, "category", "") or "", standing.category if standing else ""
    place, new_place = getattr(person, "place", "") or "", standing.place if standing else ""
    found = []
    if place != new_place:
        found.append(Change("класс или должность", _words(place), _words(new_place), is_open=True))
    if before != after:
        found.append(Change("кем является", _label(before), _label(after)))
    return found


def _label(category: str) -> str:
    return str(Affiliation.Category(category).label) if category else NOTHING


def _words(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value) if isinstance(value, Model) or value not in (None, "") else NOTHING


def _listed(rows: Iterable[Any]) -> str:
    return "; ".join(map(str, rows)) or NOTHING


def show_changes(rows: Iterable[ImportRow], today: date) -> None:
    """Give each row of a page its `changes`; values of whoever has no consent are hidden."""
    listed: list[Any] = list(rows)
    people = [row.person_id for row in listed if row.person_id]
    open_people = Person.objects.filter(pk__in=people).with_consent_on(today)
    disclosed = set(open_people.values_list("pk", flat=True)) if people else set()
    for row in listed:
        changes = [_taken_up(kept) for kept in row.effect.get("changes", [])]
        is_shown = row.person_id in disclosed
        row.changes = [change if is_shown else change.hidden for change in changes]


def _taken_up(kept: Any) -> Change:
    """Runs of earlier versions keep the titles alone."""
    return Change(kept) if isinstance(kept, str) else Change(**kept | {"lost": tuple(kept["lost"])})
