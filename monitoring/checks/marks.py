"""Marks of a rule: those of report forms, and cells of another report of the same year."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from mentorship.organizations.models import Organization
from monitoring.models import FormVersion, ReportForm
from monitoring.workbooks.layouts import FormCell, FormLayout, FormSheet, layout_of
from monitoring.workbooks.marks import Mark, MarkError
from monitoring.workbooks.references import Area, areas_read
from monitoring.workbooks.vocabulary import explain

REPORT = "report"
# What the banks know of an organization, whatever its reports say.
OF_BANKS = frozenset({"figure", "indicator", "headcount", "organization", "period", "today"})


@dataclass(frozen=True)
class CellOfReport:
    """A cell of the report by another form: its form, and a code of a manual cell or a place."""

    form: str
    manual: str = ""
    area: Area | None = None


def explained(
    mark: Mark, layout: FormLayout | None, form: ReportForm | None, owner: Organization | None
) -> str:
    """What a mark of a rule shows, in words; MarkError in Russian where there is no such thing.

    `layout` is that of the form the rule belongs to; None for a rule of any form.
    """
    if mark.kind == "manual":
        return _manual(mark, layout)
    if mark.kind == REPORT:
        return _of_report(mark, form, owner)
    if mark.kind not in OF_BANKS:
        known = ", ".join(sorted({*OF_BANKS, "manual", REPORT}))
        raise MarkError(f"Имя {mark.name} в правилах не читается. Есть: {known}.")
    return explain(mark, None).shows


def manual_cells(layout: FormLayout, code: str) -> list[FormCell]:
    """Cells of a form that are filled by hand under this code."""
    return [
        cell
        for cell in layout.cells
        if any(mark.kind == "manual" and mark.path == (code,) for mark in cell.marks)
    ]


def cell_of_report(mark: Mark) -> CellOfReport:
    """«report.targets | cell=D4», «report.targets | cell="Лист!D4"», «report.x | manual=events»."""
    keys = set(mark.options) - {"cell", "manual"}
    if len(mark.path) != 1 or keys or mark.flags or len(mark.options) != 1:
        raise MarkError(
            'Ячейка другого отчёта пишется так: {{ report.targets | cell="Лист!D4" }} '
            "или {{ report.targets | manual=events }}."
        )
    form = mark.path[0]
    if code := mark.options.get("manual"):
        return CellOfReport(form, manual=code)
    written = mark.options["cell"]
    sheet, _, address = written.rpartition("!")
    quoted = f"'{sheet.strip(chr(39))}'!{address}" if sheet else address
    areas = list(areas_read(quoted, ""))
    if len(areas) != 1 or ":" in address:
        raise MarkError(f"Ячейка «{written}» не читается. Пишется: cell=D4.")
    return CellOfReport(form, area=areas[0])


def sheet_of(layout: FormLayout, name: str) -> FormSheet | None:
    """A sheet by its name; without a name the first one."""
    if not name:
        return layout.sheets[0] if layout.sheets else None
    return next((sheet for sheet in layout.sheets if sheet.name.lower() == name), None)


def is_filled(layout: FormLayout, area: Area) -> bool:
    """Whether any cell of the area has a mark or a formula: else there is nothing to read."""
    sheet = sheet_of(layout, area.sheet)
    if sheet is None:
        return False
    places = [(cell.row, cell.column) for cell in sheet.cells if cell.marks]
    places += [(row, column) for row, column, _text, _kind in sheet.scan["formulas"]]
    return any(
        area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column
        for row, column in places
    )


def addresses(layout: FormLayout) -> Iterable[str]:
    return (f"{cell.sheet}!{cell.address}" for cell in layout.cells if cell.marks)


def _manual(mark: Mark, layout: FormLayout | None) -> str:
    if layout is None:
        raise MarkError("Правило для любой формы ячеек не читает: выберите форму.")
    if len(mark.path) != 1 or mark.options or mark.flags:
        raise MarkError(f"Имя {mark.name} в правиле пишется без условий.")
    cells = manual_cells(layout, mark.path[0])
    if not cells:
        codes = {m.path[0] for c in layout.cells for m in c.marks if m.kind == "manual" and m.path}
        known = ", ".join(sorted(codes)) or "нет ни одной"
        raise MarkError(f"Ячейки {mark.name} в форме нет. Заполняются вручную: {known}.")
    return f"вручную, {cells[0].sheet}!{cells[0].address}"


def form_named(code: str, owner: Organization | None) -> FormVersion | None:
    """The accepted version that a rule of this owner means: others may have their own form.

    Of the owner's, of those above it and shipped ones the nearest.
    """
    chain: list[int | None] = []
    while owner is not None:
        chain.append(owner.pk)
        owner = owner.parent
    reach = Q(form__organization=None) | Q(form__organization__in=chain)
    found = FormVersion.objects.accepted().light().filter(reach, form__code=code)
    rows = list(found.select_related("form").order_by("-number"))
    rows.sort(key=lambda row: [*chain, None].index(row.form.organization_id))
    return rows[0] if rows else None


def _of_report(mark: Mark, form: ReportForm | None, owner: Organization | None) -> str:
    """A cell of a form that the owner of the rule means."""
    wanted = cell_of_report(mark)
    version = form_named(wanted.form, owner)
    if version is None:
        codes = ", ".join(
            ReportForm.objects.filter(organization=None).values_list("code", flat=True)
        )
        raise MarkError(f"Принятой формы с кодом «{wanted.form}» нет. С системой идут: {codes}.")
    layout = layout_of(version.layout)
    if wanted.manual and not manual_cells(layout, wanted.manual):
        raise MarkError(f"В форме «{version.form.title}» нет ячейки manual.{wanted.manual}.")
    if wanted.area and not is_filled(layout, wanted.area):
        raise MarkError(
            f"В форме «{version.form.title}» ячейка {mark.options['cell']} не заполняется."
        )
    if form is not None and version.form_id == form.pk:
        raise MarkError("Это ячейка той же формы: пишите её без имени отчёта, «Лист!D4».")
    return f"отчёт «{version.form.title}», {wanted.manual or mark.options['cell']}"
