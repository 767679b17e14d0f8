"""Pages of the monitoring of quality: list, sheet, its form, its files, growth."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.bank.models import MentoringForm
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.documents.files import CONTENT_TYPES
from mentorship.documents.rendering import pdf_is_available
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.models import QualitySheet
from monitoring.quality import services
from monitoring.quality.comparing import compared_years, levels_below
from monitoring.quality.content import content_of, hints_of, keys_of, proposals_of
from monitoring.quality.exports import levels_workbook, sheet_pdf, sheet_word, sheet_workbook
from monitoring.quality.forms import CorrectionForm, SheetForm
from monitoring.quality.growth import (
    groups_asked,
    growth_by_institution,
    growth_of,
    programs_of,
)
from monitoring.quality.results import SWOT, level_counts
from monitoring.quality.services import StaleSheetError
from monitoring.quality.tables import table_for
from monitoring.summaries import institutions_counted

PER_PAGE = 50
FILES = {"pdf": sheet_pdf, "docx": sheet_word, "xlsx": sheet_workbook}
TYPES = CONTENT_TYPES | {"xlsx": CONTENT_TYPE}


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
    return _file(content, f"Качество_программ_{year.first}-{year.first + 1}.xlsx", CONTENT_TYPE)


@require_POST
@member_required(Right.REPORTS_SUBMIT)
def quality_create(request):
    code = request.POST.get("form", "")
    form = get_object_or_404(MentoringForm, code=code) if code else None
    try:
        sheet = services.create_sheet(
            member=request.membership,
            year=request.school_year,
            form=form,
            today=timezone.localdate(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("monitoring:quality_list")
    return redirect("monitoring:quality_fill", sheet.pk)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def quality_sheet(request, pk):
    """A finished sheet as it was finished; a draft as it would be finished now."""
    sheet, member = _sheet(request, pk), request.membership
    versions = list(sheet.versions.all())
    context = {
        "object": sheet,
        "sheet": _content(sheet, versions),
        "swot": SWOT,
        "versions": versions,
        "years": compared_years(sheet),
        "can_edit": services.can_edit(member, sheet),
        "can_correct": services.can_correct(member, sheet),
        "has_pdf": pdf_is_available(),
    }
    return render(request, "monitoring/quality/quality_sheet.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def quality_file(request, pk, role):
    sheet = _sheet(request, pk)
    if role not in FILES or (role == "pdf" and not pdf_is_available()):
        raise Http404
    content = FILES[role](_content(sheet, list(sheet.versions.all()[:1])))
    return _file(content, f"Качество, {sheet.program}, {sheet.year.first}.{role}", TYPES[role])


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.REPORTS_SUBMIT)
def quality_fill(request, pk):
    """The form of a sheet; saved by itself while one types."""
    sheet, member = _sheet(request, pk), request.membership
    if request.method != "POST":
        return _fill_page(request, sheet) if services.can_edit(member, sheet) else redirect(sheet)
    typed = {key: request.POST.get(key, "").strip() for key in keys_of(sheet.table)}
    form = _form(sheet, typed, is_bound=True)
    if not form.is_valid():
        return _fill_page(request, sheet, form=form, typed=typed)
    typed = _taken(request, sheet, typed)
    try:
        sheet = services.save_sheet(member=member, sheet=sheet, typed=typed, seen=_seen(request))
    except StaleSheetError as refusal:
        sheet.refresh_from_db()
        return _fill_page(request, sheet, typed=typed, conflict=refusal)
    return _after_saving(request, sheet, typed)


@require_POST
@member_required(Right.REPORTS_SUBMIT)
def quality_finish(request, pk):
    sheet = _sheet(request, pk)
    try:
        services.finish_sheet(
            member=request.membership,
            sheet=sheet,
            seen=_seen(request),
            today=timezone.localdate(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Лист завершён: он больше не пересчитывается.")
    return redirect(sheet)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.REPORTS_SUBMIT)
def quality_correct(request, pk):
    sheet, form = _sheet(request, pk), CorrectionForm(request.POST or None)
    if form.is_valid():
        try:
            services.correct_sheet(member=request.membership, sheet=sheet, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("monitoring:quality_fill", sheet.pk)
    context = {
        "title": "Исправить лист",
        "hint": "Пока исправленный лист не завершён, действует прежняя редакция.",
        "form": form,
        "back_url": sheet.get_absolute_url(),
        "back_title": "Лист качества",
    }
    return render(request, "components/form_page.html", context)


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


def _sheet(request, pk):
    rows = QualitySheet.objects.visible_to(request.membership)
    return get_object_or_404(rows.select_related("institution", "form", "table"), pk=pk)


def _content(sheet, versions):
    if sheet.is_draft or not versions:
        return content_of(sheet, timezone.localdate())
    return versions[0].content


def _seen(request):
    """The saving the page shows; «Сохранить моё» says the newest was seen."""
    seen = request.POST.get("over") or request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else -1


def _form(sheet, typed, *, is_bound=False):
    proposals = proposals_of(sheet, timezone.localdate())
    return SheetForm(typed if is_bound else None, sheet=sheet, proposals=proposals, initial=typed)


def _taken(request, sheet, typed):
    """What was typed, with the proposals one asked to take over."""
    take, today = request.POST.get("take", ""), timezone.localdate()
    if take == "marks":
        return services.with_proposed_marks(sheet, typed, today)
    if take in SWOT:
        lines = hints_of(sheet, today, proposals_of(sheet, today))[take]
        fresh = [line for line in lines if line not in typed[take]]
        return typed | {take: "\n".join(filter(None, [typed[take], *fresh]))}
    return typed


def _after_saving(request, sheet, typed):
    if request.htmx:
        return _fill_page(request, sheet, typed=typed)
    if request.POST.get("take"):
        url = reverse("monitoring:quality_fill", args=[sheet.pk])
        return redirect(f"{url}#id_{request.POST['take']}")
    if request.POST.get("then") == "finish":
        try:
            services.finish_sheet(
                member=request.membership,
                sheet=sheet,
                seen=sheet.draft,
                today=timezone.localdate(),
            )
        except DomainError as refusal:
            return _fill_page(request, sheet, typed=typed, refusal=str(refusal))
        messages.success(request, "Лист завершён: он больше не пересчитывается.")
    else:
        messages.success(request, "Сохранено.")
    return redirect(sheet)


def _fill_page(request, sheet, *, form=None, typed=None, conflict=None, refusal=""):
    typed = sheet.typed if typed is None else typed
    differences = conflict.differences if conflict else []
    context = {
        "object": sheet,
        "conflict": conflict,
        # After a refusal the next autosave is refused too, until one chooses which text stays.
        "seen": _seen(request) if conflict or form else sheet.draft,
        "can_edit": services.can_edit(request.membership, sheet),
        "refusal": refusal,
    }
    form = form or _form(sheet, typed)
    labels = {key: _label(form, key) for key in form.fields}
    context |= {
        "form": form,
        "differences": [(labels.get(row.key, row.key), row) for row in differences],
    }
    if request.htmx:
        return render(request, "monitoring/quality/_saved.html", context)
    today = timezone.localdate()
    context["hints"] = hints_of(sheet, today, proposals_of(sheet, today))
    return render(request, "monitoring/quality/quality_fill.html", context)


def _label(form, key):
    """Words of a criterion are told apart from its mark."""
    if key.startswith("words-"):
        return f"{form.fields[key.replace('words-', 'mark-', 1)].label} – пояснение"
    return form.fields[key].label


def _file(content, name, content_type):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition(name)
    return response
