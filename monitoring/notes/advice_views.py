"""Pages of the recommendations of a note: look through, edit, drop, add, ask the rules again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from monitoring.models import Note, Recommendation
from monitoring.notes import services
from monitoring.notes.forms import NewRecommendationForm, RecommendationForm
from monitoring.notes.reference import rules_of
from monitoring.notes.services import StaleTextError

ADVICE_PER_PAGE = 50


@require_safe
@member_required(Right.DOCUMENTS_DRAFT)
def recommendation_list(request, pk):
    note = _note(request, pk)
    rows = note.recommendations.select_related("institution__parent", "dropped_by", "edited_by")
    rules = {rule.code: rule for rule in rules_of(note.organization)}
    if request.GET.get("rule") in rules:
        rows = rows.filter(rule__startswith=request.GET["rule"])
    context = {
        "object": note,
        "page_obj": Paginator(rows.order_by("institution__name", "pk"), ADVICE_PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "rules": rules,
        "chosen": request.GET.get("rule", ""),
    }
    return render(request, "monitoring/notes/recommendation_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_DRAFT)
def recommendation_create(request, pk):
    note, member = _note(request, pk), request.membership
    form = NewRecommendationForm(request.POST or None, member=member, year=note.year)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_recommendation(member=member, note=note, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Рекомендация добавлена.")
            return redirect("monitoring:recommendation_list", note.pk)
    context = {
        "title": "Добавить рекомендацию",
        "hint": str(note),
        "form": form,
        "back_url": reverse("monitoring:recommendation_list", args=[note.pk]),
        "back_title": "Рекомендации",
    }
    return render(request, "components/form_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.DOCUMENTS_DRAFT)
def recommendation_update(request, pk):
    row, conflict = _recommendation(request, pk), None
    form = RecommendationForm(request.POST or None, initial={"text": row.text})
    form.helper.form_tag, form.helper.inputs = False, []
    seen = request.POST.get("over") or request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        number = -1 if (key := key_of(seen)) is None else key
        try:
            services.save_recommendation(
                member=request.membership, recommendation=row, seen=number, **form.cleaned_data
            )
        except StaleTextError as refusal:
            conflict = refusal
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Рекомендация сохранена.")
            return redirect("monitoring:recommendation_list", row.note_id)
    context = {
        "object": row,
        "form": form,
        "conflict": conflict,
        "seen": seen if conflict else row.draft,
        "rule": next(
            (r for r in rules_of(row.note.organization) if r.code == row.rule.split(":")[0]), None
        ),
    }
    return render(request, "monitoring/notes/recommendation_update.html", context)


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def recommendation_drop(request, pk):
    """Take it out of the note, or put it back."""
    row = _recommendation(request, pk)
    is_dropped = request.POST.get("back") != "1"
    try:
        services.drop_recommendation(
            member=request.membership, recommendation=row, is_dropped=is_dropped
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        done = "убрана: правило её больше не предложит" if is_dropped else "возвращена"
        messages.success(request, f"Рекомендация {done}.")
    return redirect("monitoring:recommendation_list", row.note_id)


@require_POST
@member_required(Right.DOCUMENTS_DRAFT)
def recommendation_suggest(request, pk):
    note = _note(request, pk)
    try:
        count = services.refresh_suggestions(
            member=request.membership, note=note, today=timezone.localdate()
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Правила проверены, новых рекомендаций: {count}.")
    return redirect("monitoring:recommendation_list", note.pk)


def _note(request, pk):
    return get_object_or_404(Note.objects.visible_to(request.membership).with_readers(), pk=pk)


def _recommendation(request, pk):
    rows = Recommendation.objects.visible_to(request.membership)
    return get_object_or_404(rows.select_related("note__organization", "institution"), pk=pk)
