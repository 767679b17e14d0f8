"""How the papers of an organization look and are numbered: settings, and the rules for the page."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.documents.forms import LayoutForm
from mentorship.documents.layouts import layout_in_force, layout_of
from mentorship.documents.models import Document
from mentorship.documents.number_forms import NumberingForm, series_of
from mentorship.documents.numbering import set_numbering
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_DRAFT)
def layout_update(request):
    settings = layout_of(request.membership.organization)
    form = LayoutForm(request.POST or None, instance=settings)
    if form.is_valid():
        form.save()
        messages.success(request, "Оформление сохранено: так выглядят новые документы.")
        return redirect("documents:document_list")
    context = {
        "form": form,
        "title": "Оформление документов",
        "hint": "Поля, шрифт и бланк всех новых документов организации.",
    }
    return render(request, "components/form_page.html", context)


@require_safe
@member_required(Right.DOCUMENTS_REGISTER)
def numbering_list(request):
    """Every series of numbers with its pattern and the next number."""
    context = {"series": series_of(request.membership)}
    return render(request, "documents/numbering_list.html", context)


def said_next(series):
    """What the next document of a series will carry."""
    return f"Следующий номер: {series.next_number}." if series.is_own else "Номера вводятся."


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_REGISTER)
def numbering_update(request, series):
    """Counted or typed, and by which pattern."""
    member = request.membership
    chosen = {row.code: row for row in series_of(member)}.get(series)
    if chosen is None:
        raise Http404
    form = NumberingForm(request.POST or None, member=member, series=chosen)
    if form.is_valid():
        set_numbering(member=member, series=series, **form.cleaned_data)
        after = next(row for row in series_of(member) if row.code == series)
        messages.success(request, f"Нумерация сохранена. {said_next(after)}")
        return redirect("documents:numbering_list")
    context = {
        "form": form,
        "title": "Нумерация документов",
        "hint": f"{chosen.title}. {said_next(chosen)}",
        "back_url": reverse("documents:numbering_list"),
        "back_title": "Нумерация",
    }
    return render(request, "components/form_page.html", context)


@require_safe
@member_required(Right.DOCUMENTS_VIEW)
def layout_css(request, pk):
    """The rules a document's page needs beside `document.css`."""
    document = get_object_or_404(Document.objects.visible_to(request.membership), pk=pk)
    return HttpResponse(layout_in_force(document).css(), content_type="text/css; charset=utf-8")
