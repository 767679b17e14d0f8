from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import DetailView, ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.names import Case
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.documents import services
from mentorship.documents.batches.offers import OFFERS
from mentorship.documents.days import day_doubts
from mentorship.documents.downloads import download_of
from mentorship.documents.drafts import StaleDraftError, version
from mentorship.documents.forms import CancelForm, NameCorrectionForm, RegisterForm, ScanForm
from mentorship.documents.journal import in_order, journal, title_of
from mentorship.documents.journal_print import journal_workbook
from mentorship.documents.kinds import KINDS, kind_of, kinds_for
from mentorship.documents.lengths import is_long, prints_first
from mentorship.documents.long_documents import register_later
from mentorship.documents.models import Document
from mentorship.documents.numbering import NumberError, next_number
from mentorship.documents.pages import page_of
from mentorship.documents.rendering import render as rendered
from mentorship.documents.starting import chosen_fields, start_of
from mentorship.documents.workflow import may_move
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


def visible(request, pk):
    documents = Document.objects.visible_to(request.membership).select_related(
        "organization", "registered_by__user", "cancelled_by__user"
    )
    return get_object_or_404(documents, pk=pk)


def note_document(document, selection=""):
    people = kind_of(document).people(document)
    note_reading(Reading.Kind.DOCUMENT, people, about=document, selection=selection)


@method_decorator(member_required(Right.DOCUMENTS_VIEW), name="dispatch")
class DocumentListView(ListView):
    """The journal: drafts and registered documents of the school year."""

    template_name = "documents/document_list.html"
    paginate_by = 25

    def get_queryset(self):
        self.filter = journal(self.request.membership, self.request.GET, self.request.school_year)
        return in_order(self.filter.qs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": [(document, title_of(document)) for document in context["page_obj"]],
            "filter": self.filter,
            "may_draft": self.request.membership.may(Right.DOCUMENTS_DRAFT),
            "may_register": self.request.membership.may(Right.DOCUMENTS_REGISTER),
            "may_edit_templates": self.request.membership.may(Right.TEMPLATES_EDIT),
        }


@require_safe
@member_required(Right.DOCUMENTS_VIEW)
def document_export(request):
    rows = journal(request.membership, request.GET, request.school_year).qs
    content = journal_workbook(request.membership, rows)
    name = f"Журнал_документов_{request.membership.organization.short_name}.xlsx"
    headers = {"Content-Disposition": content_disposition(name)}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


def kinds_page(kinds):
    return {"kinds": kinds, "at_once": [kind.code for kind in kinds if kind.code in OFFERS]}


@require_safe
@member_required(Right.DOCUMENTS_DRAFT)
def kind_list(request):
    return render(request, "documents/kind_list.html", kinds_page(kinds_for(request.membership)))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_DRAFT)
def document_create(request, kind):
    if kind not in KINDS or KINDS[kind] not in kinds_for(request.membership):
        raise Http404
    if request.method != "POST":
        return render(request, "documents/kind_list.html", kinds_page([KINDS[kind]]))
    chosen, member = KINDS[kind], request.membership
    try:
        fields = chosen_fields(chosen, member, request.POST)
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return redirect("documents:kind_list")
    draft = services.create_draft(
        member=member,
        kind=chosen,
        year=request.school_year,
        fields=fields,
        start=start_of(request),
    )
    return redirect(draft)


