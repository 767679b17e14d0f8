from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from mentorship.documents.kinds import kinds_for
from mentorship.documents.models import Document
from mentorship.documents.services import create_draft
from mentorship.documents.starting import start_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.models import Pair
from mentorship.pairs.orders import KIND


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def order_create(request):
    """One click: a draft order over all pairs agreed to since the last one, or the draft begun."""
    member, year = request.membership, request.school_year
    if KIND not in kinds_for(member):
        raise PermissionDenied
    if not Pair.objects.owned_by(member).of_year(year).awaiting_order().exists():
        messages.warning(request, "Пар, согласованных сторонами, пока нет.", extra_tags="warn")
        return redirect("pairs:pair_list")
    begun = Document.objects.visible_to(member).drafts()
    draft = begun.filter(kind=KIND.code, school_year=year.first).order_by("pk").first()
    if draft:
        messages.info(request, "Проект приказа уже начат: отметьте в нём новые пары.")
        return redirect(draft)
    return redirect(create_draft(member=member, kind=KIND, year=year, start=start_of(request)))
