from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.banks import BANKS, MENTEES, Bank
from mentorship.bank.exports import sample
from mentorship.bank.importing import services
from mentorship.bank.importing.changes import show_changes
from mentorship.bank.importing.report import refused_file
from mentorship.bank.importing.undo import Undoing
from mentorship.bank.jobs import IMPORT, UNDO, start
from mentorship.bank.models import ImportRow, ImportRun
from mentorship.bank.views.import_steps import AT_ONCE, ROWS_A_PAGE, run_of, step_page, wait_page
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class ImportListView(ListView):
    template_name = "bank/import_list.html"
    paginate_by = 25

    def get_queryset(self):
        runs = ImportRun.objects.visible_to(self.request.membership)
        # Of a run left on purpose nothing is kept: there is nothing to come back to.
        kept = runs.exclude(state=ImportRun.State.ABANDONED)
        light = kept.defer("tables", "groups", "notes")
        return light.select_related("created_by__user").order_by("-created_at", "-pk")


@require_safe
@member_required(Right.BANK_EDIT)
def import_detail(request, pk):
    """Step 5: before the confirmation what will be written, after it what was."""
    run = run_of(request, pk)
    if run.is_busy:
        return wait_page(request, run)
    if run.state in ImportRun.OPEN - {ImportRun.State.PREVIEWED}:
        return redirect(f"bank:import_{stopped_at(run)}", run.pk)
    outcome = request.GET.get("show", "")
    rows = run.rows.select_related("person").order_by("number")
    if outcome in ImportRow.Outcome.values:
        rows = rows.filter(outcome=outcome)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    show_changes(page, timezone.localdate())
    blockers = []
    if "blockers" in request.GET and run.state == ImportRun.State.CONFIRMED:
        blockers = Undoing(run).blockers()
    context = {"page_obj": page, "shown": outcome, "blockers": blockers}
    context["has_rows"] = run.rows.exists()
    if run.state == ImportRun.State.CONFIRMED and context["has_rows"]:
        context["undo_words"] = Undoing(run).words
    context["bank_url"] = BANKS[run.bank or MENTEES.code].url("list")
    people = [row.person_id for row in page if row.person_id]
    return step_page(request, run, "detail", "bank/import_detail.html", people=people, **context)


def stopped_at(run):
    """The step of a run that is not checked yet; a job broken off can be taken again from it."""
    is_read = run.state in (ImportRun.State.MAPPING, ImportRun.State.CHECKING)
    return "columns" if is_read and run.layout else "file"


@require_POST
@member_required(Right.BANK_EDIT)
def import_confirm(request, pk):
    """The last step: everything that is good is written by a job, in one transaction."""
    run = run_of(request, pk)
    if run.state == ImportRun.State.CONFIRMED:
        messages.warning(request, "Этот файл уже загружен.")
        return redirect("bank:import_detail", run.pk)
    return begin(request, run, IMPORT)


@require_POST
@member_required(Right.BANK_EDIT)
def import_undo(request, pk):
    """Take the import back, or show what depends on it."""
    run = run_of(request, pk)
    is_short = run.rows.count() <= AT_ONCE
    if run.state == ImportRun.State.CONFIRMED and is_short and Undoing(run).blockers():
        return redirect(f"{reverse('bank:import_detail', args=[run.pk])}?blockers=1#blockers")
    return begin(request, run, UNDO)


def begin(request, run, kind):
    try:
        start(kind=kind, member=request.membership, run=run)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect("bank:import_detail", run.pk)


@require_POST
@member_required(Right.BANK_EDIT)
def import_abandon(request, pk):
    run = run_of(request, pk)
    try:
        services.abandon_import(member=request.membership, run=run)
        messages.success(request, "Загрузка удалена вместе с её строками; в базе всё как было.")
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect("bank:import_list")


@require_safe
@member_required(Right.BANK_EDIT)
def import_refused(request, pk):
    """The rows that stay out, as the table they came from with a column of what is wrong."""
    run = run_of(request, pk)
    if not run.layout or not run.rows.filter(cells__isnull=False).exists():
        raise Http404
    note_reading(Reading.Kind.IMPORT, [], about=run)
    stem = run.file_name.rpartition(".")[0] or "Таблица"
    return download(refused_file(run), f"{stem}_строки с ошибками.xlsx")


@require_safe
@member_required(Right.BANK_EDIT)
def import_sample(request, code):
    """A file to start from, made by the same columns that read it."""
    if code not in BANKS:
        raise Http404
    content = sample(Bank(code), request.school_year)
    return download(content, f"{BANKS[code].file_name}_образец.xlsx")


def download(content, filename):
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition(filename)
    return response
