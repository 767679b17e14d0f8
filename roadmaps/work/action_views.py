"""Changes of several tasks of a roadmap at once, and who stands behind its printed words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.core.wording import counted
from mentorship.core.working_days import is_day_off
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from roadmaps.models import Roadmap, Task
from roadmaps.outside import tell_outside
from roadmaps.work import responsible
from roadmaps.work.bulk import StaleRows, mark_of
from roadmaps.work.forms import ACTIONS
from roadmaps.workflow import can_keep


def own_roadmap(request, pk):
    """A roadmap the member may change: 404 for one out of sight, 403 for one to read only."""
    visible = Roadmap.objects.visible_to(request.membership).select_related("organization")
    roadmap = get_object_or_404(visible, pk=pk)
    if not can_keep(request.membership, roadmap):
        raise PermissionDenied
    return roadmap


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def task_bulk(request, pk):
    """First the chosen rows with the form of the action; nothing is written before its button."""
    roadmap = own_roadmap(request, pk)
    form_class = ACTIONS.get(request.POST.get("action", ""))
    seen = seen_rows(request.POST.getlist("seen"))
    if form_class is None or not seen:
        messages.error(request, "Отметьте мероприятия в таблице и выберите действие.", "bad")
        return redirect(roadmap)
    form = form_class(request.POST if "confirmed" in request.POST else None, roadmap=roadmap)
    stale = frozenset()
    if form.is_valid():
        try:
            changed = form.apply(request.membership, seen)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            stale = refusal.keys if isinstance(refusal, StaleRows) else stale
        else:
            tell(request, form, changed)
            return redirect(roadmap)
    tasks = Task.objects.filter(section__roadmap=roadmap, pk__in=seen)
    context = {
        "roadmap": roadmap,
        "form": form,
        "action": request.POST["action"],
        "rows": [
            # After a clash the page shows what stands now, and is measured against it.
            (task, f"{task.pk}:{mark_of(task) if stale else seen[task.pk]}", task.pk in stale)
            for task in tasks
        ],
    }
    return render(request, "roadmaps/task_bulk.html", context)


def seen_rows(values):
    """«12:a1b2c3» → {12: "a1b2c3"}; anything else is left out."""
    found = {}
    for value in values:
        text, _, mark = value.partition(":")
        if key := key_of(text):
            found[key] = mark
    return found


def tell(request, form, changed):
    words = counted(len(changed), "мероприятие", "мероприятия", "мероприятий")
    messages.success(request, f"{form.title}: {words}.")
    if "due_on" not in form.fields and "days" not in form.fields:
        return
    off = [task for task in changed if task.due_on and is_day_off(task.due_on)]
    if off:
        days = counted(len(off), "срок попал", "срока попали", "сроков попали")
        messages.warning(
            request, f"{days} на выходной: в таблице сказан последний рабочий день.", "warn"
        )
    tell_outside(request, [task.due_on or task.starts_on for task in changed], form.roadmap.period)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def responsible_update(request, pk):
    """One screen for the whole plan: each printed wording and whom it means."""
    roadmap = own_roadmap(request, pk)
    if request.method == "POST":
        chosen = {
            digest: request.POST.getlist(f"people-{digest}")
            for digest in request.POST.getlist("wording")
        }
        try:
            number = responsible.confirm_wordings(
                roadmap=roadmap, member=request.membership, chosen=chosen
            )
        except DomainError as refusal:
            messages.error(request, str(refusal), "bad")
        else:
            words = counted(number, "мероприятия", "мероприятий", "мероприятий")
            messages.success(request, f"Назначения записаны: изменены у {words}.")
            return redirect(roadmap)
    context = {
        "roadmap": roadmap,
        "wordings": responsible.wordings(roadmap),
        "members": responsible.may_be_responsible(roadmap.organization),
    }
    return render(request, "roadmaps/responsible_update.html", context)
