from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.bank.banks import BANKS, MENTEES, MENTORS, Bank
from mentorship.bank.exports import export_bank, export_name, sample
from mentorship.bank.forms import ImportForm
from mentorship.bank.importing import services
from mentorship.bank.importing.report import report_of
from mentorship.bank.jobs import IMPORT
from mentorship.bank.models import ImportRun
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.jobs.services import enqueue
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class ImportListView(ListView):
    template_name = "bank/import_list.html"
    paginate_by = 25

    def get_queryset(self):
        runs = ImportRun.objects.visible_to(self.request.membership)
        return runs.defer("rows").select_related("created_by__user").order_by("-created_at", "-pk")


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def import_create(request):
    """Take a file and look at it; nothing is written before «Загрузить»."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("bank:import_detail", look_at(request, form).pk)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
    return render(request, "bank/import_create.html", {"form": form, "banks": BANKS.values()})


def look_at(request, form):
    """Read the file and keep what it would do; raises DomainError with the reason of a refusal."""
    uploaded, member = form.cleaned_data["file"], request.membership
    content, year = uploaded.read(), request.school_year
    preview = services.preview_bank(
        institution=member.organization,
        content=content,
        filename=uploaded.name,
        wanted=form.cleaned_data["bank"] or None,
        year=year,
        today=timezone.localdate(),
    )
    return services.keep_preview(
        member=member, preview=preview, content=content, filename=uploaded.name, year=year
    )


@require_safe
@member_required(Right.BANK_EDIT)
def import_detail(request, pk):
    """Before the confirmation a preview, after it the result: the same page."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.membership), pk=pk)
    context = {"run": run, "bank": BANKS[run.bank], "report": report_of(run)}
    return render(
        request, "bank/import_detail.html", context | {"list_url": BANKS[run.bank].url("list")}
    )


@require_POST
@member_required(Right.BANK_EDIT)
def import_confirm(request, pk):
    run = get_object_or_404(ImportRun.objects.visible_to(request.membership), pk=pk)
    if run.state == ImportRun.State.CONFIRMED:
        messages.warning(request, "Этот файл уже загружен.")
        return redirect("bank:import_detail", run.pk)
    job = enqueue(
        kind=IMPORT,
        title=services.title_of(run),
        member=request.membership,
        params={"run": run.pk, "membership": request.membership.pk},
    )
    return redirect("jobs:job_detail", job.pk)


@require_safe
@member_required(Right.BANK_EDIT)
def import_sample(request, code):
    """A file to start from, made by the same columns that read it."""
    if code not in BANKS:
        raise Http404
    content = sample(Bank(code), request.school_year)
    return download(content, f"{BANKS[code].file_name}_образец.xlsx")


@require_safe
@member_required(Right.BANK_EDIT)
def mentor_export(request):
    return export(request, MENTORS)


@require_safe
@member_required(Right.BANK_EDIT)
def mentee_export(request):
    return export(request, MENTEES)


def export(request, bank):
    member, year = request.membership, request.school_year
    content = export_bank(member=member, bank=bank, year=year, today=timezone.localdate())
    return download(content, export_name(bank, member, year))


def download(content, filename):
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition(filename)
    return response
