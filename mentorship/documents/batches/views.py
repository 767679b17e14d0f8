from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.documents.batches import services
from mentorship.documents.batches.forms import BatchForm, TypedBatchForm
from mentorship.documents.batches.offers import OFFERS
from mentorship.documents.batches.pages import open_files, page_of, titles_of
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Batch, Document
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

CONTENT_TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


def batch_of(request, pk):
    batches = Batch.objects.visible_to(request.membership).select_related("created_by__user")
    return get_object_or_404(batches, pk=pk)


def note_batch(request, batch, selection=""):
    people = OFFERS[batch.kind].people(request.membership, batch.rows)
    note_reading(Reading.Kind.DOCUMENT, people, about=batch, selection=selection)


@method_decorator(member_required(Right.DOCUMENTS_DRAFT), name="dispatch")
class BatchListView(ListView):
    """What was drawn up many at once in the school year."""

    template_name = "documents/batch_list.html"
    paginate_by = 25

    def get_queryset(self):
        batches = Batch.objects.visible_to(self.request.membership)
        return batches.filter(school_year=self.request.school_year.first).order_by("-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"rows": titles_of(context["page_obj"])}


def year_of(member, source):
    """The school year of the order that the rows come from: the page may show another one."""
    orders = Document.objects.visible_to(member).filter(pk=key_of(source))
    order = orders.only("school_year").first()
    return SchoolYear(order.school_year) if order else None


def form_of(request, offer, year, rows):
    member, kind = request.membership, KINDS[offer.kind]
    sent = request.POST if request.method == "POST" else None
    given = {"rows": rows, "may_register": services.can_register_at_once(member, kind)}
    if not offer.typed:
        return BatchForm(sent, **given)
    known = offer.known(member, year, [row.key for row in rows if not row.remark])
    return TypedBatchForm(sent, offer=offer, asked=kind.form(member=member), known=known, **given)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_DRAFT)
def batch_create(request, kind):
    """Choose the rows; what is chosen is drawn up by a job."""
    member, year = request.membership, request.school_year
    if kind not in OFFERS or member.organization.level not in KINDS[kind].levels:
        raise Http404
    offer, source = OFFERS[kind], request.GET.get("source", "")
    year = year_of(member, source) or year
    rows = offer.rows(member, year, source)
    form = form_of(request, offer, year, rows)
    if form.is_valid():
        keys, chosen = form.cleaned_data["rows"], form.cleaned_data
        day = chosen["dated_on"] if chosen.get("register_at_once") else None
        try:
            job = services.order_batch(
                member=member,
                offer=offer,
                year=year,
                keys=keys,
                dated_on=day,
                typed=chosen.get("typed"),
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("jobs:job_detail", job.pk)
    note_reading(Reading.Kind.DOCUMENT, offer.people(member, [row.key for row in rows]))
    context = {"offer": offer, "kind": KINDS[kind], "form": form, "rows": rows}
    return render(request, "documents/batch_form.html", context)


@require_safe
@member_required(Right.DOCUMENTS_DRAFT)
def batch_detail(request, pk):
    """What was made of each row, who was left out and why, and the files while they are kept."""
    batch = batch_of(request, pk)
    note_batch(request, batch)
    return render(request, "documents/batch_detail.html", page_of(batch, request.membership))


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def batch_again(request, pk):
    """Finish what is missing and gather the files anew."""
    batch = batch_of(request, pk)
    return redirect("jobs:job_detail", services.start(member=request.membership, batch=batch).pk)


@require_safe
@member_required(Right.DOCUMENTS_DRAFT)
def batch_file(request, pk, role):
    batch = batch_of(request, pk)
    try:
        file = open_files(batch, request.membership).get(role)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(batch)
    if not file:
        raise Http404
    note_batch(request, batch, selection=f"файл {role}")
    year = SchoolYear(batch.school_year)
    name = f"{OFFERS[batch.kind].title} {year.first}-{year.first + 1}.{role}"
    headers = {"Content-Disposition": content_disposition(name)}
    return FileResponse(file.open(), content_type=CONTENT_TYPES[role], headers=headers)
