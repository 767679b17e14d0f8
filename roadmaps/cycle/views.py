"""The yearly cycle as a guided list, and the correction of the plan in January and February."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.exceptions import DomainError
from mentorship.documents.kinds import kinds_for
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from roadmaps.cycle import services
from roadmaps.cycle.states import next_stage, stages_of
from roadmaps.models import Correction, CycleStage, Roadmap, Task
from roadmaps.places import chosen_organization

CYCLES = {"s004": "Восемь этапов", "s001": "Семь этапов"}


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def cycle_detail(request):
    """The stages of the chosen cycle; above the institution those of a chosen one below."""
    member, year, today = request.membership, request.school_year, timezone.localdate()
    place = chosen_organization(member, request.GET.get("organization", "")) or member.organization
    cycle = request.GET.get("cycle", "")
    cycle = cycle if cycle in CYCLES else "s004"
    stages = stages_of(cycle, place, year, today)
    is_own = place.pk == member.organization_id
    plans = Roadmap.objects.in_use().of_year(year).filter(organization=place)
    context = {
        "place": place,
        "is_own": is_own,
        "cycle": cycle,
        "cycles": CYCLES,
        "stages": stages,
        "next": next_stage(stages) if place.is_institution else None,
        "may_mark": is_own and services.can_mark(member),
        "may_draft": is_own and member.may(Right.DOCUMENTS_DRAFT),
        "draftable": {kind.code for kind in kinds_for(member)},
        "plans": [plan for plan in plans if services.can_correct(member, plan)],
    }
    return render(request, "roadmaps/cycle/cycle_detail.html", context)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def cycle_mark(request, pk):
    stage = get_object_or_404(CycleStage, pk=pk)
    try:
        services.mark_item(
            member=request.membership,
            stage=stage,
            item=request.POST.get("item", ""),
            year=request.school_year,
            is_done=request.POST.get("done") == "yes",
            note=request.POST.get("note", ""),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('roadmaps:cycle_detail')}?cycle={stage.cycle}#stage-{stage.number}")


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def correction_create(request, pk):
    """Begin the correction of a plan, or bring the findings of a begun one up to date."""
    roadmap = get_object_or_404(Roadmap.objects.visible_to(request.membership), pk=pk)
    try:
        correction = services.begin_correction(
            member=request.membership,
            roadmap=roadmap,
            year=request.school_year,
            today=timezone.localdate(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(roadmap)
    messages.success(
        request, f"Выводы собраны: {len(correction.findings)}. Отметьте, что изменено."
    )
    return redirect(correction)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def correction_update(request, pk):
    """The findings beside what the plan answers to each."""
    seen = Correction.objects.visible_to(request.membership).select_related("roadmap")
    correction = get_object_or_404(seen, pk=pk)
    if not services.can_correct(request.membership, correction.roadmap):
        raise PermissionDenied
    refusal = ""
    if request.method == "POST":
        codes = [row["code"] for row in correction.findings]
        answers = {code: request.POST[code] for code in codes if code in request.POST}
        seen = {code: request.POST.get(f"seen-{code}", "") for code in codes}
        try:
            services.answer_findings(
                member=request.membership, correction=correction, answers=answers, seen=seen
            )
        except DomainError as error:
            refusal = str(error)
            correction.refresh_from_db()
        else:
            messages.success(request, "Записано.")
            return redirect(correction)
    named = [row["task"] for row in correction.findings if row.get("task")]
    tasks = Task.objects.visible_to(request.membership).in_bulk(named)
    context = {
        "correction": correction,
        "roadmap": correction.roadmap,
        "rows": [
            (row, tasks.get(row.get("task")), typed_of(row, request.POST))
            for row in correction.findings
        ],
        "refusal": refusal,
        "longest": services.LONGEST_ANSWER,
    }
    return render(request, "roadmaps/cycle/correction_form.html", context)


def typed_of(row, post):
    """What stands in the field: what was typed over the answer shown then, else what stands now."""
    typed = post.get(row["code"], row["answer"])
    return row["answer"] if typed == post.get(f"seen-{row['code']}") else typed
