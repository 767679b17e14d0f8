"""A new table for a roadmap that is there: its difference first, then what was chosen of it."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from roadmaps.difference import ChangeKind, compare, mark_of, tasks_to_compare
from roadmaps.difference_forms import DifferenceForm
from roadmaps.models import ImportDraft, RemovedTask, Roadmap
from roadmaps.parsing import parsed_from_json
from roadmaps.removals import restore_task
from roadmaps.renewal import apply_difference
from roadmaps.workflow import can_keep

TITLES = {
    ChangeKind.ADDED: "новые",
    ChangeKind.CHANGED: "изменены",
    ChangeKind.GONE: "нет в новой таблице",
    ChangeKind.SAME: "без изменений",
}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def import_difference(request, pk, roadmap_pk):
    draft = get_object_or_404(ImportDraft.objects.visible_to(request.membership), pk=pk)
    roadmap = get_object_or_404(Roadmap.objects.visible_to(request.membership), pk=roadmap_pk)
    if not can_keep(request.membership, roadmap):
        raise PermissionDenied
    form = difference_form(request, draft, roadmap)
    refusal = ""
    if form.is_valid():
        try:
            apply_difference(
                draft=draft,
                roadmap=roadmap,
                member=request.membership,
                choice=form.choice(),
                seen=form.cleaned_data["seen"],
            )
        except DomainError as error:
            refusal = str(error)
        else:
            messages.success(request, "Новая редакция записана. Отчёты и файлы на месте.")
            return redirect(roadmap)
    if form.is_bound and form.data.get("seen") != form.mark:
        form.show_what_stands()
    return render(request, "roadmaps/import_difference.html", page(draft, roadmap, form, refusal))


def difference_form(request, draft, roadmap):
    tasks = tasks_to_compare(roadmap)
    changes = compare(parsed_from_json(draft.parsed), tasks)
    return DifferenceForm(request.POST or None, changes=changes, mark=mark_of(roadmap, tasks))


def page(draft, roadmap, form, refusal):
    counts = Counter(change.kind for change in form.changes)
    kinds = [(kind.value, title, counts[kind]) for kind, title in TITLES.items()]
    rows = list(form.rows())
    return {
        "draft": draft,
        "roadmap": roadmap,
        "parsed": parsed_from_json(draft.parsed),
        "form": form,
        "refusal": refusal,
        "kinds": kinds,
        "rows": [row for row in rows if row.change.kind is not ChangeKind.SAME],
        "same": [row.change for row in rows if row.change.kind is ChangeKind.SAME],
        "differs_in_head": (draft.title, draft.starts_on, draft.ends_on)
        != (roadmap.title, roadmap.starts_on, roadmap.ends_on),
    }


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def removed_task_restore(request, pk):
    seen = RemovedTask.objects.visible_to(request.membership).select_related("roadmap")
    removed = get_object_or_404(seen, pk=pk)
    try:
        restore_task(removed=removed, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Мероприятие снова в карте.")
    return redirect(removed.roadmap)
