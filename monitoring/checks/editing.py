"""What the pages of rules show: the list, the cells a rule may read, who changed it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mentorship.core.keys import key_of
from mentorship.organizations.models import Membership, Organization
from monitoring.checks.running import in_place
from monitoring.models import CheckRule, FormVersion, ReportForm
from monitoring.workbooks.checking import CellCheck, check_form
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.manual import manual_field

ANY_FORM = "Для любой формы"


@dataclass(frozen=True)
class ListedRule:
    """A rule with who keeps it, and whether another stands in its place."""

    rule: CheckRule
    is_own: bool
    is_replaced: bool


@dataclass(frozen=True)
class FormChip:
    """A filter of the list: a form with the number of its rules."""

    code: str
    title: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class RuleGroup:
    """The rules of one form."""

    code: str
    title: str
    rules: Sequence[ListedRule]


@dataclass(frozen=True)
class CellName:
    """A cell a rule may read: how it is written in a rule, and what stands in it."""

    written: str
    shows: str
    place: str


@dataclass(frozen=True)
class Change:
    """One change of a rule, as its log keeps it."""

    revision: int
    at: datetime
    by: str
    is_active: bool
    condition: str


def listed_rules(member: Membership, chosen: str) -> dict[str, Any]:
    """Rules in use with chips by form, and the own archived ones; constant statements."""
    shared = CheckRule.objects.shared_with(member)
    shared = shared.in_use().select_related("form", "organization", "origin")
    rules = list(shared.order_by("position", "pk"))
    chain = [row.pk for row in _upwards(member.organization)]
    standing = {rule.pk for rule in in_place(rules, chain)}
    titles = {_code(rule): rule.form.title if rule.form else ANY_FORM for rule in rules}
    groups = [
        RuleGroup(
            code,
            title,
            [
                ListedRule(
                    rule, rule.organization_id == member.organization_id, rule.pk not in standing
                )
                for rule in rules
                if _code(rule) == code
            ],
        )
        for code, title in titles.items()
    ]
    current = chosen if chosen in titles else ""
    chips = [
        FormChip(each.code, each.title, len(each.rules), each.code == current) for each in groups
    ]
    return {
        "groups": [each for each in groups if not current or each.code == current],
        "chips": [FormChip("", "Все", len(rules), not current), *chips],
        "archived": CheckRule.objects.owned_by(member).exclude(archived_at=None),
        "chosen": current,
    }


def _upwards(organization: Organization) -> Iterator[Organization]:
    node: Organization | None = organization
    while node is not None:
        yield node
        node = node.parent


def _code(rule: CheckRule) -> str:
    return str(rule.form_id) if rule.form_id else "any"


def form_cells(chosen: Any, member: Membership) -> list[CellName]:
    """Cells of the chosen form that a rule may read."""
    pk = key_of(str(getattr(chosen, "pk", chosen) or ""))
    if pk is None:
        return []
    forms = ReportForm.objects.shared_with(member).filter(pk=pk)
    versions = FormVersion.objects.accepted().light().filter(form__in=forms)
    version = versions.order_by("-first_year", "-number").first()
    if version is None:
        return []
    layout = layout_of(version.layout)
    found = [_cell_name(check) for check in check_form(layout).cells]
    totals = [
        CellName(_written(sheet.name, sheet.place(row, column)), f"формула ={text}", place)
        for sheet in layout.sheets
        for row, column, text, _kind in sheet.scan["formulas"]
        for place in [sheet.place(row, column)]
    ]
    return [*found, *totals]


def _cell_name(check: CellCheck) -> CellName:
    rows = f", строки {check.cell.block.title}" if check.cell.block else ""
    for mark in check.cell.marks:
        if mark.kind == "manual":
            entered = manual_field(mark)
            told = f"вручную: {entered.label}{rows}"
            return CellName(f"{{{{ manual.{entered.code} }}}}", told, check.place)
    told = f"{'; '.join(check.shows)}{rows}"
    return CellName(_written(check.cell.sheet, check.place), told, check.place)


def _written(sheet: str, place: str) -> str:
    """«'Мой лист'!B5»: a name with spaces stands in quotes."""
    address = place.rpartition("!")[2]
    return f"{sheet}!{address}" if sheet.isalnum() else f"'{sheet}'!{address}"


def history_of(rule: CheckRule) -> list[Change]:
    """Changes of a rule, the latest first."""
    events = CheckRule.pgh_event_model.objects.filter(pgh_obj=rule.pk)  # type: ignore[attr-defined]
    rows = events.select_related("changed_by__user").order_by("-pgh_id")
    return [
        Change(
            row.revision,
            row.pgh_created_at,
            row.changed_by.user.full_name if row.changed_by else "",
            row.is_active,
            row.condition,
        )
        for row in rows[:50]
    ]
