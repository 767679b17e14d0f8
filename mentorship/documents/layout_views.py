"""How the papers of an organization look: the form of the settings and the rules for the page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.documents.forms import LayoutForm
from mentorship.documents.layouts import layout_in_force, layout_of
from mentorship.documents.models import Document
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
        "hint": "Поля, шрифт и бланк всех новых документов организации. Нумерация приказов "
        "(книга приказов или свой ряд) – на странице «Реквизиты и численность».",
    }
    return render(request, "components/form_page.html", context)


@require_safe
@member_required(Right.DOCUMENTS_VIEW)
def layout_css(request, pk):
    """The rules a document's page needs beside `document.css`."""
    document = get_object_or_404(Document.objects.visible_to(request.membership), pk=pk)
    return HttpResponse(layout_in_force(document).css(), content_type="text/css; charset=utf-8")
