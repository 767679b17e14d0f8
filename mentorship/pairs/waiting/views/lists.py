from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.exceptions import DomainError
from mentorship.core.tables import chips_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.models import WaitingStep
from mentorship.pairs.tabs import tabs_of
from mentorship.pairs.waiting import lists, support
from mentorship.pairs.waiting.filters import WaitingFilter
from mentorship.pairs.waiting.forms import FinishForm, PlanForm, SupportForm


@method_decorator(member_required(Right.BANK_VIEW), name="dispatch")
class WaitingListView(ListView):
    """Those left without a mentor: since when, why, what is done and what comes next."""

    template_name = "pairs/matching/waiting_list.html"
    paginate_by = 25

    def get_queryset(self):
        member, year = self.request.membership, self.request.school_year
        self.today = timezone.localdate()
        everyone = lists.waiting_mentees(member, year, self.today)
        self.filterset = WaitingFilter(self.request.GET, everyone, member=member, school_year=year)
        return lists.with_place(self.filterset.qs, year, self.today)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        member, year = self.request.membership, self.request.school_year
        counts = lists.counts_by_list(member, year, self.today)
        people = [entry.person_id for entry in context["page_obj"]]
        note_reading(Reading.Kind.LIST, people, selection="Лист ожидания")
        return context | {
            "rows": lists.rows_of(context["page_obj"].object_list, year),
            "counts": [(lists.WORDS[name], count) for name, count in counts.items()],
            "total": counts[lists.WAITING],
            "everyone": sum(counts.values()),
            "today": self.today,
            "is_closed": lists.is_closed(year, self.today),
            "may_match": member.may(Right.PAIRS_EDIT),
            "may_write": lists.can_support(member, year, self.today),
            "filter": self.filterset,
            "chips": chips_of(self.filterset, self.request.GET),
            "tabs": tabs_of(member, "waiting_list"),
        }


@require_safe
@member_required(Right.WAITING_EDIT)
def waiting_detail(request, pk):
    """One mentee who waits: the next action, the support given, and both short forms."""
    return page_of(request, waiting_entry(request, pk))


@require_POST
@member_required(Right.WAITING_EDIT)
def step_plan(request, pk):
    """Set the next action, in place of the one before."""
    entry, form = waiting_entry(request, pk), PlanForm(request.POST, auto_id="plan_%s")
    if form.is_valid() and written(request, form, support.plan_step, entry):
        messages.success(request, "Следующее действие назначено.")
        return redirect("pairs:waiting_detail", pk)
    return page_of(request, entry, plan_form=form)


@require_POST
@member_required(Right.WAITING_EDIT)
def support_create(request, pk):
    """Record support that was given."""
    entry, form = waiting_entry(request, pk), SupportForm(request.POST)
    if form.is_valid() and written(request, form, support.record_support, entry):
        messages.success(request, "Поддержка записана.")
        return redirect("pairs:waiting_detail", pk)
    return page_of(request, entry, support_form=form)


@require_POST
@member_required(Right.WAITING_EDIT)
def step_finish(request, pk):
    """The planned action was done on a day."""
    step, form = step_of(request, pk), FinishForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Укажите день, например 16.03.2026.", extra_tags="bad")
        return redirect("pairs:waiting_detail", step.entry_id)
    try:
        support.finish_step(
            member=request.membership,
            step=step,
            done_on=form.cleaned_data["done_on"],
            today=timezone.localdate(),
        )
        messages.success(request, "Отмечено сделанным. Назначьте следующее действие.")
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
    return redirect("pairs:waiting_detail", step.entry_id)


@require_POST
@member_required(Right.WAITING_EDIT)
def step_remove(request, pk):
    step = step_of(request, pk)
    try:
        support.remove_step(member=request.membership, step=step, today=timezone.localdate())
        messages.success(request, "Запись убрана.")
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
    return redirect("pairs:waiting_detail", step.entry_id)


def written(request, form, service, entry):
    """Whether the service took what was typed; its refusal goes into the form."""
    try:
        service(
            member=request.membership,
            entry=entry,
            year=request.school_year,
            today=timezone.localdate(),
            **form.cleaned_data,
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def waiting_entry(request, pk):
    """Somebody who waits in the chosen year; else 404: nothing of others is told here."""
    year, today = request.school_year, timezone.localdate()
    entries = lists.waiting_mentees(request.membership, year, today)
    return get_object_or_404(lists.with_place(entries, year, today), pk=pk)


def step_of(request, pk):
    steps = WaitingStep.objects.visible_to(request.membership).select_related("entry")
    return get_object_or_404(steps, pk=pk)


def page_of(request, entry, *, plan_form=None, support_form=None):
    member, year, today = request.membership, request.school_year, timezone.localdate()
    note_reading(Reading.Kind.CARD, [entry.person_id], selection="Лист ожидания")
    me = {"given_by": request.user.full_name}
    context = {
        "entry": entry,
        "row": lists.rows_of([entry], year)[0],
        "today": today,
        "may_write": lists.can_support(member, year, today),
        "may_match": member.may(Right.PAIRS_EDIT),
        "plan_form": plan_form or PlanForm(initial=me, auto_id="plan_%s"),
        "support_form": support_form or SupportForm(initial=me | {"done_on": today}),
    }
    return render(request, "pairs/matching/waiting_detail.html", context)
