from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import selection
from mentorship.bank.affiliations import place_on
from mentorship.bank.models import MentorEntry
from mentorship.bank.selection_forms import ManyStepsForm, StepForm
from mentorship.bank.selection_workflow import STEPS
from mentorship.bank.views.pages import form_about
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

PAGE = 50


@require_safe
@member_required(Right.BANK_VIEW)
def selection_list(request):
    """Mentors of one stage of the selection, and what can be done with those ticked."""
    return selection_page(request, stage_of(request))


@require_POST
@member_required(Right.BANK_EDIT)
def selection_record(request):
    """One step of all who are ticked; a refusal keeps the ticks."""
    member, stage, today = request.membership, stage_of(request), timezone.localdate()
    listed = selection.in_selection(member, request.school_year, today)
    form = ManyStepsForm(request.POST, stage=stage, listed=listed)
    if not form.is_valid():
        return selection_page(request, stage, form)
    chosen, action = form.cleaned_data["entries"], form.cleaned_data["action"]
    try:
        steps = selection.take_steps(
            member=member, entries=chosen, action=action, outcome=form.outcome, today=today
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return selection_page(request, stage, form)
    messages.success(request, f"{STEPS[action].done}: записано, наставников – {len(steps)}.")
    return redirect(f"{reverse('bank:selection_list')}?stage={stage}")


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def selection_step(request, pk, action):
    """One step of one mentor, from the card."""
    if action not in STEPS:
        raise Http404
    member, today = request.membership, timezone.localdate()
    entries = MentorEntry.objects.visible_to(member).select_related("person")
    entry = get_object_or_404(entries, pk=pk)
    form = StepForm(request.POST or None, action=action, initial={"held_on": today})
    if form.is_valid():
        try:
            selection.take_steps(
                member=member, entries=[entry], action=action, outcome=form.outcome, today=today
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{STEPS[action].done}: записано.")
            return redirect(entry.person)
    hint = f"Сейчас: {entry.get_stage_display()}. Записывается только итог."
    return form_about(request, entry.person, form, title=STEPS[action].label, hint=hint)


def stage_of(request):
    stage = request.GET.get("stage", "")
    return stage if stage in MentorEntry.Stage.values else MentorEntry.Stage.APPLIED


def selection_page(request, stage, form=None):
    member, year, today = request.membership, request.school_year, timezone.localdate()
    everyone = selection.in_selection(member, year, today)
    listed = everyone.filter(stage=stage).select_related("person")
    listed = listed.annotate(place=place_on(year.counted_on(today)))
    page = Paginator(listed.order_by("person__sort_name", "pk"), PAGE)
    page_obj = page.get_page(request.GET.get("page"))
    note_reading(Reading.Kind.LIST, [entry.person_id for entry in page_obj], selection="Отбор")
    counts = selection.count_by_stage(member, year, today)
    of_year = MentorEntry.objects.visible_to(member).of_year(year).filter(left_on=None)
    form = form or ManyStepsForm(stage=stage, listed=everyone, initial={"held_on": today})
    context = {
        "stage": MentorEntry.Stage(stage),
        "stages": [(s, MentorEntry.Stage(s).label, counts[s]) for s in MentorEntry.Stage.values],
        "page_obj": page_obj,
        "form": form,
        "may_edit": member.may(Right.BANK_EDIT),
        "hidden": of_year.without_consent_on(today).count(),
    }
    return render(request, "bank/selection_list.html", context)
