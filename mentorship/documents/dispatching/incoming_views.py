"""The receiver's side: «Входящие», the paper itself once it was opened, «Ознакомились»."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.documents.dispatching import services
from mentorship.documents.dispatching.forms import AcknowledgeForm
from mentorship.documents.downloads import download_of
from mentorship.documents.kinds import kind_of
from mentorship.documents.layouts import layout_in_force
from mentorship.documents.models import Dispatch
from mentorship.documents.rendering import stored_text
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

SHOWN = {"": "Все", "unread": "Непрочитанные", "awaited": "Ждут ознакомления"}


def received(request, pk):
    rows = Dispatch.objects.received_by(request.membership).select_related(
        "document__organization", "read_by__user", "acknowledged_by__user"
    )
    return get_object_or_404(rows, pk=pk)


def note_opened(dispatch, selection=""):
    document = dispatch.document
    people = kind_of(document).people(document)
    note_reading(Reading.Kind.DOCUMENT, people, about=document, selection=f"входящее{selection}")


@require_safe
@member_required(Right.LETTERS_RECEIVE)
def incoming_list(request):
    rows = Dispatch.objects.received_by(request.membership)
    found = {"": rows, "unread": rows.unread(), "awaited": rows.awaited()}
    shown = request.GET.get("show", "")
    chosen = found.get(shown, rows).select_related("document__organization")
    page = Paginator(chosen.order_by("-sent_at", "-pk"), 25).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "page_obj": page,
        "rows": [(row, row.days_late(today)) for row in page],
        "tabs": [(code, words, found[code].count()) for code, words in SHOWN.items()],
        "shown": shown if shown in found else "",
    }
    return render(request, "documents/incoming_list.html", context)


@require_safe
@member_required(Right.LETTERS_RECEIVE)
def incoming_detail(request, pk):
    """The paper; of one nobody opened yet only its envelope, so that a look changes nothing."""
    dispatch = received(request, pk)
    context = {"object": dispatch, "document": dispatch.document}
    context["days_late"] = dispatch.days_late(timezone.localdate())
    if dispatch.read_at:
        note_opened(dispatch)
        context["sheets"] = stored_text(dispatch.document)
        context["files"] = dispatch.document.files.order_by("pk")
        context["form"] = AcknowledgeForm() if dispatch.is_awaited else None
    return render(request, "documents/incoming_detail.html", context)


@require_POST
@member_required(Right.LETTERS_RECEIVE)
def incoming_open(request, pk):
    try:
        services.open_received(dispatch=received(request, pk), member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("documents:incoming_list")
    return redirect("documents:incoming_detail", pk)


@require_POST
@member_required(Right.LETTERS_RECEIVE)
def incoming_acknowledge(request, pk):
    dispatch, form = received(request, pk), AcknowledgeForm(request.POST)
    try:
        if not form.is_valid():
            raise DomainError("Укажите дату ознакомления, например 05.10.2022.")
        services.acknowledge(dispatch=dispatch, member=request.membership, **form.cleaned_data)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Записано: организация ознакомлена с документом.")
    return redirect("documents:incoming_detail", pk)


@require_safe
@member_required(Right.LETTERS_RECEIVE)
def incoming_file(request, pk, role):
    dispatch = received(request, pk)
    if dispatch.read_at is None:
        messages.error(request, "Сначала откройте документ.")
        return redirect(dispatch)
    download = download_of(dispatch.document, role)
    if download is None:
        raise Http404
    note_opened(dispatch, f", файл {role}")
    headers = {"Content-Disposition": content_disposition(download.name)}
    return HttpResponse(download.content, content_type=download.content_type, headers=headers)


@require_safe
@member_required(Right.LETTERS_RECEIVE)
def incoming_css(request, pk):
    """The look of the sender's papers on the day of the document."""
    css = layout_in_force(received(request, pk).document).css()
    return HttpResponse(css, content_type="text/css; charset=utf-8")