@method_decorator(member_required(Right.DOCUMENTS_VIEW), name="dispatch")
class DocumentDetailView(DetailView):
    """The form at the left, the A4 page at the right; of a registered document its facts."""

    template_name = "documents/document_detail.html"

    def get_object(self, queryset=None):
        return visible(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        note_document(self.object)
        return super().get_context_data(**kwargs) | page_of(self.object, self.request.membership)


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def document_update(request, pk):
    document, member = visible(request, pk), request.membership
    form = kind_of(document).form(request.POST, member=member, document=document)
    (seen, editor), is_stale = read_page(request), False
    if form.is_valid():
        try:
            services.update_draft(
                document=document,
                member=member,
                fields=form.as_fields(),
                seen=request.POST.get("over") or seen,
                editor=editor,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            document.refresh_from_db()
            is_stale = isinstance(refusal, StaleDraftError)
        else:
            messages.success(request, "Проект сохранён.")
            to_register = request.POST.get("then") == "register"
            return redirect(f"documents:document_{'register' if to_register else 'detail'}", pk)
    note_document(document)
    page = page_of(document, member, form=form, seen=seen or "", editor=editor, is_stale=is_stale)
    return render(request, "documents/document_detail.html", page)


def read_page(request):
    """Which version the sender's page had, and which page it was; no page has an odd name."""
    editor = request.POST.get("editor", "")
    return request.POST.get("seen"), editor if editor.isalnum() else ""


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def document_preview(request, pk):
    """The page with what is typed so far; whatever is valid of it is saved at once (rule 22)."""
    document, member = visible(request, pk), request.membership
    form = kind_of(document).form(request.POST, member=member, document=document)
    form.is_valid()
    (seen, editor), is_stale = read_page(request), False
    try:
        document = services.update_draft(
            document=document, member=member, fields=form.as_fields(), seen=seen, editor=editor
        )
        seen = version(document)
    except StaleDraftError:
        is_stale = True
        document.refresh_from_db()
    except DomainError:
        # Registered or cancelled meanwhile: the page shows it.
        return HttpResponse(headers={"HX-Refresh": "true"})
    page = page_of(document, member, form=form, seen=seen, editor=editor, is_stale=is_stale)
    note_document(document)
    if "points.do" in request.POST:
        form.fields["points"].widget.is_out_of_band = True
        page["points"] = form["points"]
    return render(request, "documents/_preview.html", page)


@require_safe
@member_required(Right.DOCUMENTS_VIEW)
def document_file(request, pk, role):
    document = visible(request, pk)
    try:
        download = download_of(document, role)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(document)
    if download is None:
        raise Http404
    note_document(document, selection=f"файл {role}")
    headers = {"Content-Disposition": content_disposition(download.name)}
    return HttpResponse(download.content, content_type=download.content_type, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_REGISTER)
def document_register(request, pk):
    document, member = visible(request, pk), request.membership
    if not document.is_draft:
        return redirect(document)
    counted = next_number(document, timezone.localdate())
    hint = kind_of(document).number_hint
    form = RegisterForm(request.POST or None, is_counted=bool(counted), hint=hint)
    if form.is_valid():
        asked = form.cleaned_data
        form.ask_about_the_day(day_doubts(document, asked["dated_on"], asked.get("number", "")))
    if form.is_valid():
        try:
            return redirect(registered(request, document, form.cleaned_data))
        except DomainError as refusal:
            form.add_error(field_of(refusal, form), str(refusal))
    note_document(document)
    context = page_of(document, member) | {"register_form": form, "next_number": counted}
    return render(request, "documents/document_register.html", context)


def field_of(refusal, form):
    """Beside which field a refused registration is told; None for the document as a whole."""
    if isinstance(refusal, NumberError) and "number" in form.fields:
        return "number"
    return "dated_on" if isinstance(refusal, services.DayError) else None


def registered(request, document, asked):
    """Where to go on: the registered document, or the job when its annex is long."""
    asked = {"document": document, "member": request.membership, **asked}
    del asked["doubted_on"]
    text = rendered(document).body
    if is_long(text):
        return reverse("jobs:job_detail", args=[register_later(**asked).pk])
    done = services.register(**asked, prints_first=prints_first(text))
    messages.success(request, f"Зарегистрирован № {done.number}.")
    return done.get_absolute_url()


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_REGISTER)
def document_cancel(request, pk):
    document = visible(request, pk)
    if not may_move(request.membership, document, "cancel"):
        words = f"Нельзя отменить: документ {document.get_state_display()}."
        messages.error(request, words)
        return redirect(document)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            services.cancel(document=document, member=request.membership, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Документ отменён. Номер остаётся за ним.")
            return redirect(document)
    context = {
        "form": form,
        "title": "Отменить документ",
        "hint": f"{document} от {document.dated_on:%d.%m.%Y}",
        "back_url": document.get_absolute_url(),
        "back_title": "К документу",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def document_delete(request, pk):
    document = visible(request, pk)
    try:
        services.delete_draft(document=document, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(document)
    messages.success(request, "Черновик удалён.")
    return redirect("documents:document_list")


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def scan_create(request, pk):
    document = visible(request, pk)
    form = ScanForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise DomainError("Выберите файл со сканом.")
        content = form.cleaned_data["scan"].read()
        services.attach_scan(document=document, member=request.membership, content=content)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Скан сохранён.")
    return redirect(document)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_DRAFT)
def name_form_update(request, pk):
    """Correct a declined name of this document; the correction is remembered for all others."""
    document = visible(request, pk)
    given = request.POST if request.method == "POST" else request.GET
    if given.get("case") not in Case.values or not given.get("nominative"):
        raise Http404
    initial = {name: given.get(name, "") for name in ("nominative", "case", "text")}
    form = NameCorrectionForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.correct_name(member=request.membership, **form.cleaned_data)
        if request.htmx:
            return HttpResponse(headers={"HX-Trigger": "names-changed"})
        messages.success(request, "Форма исправлена и запомнена.")
        return redirect(document)
    context = {"object": document, "form": form, "nominative": initial["nominative"]}
    context["case_title"] = Case(initial["case"]).label
    template = "documents/_name_form.html" if request.htmx else "documents/name_form.html"
    return render(request, template, context)
