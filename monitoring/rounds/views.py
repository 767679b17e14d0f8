"""Pages of rounds for those who open them and review what came."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.exceptions import DomainError
from mentorship.core.wording import counted
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.checks.pages import count_for_those_above
from monitoring.models import Round, RoundReport
from monitoring.rounds import services
from monitoring.rounds.forms import RoundExtensionForm, RoundForm
from monitoring.rounds.pages import chips_of, chosen_reports, reports_of, rounds_seen
from monitoring.rounds.workflow import keeps

REPORTS_PER_PAGE = 50


@require_safe
@member_required(Right.INDICATORS_VIEW)
def round_list(request):
    """Above: rounds with their counts; in an institution: its own reports."""
    member, today = request.membership, timezone.localdate()
    if member.organization.is_institution:
        rows = (
            RoundReport.objects.visible_to(member).with_due().select_related("round__organization")
        )
        rows = rows.defer("manual").order_by("-due", "-pk")
        page = Paginator(rows, REPORTS_PER_PAGE).get_page(request.GET.get("page"))
        for row in page:
            row.is_shut = row.state in row.EDITABLE and not row.is_open_on(today)
        context = {"page_obj": page, "today": today}
        return render(request, "monitoring/rounds/own_reports.html", context)
    page = Paginator(rounds_seen(member, today), REPORTS_PER_PAGE)
    context = {"page_obj": page.get_page(request.GET.get("page")), "today": today}
    return render(request, "monitoring/rounds/round_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.REPORTS_REVIEW)
def round_create(request):
    member = request.membership
    chosen = {"version": request.GET.get("version")}
    form = RoundForm(request.POST or None, member=member, year=request.school_year, initial=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            opened = services.open_round(member=member, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Сбор открыт: организаций {opened.reports.count()}.")
            return redirect(opened)
    context = {
        "title": "Новый сбор отчётов",
        "hint": "Организации увидят его на главной странице, пока не отправят отчёт.",
        "form": form,
        "back_url": reverse("monitoring:round_list"),
        "back_title": "Сборы отчётов",
    }
    return render(request, "components/form_page.html", context)


@require_safe
@member_required(Right.REPORTS_REVIEW)
def round_detail(request, pk):
    """Who has sent, who is late; the late ones are one click away."""
    member, today = request.membership, timezone.localdate()
    opened = get_object_or_404(
        Round.objects.visible_to(member).select_related("organization", "version__form"), pk=pk
    )
    rows, chosen = reports_of(opened, member), request.GET.get("state", "")
    pages = Paginator(chosen_reports(rows, chosen, today), REPORTS_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    count_for_those_above(page.object_list, member)
    context = {
        "object": opened,
        "chips": chips_of(rows, chosen, today),
        "page_obj": page,
        "keeps": keeps(member, opened),
        "today": today,
    }
    return render(request, "monitoring/rounds/round_detail.html", context)


@require_POST
@member_required(Right.REPORTS_REVIEW)
def round_close(request, pk):
    services.close_round(member=request.membership, opened=(opened := _own(request, pk)))
    messages.success(request, "Сбор закрыт: отправить отчёт больше нельзя, введённое осталось.")
    return redirect(opened)


@require_POST
@member_required(Right.REPORTS_REVIEW)
def round_reopen(request, pk):
    services.reopen_round(member=request.membership, opened=(opened := _own(request, pk)))
    messages.success(request, "Сбор снова открыт.")
    return redirect(opened)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.REPORTS_REVIEW)
def round_extend(request, pk):
    opened = _own(request, pk)
    form = RoundExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.extend_round(
                member=request.membership,
                opened=opened,
                until=form.cleaned_data["until"],
                today=timezone.localdate(),
            )
        except DomainError as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, "Срок продлён для всех организаций сбора.")
            return redirect(opened)
    context = {
        "title": "Продлить срок всем",
        "hint": f"{opened.title}: сейчас срок {opened.due_on:%d.%m.%Y}. Кому дан более поздний "
        "свой срок, у тех он останется.",
        "form": form,
        "back_url": opened.get_absolute_url(),
        "back_title": opened.title,
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.REPORTS_REVIEW)
def round_widen(request, pk):
    opened = _own(request, pk)
    try:
        added = services.widen_round(member=request.membership, opened=opened)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        whom = counted(added, "организация", "организации", "организаций")
        messages.success(request, f"Добавлено: {whom}." if added else "Добавлять некого.")
    return redirect(opened)


def _own(request, pk):
    """A round that the member's own organization opened; others' are not there."""
    opened = get_object_or_404(Round.objects.opened_by(request.membership), pk=pk)
    if not keeps(request.membership, opened):
        raise Http404
    return opened
