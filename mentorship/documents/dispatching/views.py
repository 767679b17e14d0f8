"""The sender's side: choose recipients, see who has read, take back what nobody opened."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.documents.dispatching import services
from mentorship.documents.dispatching.forms import RecipientFilter, SendForm
from mentorship.documents.dispatching.outgoing import (
    SHOWN,
    counts_of,
    dispatch_workbook,
    lines_of,
    narrowed,
    sent_documents,
)
from mentorship.documents.models import Dispatch, Document
from mentorship.documents.workflow import can_dispatch
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


def issued(request, pk):
    """A registered or cancelled document of one's own: a draft is sent nowhere."""
    documents = Document.objects.visible_to(request.membership).exclude(state="draft")
    return get_object_or_404(documents.select_related("organization"), pk=pk)


def dispatches_of(request, document):
    return Dispatch.objects.visible_to(request.membership).filter(document=document)


@require_safe
@member_required(Right.LETTERS_SEND)
def sent_list(request):
    rows = sent_documents(request.membership, timezone.localdate())
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    return render(request, "documents/sent_list.html", {"page_obj": page})


@require_safe
@member_required(Right.LETTERS_SEND)
def dispatch_list(request, pk):
    document, today = issued(request, pk), timezone.localdate()
    rows, shown = dispatches_of(request, document), request.GET.get("show", "")
    counts = counts_of(rows, today)
    context = {
        "object": document,
        "lines": lines_of(narrowed(rows, shown, today), today),
        "tabs": [(code, words, counts[code]) for code, words in SHOWN.items()],
        "shown": shown if shown in SHOWN else "",
        "number": counts[""],
        "can_dispatch": can_dispatch(request.membership, document),
    }
    return render(request, "documents/dispatch_list.html", context)


@require_safe
@member_required(Right.LETTERS_SEND)
def dispatch_export(request, pk):
    document = issued(request, pk)
    shown = request.GET.get("show", "")
    rows = narrowed(dispatches_of(request, document), shown, timezone.localdate())
    name = f"Рассылка_{document.number}_от_{document.dated_on:%d.%m.%Y}.xlsx"
    headers = {"Content-Disposition": content_disposition(name)}
    content = dispatch_workbook(document, rows)
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.LETTERS_SEND)
def dispatch_create(request, pk):
    document, member = issued(request, pk), request.membership
    if not can_dispatch(member, document):
        messages.error(request, f"Нельзя разослать: документ {document.get_state_display()}.")
        return redirect("documents:dispatch_list", pk)
    form, keys = SendForm(request.POST or None), set(request.POST.getlist("chosen"))
    nodes = services.recipients_for(member)
    if form.is_valid():
        chosen = [node for node in nodes if str(node.pk) in keys]
        try:
            number = services.send_document(
                document=document, member=member, recipients=chosen, **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Отправлено, организаций: {number}.")
            return redirect("documents:dispatch_list", pk)
    return render(request, "documents/dispatch_create.html", choice(request, document, nodes, form))


def choice(request, document, nodes, form):
    """Recipients under the filter, all ticked at first; who has the document is not offered."""
    keys = set(request.POST.getlist("chosen"))
    fresh = nodes.exclude(received__document=document).select_related("parent")
    filtered = RecipientFilter(
        request.GET,
        fresh.order_by("level", "parent__name", "name", "pk"),
        member=request.membership,
        year=request.school_year,
    )
    return {
        "object": document,
        "filter": filtered,
        "nodes": [(node, not form.is_bound or str(node.pk) in keys) for node in filtered.qs],
        "number": fresh.count(),
        "form": form,
    }


@require_POST
@member_required(Right.LETTERS_SEND)
def dispatch_delete(request, pk):
    sent = Dispatch.objects.visible_to(request.membership)
    dispatch = get_object_or_404(sent.select_related("organization"), pk=pk)
    try:
        services.withdraw(dispatch=dispatch, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Отозвано: {dispatch.organization.short_name}.")
    return redirect("documents:dispatch_list", dispatch.document_id)
