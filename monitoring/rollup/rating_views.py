"""Ratings of schools, in a school year and in a round."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.rollup.ratings import rating, round_rating
from monitoring.rollup.totals import Rollup
from monitoring.rollup.views import round_of
from monitoring.summaries import current_indicators


@require_safe
@member_required(Right.INDICATORS_VIEW)
def indicator_rating(request, code):
    """Schools below by an indicator of the year; inside a school there is nobody to compare."""
    member, year = request.membership, request.school_year
    if member.organization.is_institution:
        raise PermissionDenied
    indicators = current_indicators(member.organization, year)
    indicator = next((row for row in indicators if row.code == code), None)
    if indicator is None:
        raise Http404
    context = {
        "indicator": indicator,
        "indicators": indicators,
        "rating": rating(indicator, member, year, timezone.localdate()),
    }
    return render(request, "monitoring/rollup/indicator_rating.html", context)


@require_safe
@member_required(Right.REPORTS_REVIEW)
def round_rating_page(request, pk):
    """Schools of a round by one of the percents of its form."""
    rollup = Rollup(round_of(request, pk), request.membership)
    lines = [line for line in rollup.told if line.is_percent]
    asked = request.GET.get("cell", "")
    line = next((each for each in lines if each.key == asked), None)
    if line is None and asked:
        raise Http404
    line = line or (lines[0] if lines else None)
    context = {
        "object": rollup.opened,
        "lines": lines,
        "line": line,
        "rating": round_rating(rollup, line) if line else None,
    }
    return render(request, "monitoring/rollup/round_rating.html", context)
