from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from roadmaps import drafts
from roadmaps.forms import RoadmapImportForm
from roadmaps.models import ImportDraft, Roadmap
from roadmaps.parsing import parsed_from_json
from roadmaps.periods import suggest_period
from roadmaps.workflow import LOCKED, can_edit, can_keep


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def roadmap_import(request):
    """Step one: paste or upload. Coming back from the preview finds everything as it was typed."""
    draft, target = draft_to_correct(request), roadmap_to_renew(request)
    if target and not can_edit(request.membership, target):
        messages.error(request, LOCKED[target.state])
        return redirect(target)
    form = RoadmapImportForm(
        request.POST or None,
        request.FILES or None,
        draft=draft,
        initial=first_values(request, draft or target),
    )
    if form.is_valid():
        made = drafts.save_draft(
            member=request.membership,
            parsed=form.parsed,
            source_name=form.source_name,
            corrects=draft,
            **{name: value for name, value in form.cleaned_data.items() if name != "file"},
        )
        if target:
            return redirect("roadmaps:import_difference", made.pk, target.pk)
        return redirect("roadmaps:import_preview", made.pk)
    context = {"form": form, "draft": draft, "target": target}
    return render(request, "roadmaps/roadmap_import.html", context)


def draft_to_correct(request):
    return named_in_address(request, "draft", ImportDraft.objects.visible_to(request.membership))


def roadmap_to_renew(request):
    """The roadmap whose new table this is, if the address names one."""
    visible = Roadmap.objects.visible_to(request.membership)
    roadmap = named_in_address(request, "roadmap", visible)
    if roadmap and not can_keep(request.membership, roadmap):
        raise PermissionDenied
    return roadmap


def named_in_address(request, name, rows):
    key = request.GET.get(name, "")
    if not key:
        return None
    return get_object_or_404(rows, pk=key_of(key))


def first_values(request, draft):
    """What stands in the form at first: the draft, the roadmap to renew, else the school year."""
    if draft:
        names = ["text", "title", "starts_on", "ends_on", "mark_reported_done"]
        typed = {name: getattr(draft, name, "") for name in names}
        if request.GET.get("period") == "suggested":
            typed |= dict(zip(["starts_on", "ends_on"], suggested_period(draft), strict=True))
        return typed
    year = request.school_year
    return {"starts_on": year.starts_on, "ends_on": year.ends_on}


def suggested_period(draft):
    return suggest_period(parsed_from_json(draft.parsed), today=timezone.localdate())


@require_safe
@member_required(Right.ROADMAPS_EDIT)
def import_preview(request, pk):
    """Step two: every row accounted for, nothing written."""
    draft = get_object_or_404(ImportDraft.objects.visible_to(request.membership), pk=pk)
    parsed = parsed_from_json(draft.parsed)
    period = draft.starts_on, draft.ends_on
    preview = drafts.preview(parsed, period, drafts.readings_of(draft, parsed))
    rows = [row for section in preview.sections for row in section.tasks]
    same = Roadmap.objects.visible_to(request.membership).in_use()
    context = {
        "draft": draft,
        "parsed": parsed,
        "sections": preview.sections,
        "elsewhere": preview.elsewhere,
        "outside": drafts.outside_period(preview, period),
        "suggested": suggest_period(parsed, today=timezone.localdate()),
        "doubtful": sum(row.reading.is_doubtful for row in rows),
        "has_report": any(row.task.report_text for row in rows),
        "same": same.filter(organization=draft.organization, title=draft.title).first(),
    }
    return render(request, "roadmaps/import_preview.html", context)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def import_confirm(request, pk):
    draft = get_object_or_404(ImportDraft.objects.visible_to(request.membership), pk=pk)
    try:
        roadmap = drafts.confirm_draft(draft=draft, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("roadmaps:import_preview", pk)
    messages.success(request, "Дорожная карта загружена.")
    return redirect(roadmap)
