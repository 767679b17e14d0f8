"""Meetings ahead: planned once or as a series, moved, cancelled."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.core.wording import counted
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.meetings import entry, services
from mentorship.pairs.meetings.forms import CancelForm, PlanChangeForm, PlanForm, save_or_say
from mentorship.pairs.meetings.rules import can_plan_meeting
from mentorship.pairs.meetings.views.entries import page_words, recordable, recordable_meeting

WORDS = "встреча,встречи,встреч"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_VIEW)
def plan_create(request, pk):
    """One meeting ahead or «каждый вторник до конца мая»."""
    pair = plannable(request, pk)
    draft = entry.next_meeting(pair, timezone.localdate())
    draft.held_on = None
    form = PlanForm(request.POST or None, instance=draft)
    if form.is_valid():
        planned = save_or_say(
            form,
            lambda: services.plan_meetings(
                draft=form.instance, days=form.days, member=request.membership
            ),
        )
        if planned:
            messages.success(request, f"Запланировано: {counted(len(planned), *WORDS.split(','))}.")
            return redirect(pair)
    context = page_words("Запланировать встречи", pair) | {"form": form}
    return render(request, "components/form_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_VIEW)
def plan_update(request, pk):
    meeting = planned_meeting(request, pk)
    form = PlanChangeForm(request.POST or None, instance=meeting)
    if form.is_valid():
        save = services.change_plan
        if save_or_say(form, lambda: save(meeting=form.instance, member=request.membership)):
            messages.success(request, "Встреча перенесена.")
            return redirect(meeting.pair)
    context = page_words("Перенести встречу", meeting.pair) | {"form": form}
    return render(request, "components/form_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_VIEW)
def plan_cancel(request, pk):
    meeting = planned_meeting(request, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        cancelled = save_or_say(
            form,
            lambda: services.cancel_meeting(
                meeting=meeting, member=request.membership, **form.cleaned_data
            ),
        )
        if cancelled:
            messages.success(request, f"Отменено: {counted(cancelled, *WORDS.split(','))}.")
            return redirect(meeting.pair)
    title = f"Отменить встречу {meeting.planned_for:%d.%m.%Y}"
    context = page_words(title, meeting.pair) | {"form": form}
    return render(request, "components/form_page.html", context)


def plannable(request, pk):
    pair = recordable(request, pk)
    if not can_plan_meeting(request.membership, pair):
        raise PermissionDenied
    return pair


def planned_meeting(request, pk):
    """A plan that is still one; of another meeting there is nothing to move or cancel."""
    meeting = recordable_meeting(request, pk)
    if not meeting.is_planned:
        raise PermissionDenied
    return meeting
