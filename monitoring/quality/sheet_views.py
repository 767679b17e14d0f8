"""Pages of one sheet of quality: read, fill, finish, correct, its files."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.bank.models import MentoringForm
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.documents.files import CONTENT_TYPES
from mentorship.documents.rendering import pdf_is_available
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.models import QualitySheet
from monitoring.quality import services
from monitoring.quality.comparing import compared_years
from monitoring.quality.content import content_of, hints_of, keys_of, proposals_of
from monitoring.quality.exports import file_response, sheet_pdf, sheet_word, sheet_workbook
from monitoring.quality.forms import CorrectionForm, SheetForm
from monitoring.quality.results import SWOT
from monitoring.quality.services import StaleSheetError

FILES = {"pdf": sheet_pdf, "docx": sheet_word, "xlsx": sheet_workbook}
TYPES = CONTENT_TYPES | {"xlsx": CONTENT_TYPE}
FINISHED = "Лист завершён: он больше не пересчитывается."


@require_POST
@member_required(Right.REPORTS_SUBMIT)
def quality_create(request):
    code = request.POST.get("form", "").replace("\x00", "")
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
    return file_response(
        content, f"Качество, {sheet.program}, {sheet.year.first}.{role}", TYPES[role]
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.REPORTS_SUBMIT)
def quality_fill(request, pk):
    """The form of a sheet; saved by itself while one types."""
    sheet, member = _sheet(request, pk), request.membership
    if request.method != "POST":
        return _fill_page(request, sheet) if services.can_edit(member, sheet) else redirect(sheet)
    typed = {key: request.POST.get(key, "").strip() for key in keys_of(sheet.table)}
    if not SheetForm(typed, sheet=sheet).is_valid():
        return _fill_page(request, sheet, typed=typed, is_wrong=True)
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
        messages.success(request, FINISHED)
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
    key = key_of(seen)
    return -1 if key is None else key


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
        messages.success(request, FINISHED)
    else:
        messages.success(request, "Сохранено.")
    return redirect(sheet)


def _fill_page(request, sheet, *, typed=None, conflict=None, refusal="", is_wrong=False):
    typed, today = sheet.typed if typed is None else typed, timezone.localdate()
    # An autosave draws only what was saved: nothing is counted for it.
    proposals = {} if request.htmx else proposals_of(sheet, today)
    bound = typed if is_wrong else None
    form = SheetForm(bound, sheet=sheet, proposals=proposals, initial=typed)
    differences = conflict.differences if conflict else []
    context = {
        "object": sheet,
        "form": form,
        "conflict": conflict,
        "differences": [(_label(form, row.key), row) for row in differences],
        # After a refusal the next autosave is refused too, until one chooses which text stays.
        "seen": _seen(request) if conflict or is_wrong else sheet.draft,
        "can_edit": services.can_edit(request.membership, sheet),
        "refusal": refusal,
    }
    if request.htmx:
        return render(request, "monitoring/quality/_saved.html", context)
    context["hints"] = hints_of(sheet, today, proposals)
    return render(request, "monitoring/quality/quality_fill.html", context)


def _label(form, key):
    """Words of a criterion are told apart from its mark."""
    if key.startswith("words-"):
        return f"{form.fields[key.replace('words-', 'mark-', 1)].label} – пояснение"
    return form.fields[key].label
