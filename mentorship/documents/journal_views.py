"""The journal of registration on paper: «Журнал регистрации приказов» of the filtered rows."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentorship.documents.journal import journal
from mentorship.documents.journal_print import printed_journal
from mentorship.documents.life_views import printout_response
from mentorship.documents.rendering import pdf_is_available
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


def printout_of(request):
    rows = journal(request.membership, request.GET, request.school_year).qs
    return printed_journal(request.membership, rows)


@require_safe
@member_required(Right.DOCUMENTS_VIEW)
def journal_print(request):
    context = {"sheets": printout_of(request).body, "has_pdf": pdf_is_available()}
    return render(request, "documents/journal_print.html", context)


@require_safe
@member_required(Right.DOCUMENTS_VIEW)
def journal_file(request, role):
    name = f"Журнал_регистрации_{request.membership.organization.short_name}"
    return printout_response(printout_of(request), role, name)
