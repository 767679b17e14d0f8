"""The mentor's final report, and results written back into both banks."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.programs import reporting, services
from mentorship.programs.forms import ReportForm, ResultsForm
from mentorship.programs.models import MentorReport
from mentorship.programs.report_paper import report_starts_of
from mentorship.programs.summaries import progress_of, sections_of
from mentorship.programs.views.pages import allowed_program, done
from mentorship.programs.workflow import can_report, can_write_results


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_VIEW)
def report_update(request, pk):
    """The report beside the plan with its results; new, its first words come from the marks."""
    program = allowed_program(request, can_report, pk=pk)
    report = MentorReport.objects.filter(program=program).first()
    empty = report or MentorReport(program=program, **reporting.first_words(program))
    form = ReportForm(request.POST or None, instance=empty, member=request.membership)
    if form.is_valid() and done(
        form,
        services.save_report,
        member=request.membership,
        program=program,
        values=form.values,
    ):
        messages.success(request, "Отчёт сохранён.")
        return redirect("programs:report_update", pk)
    context = {
        "program": program,
        "form": form,
        "is_saved": report is not None,
        "sections": sections_of(program),
        "progress": progress_of(program),
        "meetings": reporting.meetings_held(program.pair, timezone.localdate()),
        "starts": report_starts_of(request.membership, program) if report else [],
    }
    return render(request, "programs/report_update.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.BANK_EDIT)
def results_update(request, pk):
    """Outcome, link, mark and date of leaving for everybody of the pair whose card is one's own."""
    program = allowed_program(request, can_write_results, pk=pk)
    entries = reporting.own_entries(request.membership, program)
    forms = [
        (
            entry,
            ResultsForm(
                request.POST or None,
                prefix=reporting.prefix_of(entry),
                initial=reporting.offered_results(entry, program),
                is_mentor=reporting.is_mentor(entry),
            ),
        )
        for entry in entries
    ]
    if request.method == "POST" and _all_valid(forms):
        values = [(entry, form.cleaned_data) for entry, form in forms]
        try:
            reporting.write_results(member=request.membership, program=program, values=values)
        except DomainError as refusal:
            forms[0][1].add_error(None, str(refusal))
        else:
            messages.success(request, "Результаты внесены в базы.")
            return redirect(program)
    context = {"program": program, "forms": forms}
    return render(request, "programs/results_update.html", context)


def _all_valid(forms):
    """Every form is asked, so that all errors are shown at once."""
    answers = [form.is_valid() for _, form in forms]
    return all(answers)
