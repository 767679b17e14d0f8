"""What the pages of report forms show: forms in a list, a version tried on an example."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import FormVersion, ReportForm
from monitoring.workbooks.checking import CellCheck, FormCheck, check_form
from monitoring.workbooks.filling import FilledCell, FilledForm, fill_cells
from monitoring.workbooks.layouts import FormLayout, layout_of

# Rows of a block that the screen shows as an example.
EXAMPLES = 3
FOUND = 8


@dataclass(frozen=True)
class ListedForm:
    """A form with its versions, and the one that holds in the year."""

    form: ReportForm
    versions: Sequence[FormVersion]
    current: FormVersion | None
    is_own: bool

    @property
    def pending(self) -> FormVersion | None:
        return next((each for each in self.versions if not each.accepted_at), None)


@dataclass(frozen=True)
class LookedCell:
    """A cell of the form with what it says on the example; blocks show their first rows."""

    check: CellCheck
    filled: Sequence[FilledCell]
    more: int = 0


@dataclass(frozen=True)
class Look:
    """A version looked through and tried on an organization; `refusal` says why it cannot be."""

    check: FormCheck
    cells: list[LookedCell]
    organization: Organization
    filled: FilledForm | None
    refusal: str = ""

    @property
    def unknown(self) -> list[FilledCell]:
        if self.filled is None:
            return []
        return [cell for cell in self.filled.cells if cell.state == "unknown"]


def listed_forms(
    member: Membership, year: SchoolYear, *, archived: bool = False
) -> list[ListedForm]:
    """Forms that reach the member, the versions read without their files."""
    forms = ReportForm.objects.shared_with(member).select_related("organization")
    forms = forms.filter(archived_at__isnull=not archived)
    if archived:
        forms = forms.filter(organization=member.organization_id)
    versions = FormVersion.objects.shared_with(member).light().defer("content", "layout")
    forms = forms.prefetch_related(Prefetch("versions", versions, to_attr="seen"))
    return [_listed(form, member, year) for form in forms.order_by("title", "pk")]


def _listed(form: ReportForm, member: Membership, year: SchoolYear) -> ListedForm:
    seen: list[FormVersion] = form.seen  # type: ignore[attr-defined]
    begun = [row for row in seen if row.accepted_at and row.first_year <= year.first]
    current = max(begun, key=lambda row: (row.first_year, row.number), default=None)
    return ListedForm(form, seen, current, form.organization_id == member.organization_id)


def looked(
    version: FormVersion,
    organization: Organization,
    year: SchoolYear,
    today: date,
    member: Membership,
) -> Look:
    """Every cell of a version with its meaning and its value for an organization."""
    layout = layout_of(version.layout)
    check = check_form(layout)
    filled, refusal = _tried(layout, organization, year, today, member)
    values: dict[int, list[FilledCell]] = {}
    for cell in filled.cells if filled else []:
        values.setdefault(id(cell.cell), []).append(cell)
    cells = []
    for each in check.cells:
        found = values.get(id(each.cell), [])
        cells.append(LookedCell(each, found[:EXAMPLES], max(len(found) - EXAMPLES, 0)))
    return Look(check, cells, organization, filled, refusal)


def people_shown(look: Look) -> set[int]:
    """People named on the screen: those of the rows it gives as examples."""
    if look.filled is None:
        return set()
    first = [row for rows in look.filled.rows.values() for row in rows[:EXAMPLES]]
    return {pk for row in first for pk in row.people}


def found_organizations(member: Membership, text: str) -> list[Organization]:
    """Organizations of the member's reach by a part of the name."""
    if not text.strip() or member.organization.is_institution:
        return []
    found = Organization.objects.visible_to(member).named_like(text[:100])
    return list(found.order_by("name", "pk")[:FOUND])


def _tried(
    layout: FormLayout,
    organization: Organization,
    year: SchoolYear,
    today: date,
    member: Membership,
) -> tuple[FilledForm | None, str]:
    try:
        return fill_cells(layout, organization, year, today=today, member=member), ""
    except DomainError as refusal:
        return None, str(refusal)
