from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.counted import counted_in
from mentorship.core.downloads import content_disposition
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.organizations.access import member_required
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.roles import Right
from monitoring.access import can_edit_indicators, can_set_plan
from monitoring.catalogue.views import chosen_year
from monitoring.exports import REPORTS
from monitoring.forms import OnDayForm, PlanValueForm
from monitoring.operands import FigureKey, headcount_key
from monitoring.services import own_plan, set_plan_value
from monitoring.summaries import current_indicators, operands_of, over_the_tree, readable_values

PEOPLE_PER_PAGE = 100
INSTITUTIONS_PER_PAGE = 50
PARTS = {"numerator": "числитель", "denominator": "знаменатель"}


@require_safe
@member_required(Right.INDICATORS_VIEW)
def indicator_list(request):
    member, year = request.membership, request.school_year
    form = OnDayForm(request.GET if "on" in request.GET else None, year=year)
    day = asked_day(request, form)
    values = readable_values(member.organization, year, day, member=member)
    context = {"values": values, "may_set_plan": can_set_plan(member)}
    context["may_edit"] = can_edit_indicators(member)
    is_earlier = day < year.counted_on(timezone.localdate())
    context |= {"day_form": form, "on": day if is_earlier else None}
    return render(request, "monitoring/indicator_list.html", context)


def asked_day(request, form):
    """The day numbers speak of: today or the last one of the year, or an earlier one asked for.

    Above it no day is asked for: the sums of two neighboring days would tell of one person.
    """
    newest = form.year.counted_on(timezone.localdate())
    if not request.membership.organization.is_institution or not form.is_valid():
        return newest
    return min(form.cleaned_data["on"] or newest, newest)


def indicator_or_404(request, code, year=None):
    for indicator in current_indicators(
        request.membership.organization, year or request.school_year
    ):
        if indicator.code == code:
            return indicator
    raise Http404


@require_safe
@member_required(Right.INDICATORS_VIEW)
def indicator_rows(request, code, part):
    """What a number of the institution counts; above the institution there are no such pages."""
    year = chosen_year(request)
    indicator = indicator_or_404(request, code, year)
    if part not in PARTS or not request.membership.organization.is_institution:
        raise Http404
    context = {"indicator": indicator, "part": PARTS[part], "year": year}
    context["day"] = day = asked_day(request, OnDayForm(request.GET, year=year))
    operand = getattr(indicator, part)
    if key := headcount_key(operand):
        return headcount_rows(request, key, day, context)
    key = FigureKey.parsed(operand)
    if not key.is_known:
        raise Http404
    return figure_rows(request, key, day, context)


def headcount_rows(request, key, day, context):
    rows = key.rows(context["year"], day).visible_to(request.membership)
    context |= {"rows": rows, "title": key.title}
    return render(request, "monitoring/indicator_headcounts.html", context)


def figure_rows(request, key, day, context):
    figure, year = FIGURES[key.code], context["year"]
    rows = figure.rows_for(request.membership, year, key.lookup, day)
    counted = counted_in(figure, rows, timezone.localdate())
    page = Paginator(counted, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    people = [counted.person for counted in page if counted.person]
    note_reading(Reading.Kind.ROWS, people, selection=f"{figure.title}, {year}")
    context |= {"figure": figure, "page_obj": page}
    return render(request, "monitoring/indicator_rows.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def indicator_institutions(request, code):
    """What a total is made of: municipalities with their own sums, and institutions."""
    member, year, today = request.membership, chosen_year(request), timezone.localdate()
    if member.organization.is_institution:
        raise Http404
    indicator = indicator_or_404(request, code, year)
    counted = operands_of([indicator], member.organization, year, today)
    chosen = {"member": member, "indicators": [indicator], "operands": counted}
    table = over_the_tree(member.organization, year, today, **chosen)
    rows = [(row.institution, row.cells[code]) for row in table.institutions]
    places = [(row.institution, row.cells[code]) for row in table.municipalities]
    asked = request.GET.get("place", "")
    place = next((place for place, _cells in places if str(place.pk) == asked), None)
    if asked and place is None:
        raise Http404
    context = {
        "indicator": indicator,
        "total": readable_values(member.organization, year, today, **chosen)[0],
        "place": place,
        "year": year,
        "places": [] if place else places,
        "page_obj": Paginator(
            [row for row in rows if place is None or row[0].parent_id == place.pk],
            INSTITUTIONS_PER_PAGE,
        ).get_page(request.GET.get("page")),
    }
    return render(request, "monitoring/indicator_institutions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.INDICATORS_VIEW)
def plan_update(request, code):
    member, year = request.membership, request.school_year
    if not can_set_plan(member):
        raise PermissionDenied
    indicator = indicator_or_404(request, code)
    own = own_plan(member.organization, indicator, year)
    form = PlanValueForm(request.POST or None, instance=own, member=member)
    if request.method == "POST" and form.is_valid():
        set_plan_value(member=member, indicator=indicator, year=year, **form.cleaned_data)
        messages.success(request, "Плановое значение записано.")
        return redirect("monitoring:indicator_list")
    context = {
        "title": f"План на {year.first} год",
        "hint": indicator.title,
        "form": form,
        "back_url": reverse("monitoring:indicator_list"),
        "back_title": "Целевые показатели",
    }
    return render(request, "components/form_page.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def report_list(request):
    return render(request, "monitoring/report_list.html", {"reports": REPORTS.values()})


@require_safe
@member_required(Right.INDICATORS_VIEW)
def report_download(request, code):
    if code not in REPORTS:
        raise Http404
    member, year, report = request.membership, request.school_year, REPORTS[code]
    content = report.build(member.organization, year, timezone.localdate(), member)
    name = report.file_name(member.organization, year)
    headers = {"Content-Disposition": content_disposition(name)}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
