"""Verbs of a registered document's life: corrections, acquaintance, signatures."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import keys_of
from mentorship.documents import acquaintance_marks, signatures
from mentorship.documents.acquaintance import printed_list
from mentorship.documents.corrections import LINKS, create_correction
from mentorship.documents.files import CONTENT_TYPES
from mentorship.documents.forms import AcquaintanceForm, SignatureForm
from mentorship.documents.models import Acquaintance
from mentorship.documents.pages import page_of
from mentorship.documents.rendering import Printout, pdf_is_available, stored_text
from mentorship.documents.views import note_document, visible
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


def printout_response(printout: Printout, role: str, name: str) -> HttpResponse:
    """The PDF or the Word file of a printout; 404 for any other role and without Pango."""
    if role not in ("pdf", "docx") or (role == "pdf" and not pdf_is_available()):
        raise Http404
    content = printout.pdf() if role == "pdf" else printout.docx()
    headers = {"Content-Disposition": content_disposition(f"{name}.{role}")}
    return HttpResponse(content, content_type=CONTENT_TYPES[role], headers=headers)


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def correction_create(request, pk, kind):
    """Draft an order that amends, cancels or supersedes this one."""
    document = visible(request, pk)
    if kind not in LINKS:
        raise Http404
    try:
        draft = create_correction(
            target=document, member=request.membership, kind=kind, year=request.school_year
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(document)
    return redirect(draft)


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def acquaintance_update(request, pk):
    document = visible(request, pk)
    form = AcquaintanceForm(request.POST)
    lines = document.acquaintances.filter(pk__in=keys_of(request.POST.getlist("lines")))
    try:
        if not form.is_valid():
            raise DomainError("Укажите дату ознакомления, например 05.10.2022.")
        noted = acquaintance_marks.note_acquaintance(
            document=document, member=request.membership, lines=lines, **form.cleaned_data
        )
    except DomainError as refusal:
        return _with_ticks(request, document, form, str(refusal))
    messages.success(request, f"Отмечено: {noted}.")
    return redirect(document)


def _with_ticks(request, document, form, refusal):
    """The page as it was sent: the chosen lines stay chosen, the day can be mended."""
    if form.is_valid():
        form.add_error(None, refusal)
    note_document(document)
    ticked = set(keys_of(request.POST.getlist("lines")))
    page = page_of(document, request.membership)
    if page["acquaintance_form"] is None:
        messages.error(request, refusal)
        return redirect(document)
    return render(
        request,
        "documents/document_detail.html",
        page | {"acquaintance_form": form, "ticked": ticked},
    )


@require_safe
@member_required(Right.DOCUMENTS_VIEW)
def acquaintance_file(request, pk, role):
    """«Лист ознакомления» to be printed and signed."""
    document = visible(request, pk)
    if not document.acquaintances.exists():
        messages.error(request, "В этом документе нет листа ознакомления.")
        return redirect(document)
    note_document(document, selection="лист ознакомления")
    name = f"Лист_ознакомления_{document.number}"
    return printout_response(printed_list(document), role, name)


def own_line(request, pk):
    lines = Acquaintance.objects.of_user(request.membership)
    return get_object_or_404(lines.select_related("document__organization"), pk=pk)


@require_safe
@member_required()
def acquaintance_detail(request, pk):
    """The order, for somebody it names: they read it here even without the journal."""
    line = own_line(request, pk)
    note_document(line.document, selection="ознакомление")
    context = {"line": line, "object": line.document, "sheets": stored_text(line.document)}
    return render(request, "documents/acquaintance_detail.html", context)


@require_POST
@member_required()
def acquaintance_confirm(request, pk):
    line = own_line(request, pk)
    try:
        acquaintance_marks.confirm_acquaintance(line=line, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Записано: вы ознакомлены с документом.")
    return redirect("documents:acquaintance_detail", pk)


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def signature_create(request, pk):
    document = visible(request, pk)
    form = SignatureForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise DomainError("Выберите файл открепленной подписи .sig или .p7s.")
        signed = form.cleaned_data["signed"]
        signatures.attach_signature(
            document=document,
            member=request.membership,
            signature=form.cleaned_data["signature"].read(),
            signed=signed.read() if signed else None,
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Подпись сохранена.")
    return redirect(document)
