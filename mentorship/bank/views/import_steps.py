"""The wizard step by step; everything it knows stands in the run, so one may leave and return."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.banks import BANKS, Bank
from mentorship.bank.import_forms import ColumnsForm, ImportForm, TableForm
from mentorship.bank.importing import opening, services
from mentorship.bank.importing.changes import show_changes
from mentorship.bank.importing.columns import choices_of
from mentorship.bank.importing.questions import Questions
from mentorship.bank.importing.report import chain_of
from mentorship.bank.jobs import CHECK, IMPORT, READ, UNDO, start
from mentorship.bank.models import ImportRow, ImportRun
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

ROWS_A_PAGE = 50
QUESTIONS_A_PAGE = 10
MOST_UNFINISHED = 3
# A check of so few rows is quicker than a job.
AT_ONCE = 300
# The step a job belongs to, and what the page is called meanwhile.
WAITS = {
    READ: ("file", "Читаю файл"),
    CHECK: ("check", "Проверяю строки"),
    IMPORT: ("detail", "Записываю в базу"),
    UNDO: ("detail", "Отменяю загрузку"),
}
FILTERS = {
    "": Q(),
    "refused": Q(outcome="refused"),
    "warned": ~Q(outcome="refused") & ~Q(messages=[]),
    "good": ~Q(outcome="refused") & Q(messages=[]),
}


def run_of(request, pk):
    runs = ImportRun.objects.visible_to(request.membership).select_related("job")
    return get_object_or_404(runs, pk=pk)


def step_page(request, run, code, template, people=(), **context):
    """A page of the wizard under the chain of its steps; elsewhere while a job is at work.

    `people` of the bank are shown on it; the rows of the file are noted with the run itself.
    """
    if run is not None and run.is_busy:
        return redirect("bank:import_detail", run.pk)
    if run is not None:
        note_reading(Reading.Kind.IMPORT, people, about=run)
    bank = BANKS.get(run.bank) if run else None
    common = {"run": run, "bank": bank, "chain": chain_of(run, code)}
    return render(request, template, common | context)


def given(request):
    """What a form is bound to; an empty POST binds it too."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def wait_page(request, run):
    """The bar of a long step; it goes on by itself, and the page may be closed."""
    step, title = WAITS[run.job.kind]
    context = {"run": run, "job": run.job, "chain": chain_of(run, step), "title": title}
    return render(request, "bank/import_wait.html", context)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def import_create(request):
    """Step 1 for a new run: a file or a pasted table."""
    form = ImportForm(*given(request))
    if form.is_valid():
        try:
            run = opening.start_import(
                member=request.membership, year=request.school_year, **form.source
            )
            start(kind=READ, member=request.membership, run=run)
            return redirect("bank:import_detail", run.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    own = ImportRun.objects.visible_to(request.membership).unfinished()
    unfinished = own.defer("tables", "groups", "notes")[:MOST_UNFINISHED]
    context = {"form": form, "banks": BANKS.values(), "unfinished": unfinished}
    return step_page(request, None, "file", "bank/import_file.html", **context)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def import_file(request, pk):
    """Step 1 come back to: what was given, which of its tables, or another file."""
    run = run_of(request, pk)
    source = getattr(run, "source", None)
    before = {"bank": run.bank, "pasted": source.pasted if source else ""}
    form = ImportForm(*given(request), initial=before)
    if form.is_valid():
        try:
            opening.replace_source(member=request.membership, run=run, **form.source)
            start(kind=READ, member=request.membership, run=run)
            return redirect("bank:import_detail", run.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    if not run.is_open:
        return redirect(run)
    return step_page(request, run, "file", "bank/import_file.html", form=form, banks=BANKS.values())


@require_POST
@member_required(Right.BANK_EDIT)
def import_table(request, pk):
    """Which table, which bank, which row of headings: the columns are proposed anew."""
    run = run_of(request, pk)
    form = TableForm(request.POST)
    try:
        if form.is_valid():
            chosen = form.choice(header_number(run))
            opening.choose_table(member=request.membership, run=run, **chosen)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect("bank:import_columns", run.pk)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def import_columns(request, pk):
    """Step 2: what each column of the table is."""
    run = run_of(request, pk)
    if run.state not in ImportRun.READ or not run.layout:
        return redirect(run)
    table = next(t for t in run.tables if t["sheet"] == run.layout["sheet"])
    form = ColumnsForm(
        *given(request),
        columns=table["columns"],
        choices=choices_of(Bank(run.bank or Bank.MENTEES)),
        mapping=run.layout["mapping"],
    )
    problem = ""
    if form.is_valid():
        try:
            return check(request, run, Bank(run.bank) if run.bank else None, form.mapping)
        except DomainError as refusal:
            problem = str(refusal)
    context = {"table": table, "form": form, "banks": BANKS.values(), "problem": problem}
    context["header_number"] = header_number(run)
    context["dropped"] = form.dropped
    return step_page(request, run, "columns", "bank/import_columns.html", **context)


def header_number(run):
    """Number of the row of headings as the sheet shows it; 0 where there is none."""
    rows = run.layout.get("header", {}).get("rows")
    return rows[-1] + 1 if rows else 0


def check(request, run, bank, mapping):
    """Go to the check: at once for a short table, as a job for a long one."""
    if bank is None:
        raise DomainError("Выберите, какая это база: по столбцам её не определить.")
    run = opening.map_columns(member=request.membership, run=run, bank=bank, mapping=mapping)
    if run.counts["rows"] <= AT_ONCE:
        services.check_rows(run=run, today=timezone.localdate())
        return redirect("bank:import_check", run.pk)
    start(kind=CHECK, member=request.membership, run=run)
    return redirect("bank:import_detail", run.pk)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def import_check(request, pk):
    """Step 3: what is good, what is doubtful, what stays out; POST lets the good rows in alone."""
    run = run_of(request, pk)
    if run.state != ImportRun.State.PREVIEWED:
        return redirect(run)
    if request.method == "POST":
        services.take_good_rows(member=request.membership, run=run)
        return redirect(next_step(run))
    shown, group = request.GET.get("show", ""), request.GET.get("group", "")
    rows = run.rows.filter(FILTERS.get(shown, Q())).order_by("number")
    if (kind := key_of(group)) is not None and kind < len(run.groups):
        rows = run.rows.filter(kinds__contains=[kind]).order_by("number")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "shown": shown, "group": group, "next_url": next_step(run)}
    context["before"] = loaded_before(run)
    show_changes(page, timezone.localdate())
    # Values of the bank stand beside those of the file.
    context["people"] = [row.person_id for row in page if row.person_id]
    return step_page(request, run, "check", "bank/import_check.html", **context)


def next_step(run):
    """Questions come before the end, where there are any."""
    asked = run.rows.filter(outcome=ImportRow.Outcome.ASKED).exists()
    return chain_of(run, "")[3 if asked else 4].url


def loaded_before(run):
    """The last time this very file was loaded into the institution."""
    same = ImportRun.objects.filter(
        institution=run.institution_id, file_sha256=run.file_sha256, state="confirmed"
    )
    return same.exclude(pk=run.pk).order_by("-confirmed_at").first()


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def import_doubles(request, pk):
    """Step 4: one person or two; POST answers one question."""
    run = run_of(request, pk)
    if run.state != ImportRun.State.PREVIEWED:
        return redirect(run)
    if request.method == "POST" and request.POST.get("rest") == "new":
        return answer_rest(request, run)
    if request.method == "POST":
        return redirect(f"{request.get_full_path()}#row-{answer(request, run)}")
    rows = run.rows.exclude(candidates=[]).order_by("number")
    is_memory = request.GET.get("show") == "remembered"
    shown = rows.filter(effect__remembered__isnull=not is_memory)
    page = Paginator(shown, QUESTIONS_A_PAGE).get_page(request.GET.get("page"))
    questions = Questions(run, page.object_list, timezone.localdate())
    context = {
        "page_obj": page,
        "questions": questions.listed(),
        "asked": rows.filter(outcome=ImportRow.Outcome.ASKED).count(),
        "is_memory": is_memory,
        "remembered": rows.filter(effect__remembered=True).count(),
        "people": questions.people,
    }
    return step_page(request, run, "doubles", "bank/import_doubles.html", **context)


def answer(request, run):
    """Keep one answer; gives the number of its row, where the page goes on."""
    number = key_of(request.POST.get("row", "")) or 0
    try:
        services.answer_double(
            member=request.membership,
            run=run,
            number=number,
            answer=request.POST.get("answer", ""),
            takes_spelling="takes_spelling" in request.POST,
            today=timezone.localdate(),
        )
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return number


def answer_rest(request, run):
    answered = services.answer_rest_different(
        member=request.membership, run=run, today=timezone.localdate()
    )
    messages.success(request, f"Отвечено: разные люди. Строк: {answered}.")
    return redirect("bank:import_doubles", run.pk)


@require_safe
@member_required(Right.BANK_EDIT)
def import_progress(request, pk):
    """The bar of the job at work; when it is over, on to the step where the run stands."""
    run = run_of(request, pk)
    if request.htmx and not run.is_busy:
        return HttpResponseClientRedirect(run.get_absolute_url())
    return render(request, "bank/_import_progress.html", {"run": run, "job": run.job})
