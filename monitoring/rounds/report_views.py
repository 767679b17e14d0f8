"""Pages of one report: read, fill, send, accept, return, correct, extend."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.checks.pages import (
    former_explanations,
    live_summary,
    notes_by_cell,
    sent_outcomes,
    summary_of,
)
from monitoring.checks.running import (
    ChecksRefusedError,
    check_live,
    explanations_in,
    explanations_typed,
    without_explanations,
)
from monitoring.hidden import hidden_from
from monitoring.models import ReportVersion, RoundReport
from monitoring.rounds import reporting, services
from monitoring.rounds.behind import counted_rows, rows_of_draft, rows_of_version
from monitoring.rounds.forms import CorrectionForm, ExtensionForm, RemarksForm
from monitoring.rounds.freezing import fill_report
from monitoring.rounds.pages import counts_after_return, frozen_cells, live_cells
from monitoring.rounds.reporting import NewerVersionError, StaleReportError, WrongCellsError
from monitoring.rounds.workflow import (
    MOVES,
    can_extend,
    can_fill,
    closed_words,
    may_move,
    moves_open_to,
)
from monitoring.workbooks.filling import outline_of
from monitoring.workbooks.forms import ManualForm
from monitoring.workbooks.layouts import layout_of

ROWS_PER_PAGE = 100


@require_safe
@member_required(Right.INDICATORS_VIEW)
def round_report(request, pk):
    """What was sent; in the institution, while it is being filled, what would be sent now."""
    member, today, report = request.membership, timezone.localdate(), _report(request, pk)
    versions = list(report.versions.defer("rows", "manual").select_related("report"))
    inside = member.organization_id == report.organization_id
    is_live = inside and report.state in RoundReport.EDITABLE
    cells, refusal, checks = [], "", None
    if is_live:
        cells, refusal = _live(report, member, today)
    elif versions:
        versions[0].report = report
        hidden = hidden_from(versions[0], member)
        outcomes = sent_outcomes(versions[0], member, hidden)
        checks = summary_of(outcomes)
        cells = frozen_cells(versions[0], hidden, notes_by_cell(outcomes))
    moves = moves_open_to(member, report, today)
    context = {
        "object": report,
        "cells": cells,
        "checks": checks,
        "refusal": refusal,
        "is_live": is_live,
        "inside": inside,
        "versions": versions,
        "moves": [(name, MOVES[name]) for name in moves],
        "can_fill": can_fill(member, report),
        "can_extend": can_extend(member, report),
        "is_late": report.is_late_on(today),
        "closed": "" if report.is_open_on(today) else closed_words(report),
    }
    return render(request, "monitoring/rounds/report.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def round_report_rows(request, pk):
    """Who and what a number of the own report counts; above it there are no such pages."""
    report, member, today = _report(request, pk), request.membership, timezone.localdate()
    if member.organization_id != report.organization_id:
        raise Http404
    key, number = request.GET.get("cell", ""), key_of(request.GET.get("version", ""))
    if not key:
        return redirect(report)
    version = get_object_or_404(report.versions, number=number) if number else None
    found = rows_of_version(version, key) if version else rows_of_draft(report, member, key, today)
    chosen = key_of(request.GET.get("part", "")) or 0
    if found is None or chosen >= len(found.parts):
        raise Http404
    part = found.parts[chosen]
    page = Paginator(part.keys, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = counted_rows(part, page.object_list, report, today)
    people = [row.person for row in page if row.person]
    note_reading(Reading.Kind.ROWS, people, selection=f"{report.round.title}, {found.cell.shows}")
    context = {"object": report, "version": version, "found": found, "part": part, "page_obj": page}
    return render(request, "monitoring/rounds/report_rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.REPORTS_SUBMIT)
def round_report_fill(request, pk):
    """Manual cells; saved by itself while one types, mistakes included."""
    report, member = _report(request, pk), request.membership
    if request.method != "POST":
        if not can_fill(member, report):
            return redirect(report)
        return _fill_page(request, report)
    # A pasted NUL is no letter, and the database takes none.
    posted = {key: words.replace("\x00", "") for key, words in request.POST.items()}
    typed = {key: posted.get(key, "").strip()[:5000] for key in _entered(report, member)}
    typed |= explanations_typed(posted, report.manual)
    try:
        report = reporting.save_manual(
            member=member, report=report, typed=typed, seen=_seen(request)
        )
    except StaleReportError as refusal:
        report.refresh_from_db()
        return _fill_page(request, report, typed=typed, conflict=refusal)
    # An autosave that waits for another one carries the button pressed meanwhile: it only saves.
    if request.htmx:
        return _fill_page(request, report, typed=typed)
    if request.POST.get("then") == "submit":
        return _submitted(request, report, typed)
    if request.POST.get("then") == "check":
        return redirect(checked_page(report))
    messages.success(request, "Сохранено.")
    return redirect(report)


@require_POST
@member_required(Right.REPORTS_SUBMIT)
def round_report_submit(request, pk):
    return _moved(request, pk, "submit", reporting.submit_report, seen=_seen(request))


@require_POST
@member_required(Right.REPORTS_SUBMIT)
def round_report_recall(request, pk):
    return _moved(request, pk, "recall", reporting.recall_report)


@require_POST
@member_required(Right.REPORTS_REVIEW)
def round_report_accept(request, pk):
    number = key_of(request.POST.get("number", "")) or 0
    return _moved(request, pk, "accept", reporting.accept_report, number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.REPORTS_REVIEW)
def round_report_return(request, pk):
    sent = ReportVersion.objects.visible_to(request.membership).filter(report=pk)
    newest = sent.values_list("number", flat=True).first()
    form = RemarksForm(request.POST or None, initial={"number": newest})
    return _asked(
        request, pk, form, "return", reporting.return_report, foretold=counts_after_return
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.REPORTS_SUBMIT)
def round_report_correct(request, pk):
    form = CorrectionForm(request.POST or None)
    return _asked(request, pk, form, "correct", reporting.correct_report)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.REPORTS_REVIEW)
def round_report_extend(request, pk):
    form = ExtensionForm(request.POST or None)
    return _asked(request, pk, form, "extend", services.extend_due)


def _report(request, pk):
    rows = RoundReport.objects.visible_to(request.membership)
    related = rows.select_related("round__version__form", "round__organization")
    related = related.select_related("organization__parent__parent").defer(
        "round__version__content"
    )
    return get_object_or_404(related, pk=pk)


def checked_page(report):
    """The page of filling with the outcomes of all rules on it."""
    return f"{reverse('monitoring:round_report_fill', args=[report.pk])}?check=1#checks"


def _live(report, member, today):
    try:
        return live_cells(fill_report(report, member, today)), ""
    except DomainError as refusal:
        return [], str(refusal)


def _seen(request):
    """The saving the page shows; «Сохранить моё» says the newest was seen."""
    seen = key_of(request.POST.get("over") or request.POST.get("seen", ""))
    return -1 if seen is None else seen


def _entered(report, member):
    """Keys of the manual cells; where the form cannot be filled by now, those typed before."""
    layout = layout_of(report.round.version.layout)
    try:
        return outline_of(layout, report.organization, report.round.year, member).manual
    except DomainError:
        return without_explanations(report.manual)


def _fill_page(request, report, *, typed=None, conflict=None, refusal=""):
    member, today = request.membership, timezone.localdate()
    if typed is None:
        typed = report.manual
    try:
        filled = fill_report(report, member, today)
    except DomainError:
        # Its page says why; what was typed is kept.
        return redirect(report)
    titles = {row.key: row.title for rows in filled.rows.values() for row in rows}
    asked = "check" in request.GET or (request.method == "POST" and not request.htmx)
    form = ManualForm(typed if asked else None, entered=filled.manual, rows=titles, initial=typed)
    form.helper.form_tag, form.helper.inputs = False, []
    differences = conflict.differences if conflict else []
    labels = {key: field.label for key, field in form.fields.items()}
    told, former, checks = explanations_in(typed), former_explanations(report), None
    if refusal or told or former or "check" in request.GET:
        outcomes = check_live(report, filled, member, today)
        checks = live_summary(outcomes, filled, told, former)
        labels |= {each.key: f"Пояснение: {each.title}" for each in outcomes}
    context = {
        "object": report,
        "form": form,
        "conflict": conflict,
        # After a refusal the next autosave is refused too, until one chooses which text stays.
        "seen": _seen(request) if conflict else report.draft,
        "differences": [(labels.get(row.key, row.key), row) for row in differences],
        "refusal": refusal,
        "checks": checks,
        "can_fill": can_fill(member, report),
        "may_submit": may_move(member, report, "submit", today),
        "closed": "" if report.is_open_on(today) else closed_words(report),
    }
    if request.htmx:
        return render(request, "monitoring/rounds/_saved.html", context)
    return render(request, "monitoring/rounds/report_fill.html", context)


def _submitted(request, report, typed):
    today = timezone.localdate()
    try:
        reporting.submit_report(
            member=request.membership, report=report, today=today, seen=report.draft
        )
    except DomainError as refusal:
        return _fill_page(request, report, typed=typed, refusal=str(refusal))
    messages.success(request, f"{MOVES['submit'].done}.")
    return redirect(report)


def _moved(request, pk, action, service, **given):
    report, today = _report(request, pk), timezone.localdate()
    try:
        service(member=request.membership, report=report, today=today, **given)
    except (ChecksRefusedError, WrongCellsError) as refusal:
        messages.error(request, str(refusal))
        return redirect(checked_page(report))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{MOVES[action].done}.")
    return redirect(report)


def _asked(request, pk, form, action, service, foretold=None):
    """A page that asks for words first; a refusal stays on it with what was typed.

    `foretold` says of a report what comes of the move: told before it and after it.
    """
    report, today = _report(request, pk), timezone.localdate()
    said = foretold(report) if foretold else ""
    if request.method == "POST" and form.is_valid():
        try:
            service(member=request.membership, report=report, today=today, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, NewerVersionError):
                form.look_at(refusal.number)
        else:
            done = MOVES[action].done if action in MOVES else "Срок продлён"
            messages.success(request, f"{done}. {said}".strip())
            return redirect(report)
    where = f"{report.round.title} · {report.organization.short_name}"
    context = {
        "title": MOVES[action].label if action in MOVES else "Продлить срок",
        "hint": ". ".join(filter(None, (where, said))),
        "form": form,
        "back_url": report.get_absolute_url(),
        "back_title": report.round.title,
    }
    return render(request, "components/form_page.html", context)
