from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.readings import people_in
from monitoring.insights.accuracy import accuracies
from monitoring.insights.learning import (
    accuracy_learnt,
    counts_by_job,
    learn_later,
    reasons_learnt,
)
from monitoring.insights.past import LEAST, years_before
from monitoring.insights.reasons import reasons_told
from monitoring.insights.signals import LOOKED_AT_DAYS, signals_for
from monitoring.insights.watching import watched

PER_PAGE = 25
TABS = {"insight_attention": "Пары, которым нужно внимание", "insight_reasons": "Причины подбора"}


@require_safe
@member_required(Right.INDICATORS_VIEW)
def insight_attention(request):
    """Inside the institution the pairs; everywhere how well such a list told in the past."""
    member, today = request.membership, timezone.localdate()
    inside = member.organization.is_institution
    page = Paginator(watched(member, today) if inside else [], PER_PAGE)
    page = page.get_page(request.GET.get("page"))
    if inside:
        people = people_in([row.pair for row in page])
        note_reading(Reading.Kind.LIST, people, selection=TABS["insight_attention"])
    learnt = accuracy_learnt(member, today)
    measured = accuracies(member, learnt.looked)
    context = _shared(request, "insight_attention", learnt) | {
        "inside": inside,
        "page_obj": page,
        "signals": signals_for(member),
        "accuracies": measured,
        "measured": any(not row.withheld for row in measured),
        "days": LOOKED_AT_DAYS,
    }
    return render(request, "monitoring/insights/attention.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def insight_reasons(request):
    learnt = reasons_learnt(request.membership, timezone.localdate())
    told = reasons_told(request.membership, learnt.reasons)
    context = _shared(request, "insight_reasons", learnt) | {"told": told}
    return render(request, "monitoring/insights/reasons.html", context)


@require_POST
@member_required(Right.INDICATORS_VIEW)
def insight_learn(request):
    """Count a whole region, in the worker."""
    if not counts_by_job(request.membership):
        raise PermissionDenied
    job = learn_later(member=request.membership)
    if job.requested_by.user_id != request.user.pk:
        messages.info(request, "Уже считается по просьбе другого сотрудника.")
        return redirect("monitoring:insight_reasons")
    return redirect("jobs:job_detail", job.pk)


def _shared(request, here, learnt):
    years = years_before(timezone.localdate())
    tabs = [
        {"title": title, "url": reverse(f"monitoring:{name}"), "is_current": name == here}
        for name, title in TABS.items()
    ]
    return {
        "tabs": tabs,
        "least": LEAST,
        "first_year": years[-1],
        "last_year": years[0],
        "learnt": learnt,
        "by_job": counts_by_job(request.membership),
    }
