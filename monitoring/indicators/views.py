from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.access import can_edit_indicators
from monitoring.indicators.forms import IndicatorForm
from monitoring.indicators.services import archive_indicator, save_indicator
from monitoring.indicators.trend import chart_of, trend_of
from monitoring.models import Indicator
from monitoring.summaries import current_indicators, readable_values


@require_safe
@member_required(Right.INDICATORS_VIEW)
def indicator_trend(request, code):
    """Fact, plan and difference by year, drawn and as a table; and the versions behind them."""
    member, year = request.membership, request.school_year
    years = trend_of(code, member, year, timezone.localdate())
    versions = Indicator.objects.shared_with(member).filter(code=code)
    newest = versions.order_by("-version").first()
    if newest is None:
        raise Http404
    context = {
        "indicator": newest,
        "years": years,
        "opens": what_is_counted(member, code),
        "chart": chart_of(years),
        "versions": versions.select_related("organization").order_by("-version"),
        "may_edit": can_edit_indicators(member),
        "is_own": newest.organization_id == member.organization_id and not newest.archived_on,
    }
    return render(request, "monitoring/indicators/indicator_trend.html", context)


def what_is_counted(member, code):
    """Inside an institution the rows behind the numerator, above it the institutions."""
    if member.organization.is_institution:
        return reverse("monitoring:indicator_rows", args=[code, "numerator"])
    return reverse("monitoring:indicator_institutions", args=[code])


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.INDICATORS_VIEW)
def indicator_create(request):
    return edited(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.INDICATORS_VIEW)
def indicator_update(request, code):
    for row in current_indicators(request.membership.organization, request.school_year):
        if row.code == code:
            return edited(request, row)
    raise Http404


def edited(request, before):
    """The form, the numbers it would give, and the version once those have been seen."""
    member, year = request.membership, request.school_year
    if not can_edit_indicators(member):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = IndicatorForm(data, instance=before and shown_as_draft(before), year=year)
    checked = None
    if request.method == "POST" and form.is_valid():
        told = form.version_fields
        if "save" in request.POST and (saved := written(request, told, before, form)):
            messages.success(request, "Редакция показателя записана.")
            return redirect("monitoring:indicator_trend", saved.code)
        trial = Indicator(code="", organization=member.organization, **told)
        [checked] = readable_values(
            member.organization, year, timezone.localdate(), member=member, indicators=[trial]
        )
    context = {"form": form, "before": before, "checked": checked}
    return render(request, "monitoring/indicators/indicator_form.html", context)


def shown_as_draft(before):
    """A copy to fill the form with: binding a form writes into its instance."""
    return Indicator.objects.get(pk=before.pk)


def written(request, told, before, form):
    """The new version, or None with the refusal in the form: what was typed stays."""
    if before is not None and str(before.version) != request.POST.get("version"):
        form.add_error(None, f"Показатель успели изменить. Сейчас в нём: «{before.title}».")
        return None
    try:
        return save_indicator(
            member=request.membership, fields=told, before=before, today=timezone.localdate()
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


@require_POST
@member_required(Right.INDICATORS_VIEW)
def indicator_archive(request, code):
    member = request.membership
    if not can_edit_indicators(member):
        raise PermissionDenied
    own = Indicator.objects.shared_with(member).filter(code=code, archived_on=None)
    indicator = own.order_by("-version").first()
    if indicator is None:
        raise Http404
    try:
        archive_indicator(member=member, indicator=indicator, today=timezone.localdate())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Показатель убран в архив.")
    return redirect("monitoring:indicator_list")
