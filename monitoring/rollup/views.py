"""The summary of a round: its sums by place, who has not reported, and its files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.models import Organization
from mentorship.organizations.roles import Right
from monitoring.models import Round
from monitoring.rollup.exports import file_name, summary_workbook
from monitoring.rollup.pages import chosen_line, compared, rows_below
from monitoring.rollup.regional import region_workbook
from monitoring.rollup.totals import Rollup


@require_safe
@member_required(Right.REPORTS_REVIEW)
def round_rollup(request, pk):
    """Sums of all accepted reports, or one line of them by place; `place` is a municipality."""
    rollup = Rollup(round_of(request, pk), request.membership)
    place = _place(request)
    line = chosen_line(rollup, request.GET.get("cell", ""))
    if line is None and "cell" in request.GET:
        raise Http404
    today, totals = timezone.localdate(), rollup.totals(place)
    context = {
        "object": rollup.opened,
        "place": place,
        "is_region": place is None and request.membership.organization.level == "region",
        "totals": totals,
        "line": line,
        "line_total": totals.cells[line.key] if line else None,
        "below": rows_below(rollup, place, line),
        "absent": rollup.not_reported(place),
        "with_live": "live" in request.GET,
        "counted_on": rollup.opened.counted_on(today),
        "has_percents": any(each.is_percent for each in rollup.told),
    }
    if line is None:
        rows = compared(rollup, place, today if context["with_live"] else None)
        lacking = any(row.frozen.left_out for row in rows)
        context |= {"rows": rows, "somebody_lacks": lacking}
    return render(request, "monitoring/rollup/round_rollup.html", context)


@require_safe
@member_required(Right.REPORTS_REVIEW)
def round_rollup_export(request, pk):
    """The workbook of the summary: by institution, by municipality, who has not reported."""
    rollup = Rollup(round_of(request, pk), request.membership)
    return _file(summary_workbook(rollup), file_name("Свод", rollup.opened))


@require_safe
@member_required(Right.REPORTS_REVIEW)
def round_rollup_form(request, pk):
    """The form of the round itself, filled with the sums of the accepted reports."""
    rollup = Rollup(round_of(request, pk), request.membership)
    try:
        content = region_workbook(rollup, timezone.localdate())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("monitoring:round_rollup", pk=pk)
    return _file(content, file_name("Сводный отчёт", rollup.opened))


def round_of(request, pk):
    rounds = Round.objects.visible_to(request.membership)
    related = rounds.select_related("organization", "version__form").defer("version__content")
    return get_object_or_404(related, pk=pk)


def _place(request):
    """The municipality the summary is narrowed to; nothing for the member's own organization."""
    asked = request.GET.get("place", "")
    if not asked:
        return None
    places = Organization.objects.visible_to(request.membership).municipalities()
    return get_object_or_404(places, pk=key_of(asked) or 0)


def _file(content, name):
    headers = {"Content-Disposition": content_disposition(name)}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
