"""Pages of the monitoring of quality: sheets and levels, growth, the table of criteria."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.bank.models import MentoringForm
from mentorship.core.keys import key_of
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.access import can_edit_indicators
from monitoring.models import QualitySheet, QualityTable
from monitoring.quality import services
from monitoring.quality.comparing import levels_below
from monitoring.quality.exports import file_response, levels_workbook
from monitoring.quality.growth import (
    groups_asked,
    growth_by_institution,
    growth_of,
    programs_of,
)
from monitoring.quality.results import level_counts
from monitoring.quality.services import StaleTableError
from monitoring.quality.table_forms import TableForm
from monitoring.quality.tables import table_for
from monitoring.summaries import institutions_counted

PER_PAGE = 50


@require_safe
@member_required(Right.INDICATORS_VIEW)
def quality_list(request):
    """Inside the institution its sheets of the year, above it the levels of institutions."""
    if not request.membership.organization.is_institution:
        return _levels_page(request)
    member, year, today = request.membership, request.school_year, timezone.localdate()
    begun = QualitySheet.objects.visible_to(member).of_year(year).select_related("form", "table")
    sheets = {sheet.form_id: sheet for sheet in begun.prefetch_related("versions")}
    programs = programs_of(member.organization, year, today)
    known = {form.pk for form in programs}
    programs += [s.form for s in sheets.values() if s.form and s.form_id not in known]
    rows = [(form, sheets.get(form.pk if form else None)) for form in [None, *programs]]
    context = {
        "rows": [(form, sheet, _last(sheet)) for form, sheet in rows],
        "may_write": services.can_write(member),
        "table": table_for(member, year),
    }
    return render(request, "monitoring/quality/quality_list.html", context)


def _last(sheet):
    """The version in force, of the prefetched ones: the newest stands first."""
    return next(iter(sheet.versions.all()), None) if sheet else None


def _levels_page(request):
    levels = levels_below(request.membership, request.school_year)
    results = [row.result for row in levels.rows if row.result]
    context = {
        "levels": levels,
        "counts": level_counts(results),
        "may_edit_table": can_edit_indicators(request.membership),
        "page_obj": Paginator(levels.rows, PER_PAGE).get_page(request.GET.get("page")),
        "table": table_for(request.membership, request.school_year),
    }
    return render(request, "monitoring/quality/level_list.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def quality_export(request):
    """The table of levels; inside an institution there is none."""
    member, year = request.membership, request.school_year
    if member.organization.is_institution:
        raise Http404
    heading = f"{member.organization.short_name}, {year} учебный год"
    content = levels_workbook(levels_below(member, year), heading)
    return file_response(
        content, f"Качество_программ_{year.first}-{year.first + 1}.xlsx", CONTENT_TYPE
    )


@require_safe
@member_required(Right.INDICATORS_VIEW)
def quality_growth(request):
    """Before and after: of the organization or a program; above it also by institution."""
    member, year, today = request.membership, request.school_year, timezone.localdate()
    table = table_for(member, year)
    inside = member.organization.is_institution
    programs = programs_of(member.organization, year, today) if inside else MentoringForm.objects
    chosen = programs if inside else list(programs.all())
    form = request.GET.get("form", "")
    form = form if form in {row.code for row in chosen} else ""
    groups = growth_of(member.organization, year, today, member=member, form=form, table=table)
    context = {"groups": groups, "programs": chosen, "form": form, "inside": inside}
    if not inside:
        context |= _by_institution(request)
    return render(request, "monitoring/quality/quality_growth.html", context)


def _by_institution(request):
    member, year = request.membership, request.school_year
    asked = dict(groups_asked())
    group = request.GET.get("group", "")
    group = group if group in asked else next(iter(asked))
    columns = growth_by_institution(member, year, timezone.localdate(), group)
    titles = {code: next(iter(lines.values())).title for code, lines in columns.items()}
    answered = {pk for lines in columns.values() for pk in lines}
    institutions = institutions_counted(member.organization, year, member)
    rows = [
        (row, [columns[code].get(row.pk) for code in titles])
        for row in institutions
        if row.pk in answered
    ]
    return {
        "asked": asked.items(),
        "group": group,
        "titles": titles.values(),
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.INDICATORS_VIEW)
def quality_table(request):
    """The table of criteria rewritten for the region, as its next version."""
    member, year = request.membership, request.school_year
    table = table_for(member, year)
    if table is None or not can_edit_indicators(member):
        raise PermissionDenied
    data, conflict = request.POST.copy() if request.method == "POST" else None, None
    if data and data.get("over"):
        data["seen"] = data["over"]
    form = TableForm(data, table=_table_of_page(request, table), year=year)
    if form.is_valid():
        try:
            services.save_table(
                member=member,
                year=year,
                seen=form.cleaned_data["seen"],
                fields=form.version_fields,
                today=timezone.localdate(),
            )
        except StaleTableError as refusal:
            conflict = refusal
        else:
            messages.success(request, "Сохранено: новые листы заполняются по этой таблице.")
            return redirect("monitoring:quality_list")
    context = {
        "form": form,
        "conflict": conflict,
        "differences": form.differences(conflict.saved or table, year) if conflict else [],
    }
    return render(request, "monitoring/quality/table_form.html", context)


def _table_of_page(request, newest):
    """The table whose criteria were typed on: a newer one has others."""
    base = key_of(request.POST.get("base", "")) or newest.pk
    known = Q(organization=None) | Q(organization=request.membership.organization_id)
    return QualityTable.objects.filter(known, pk=base).first() or newest
