"""The plan's own side of review: its moves, its remarks, its versions, mandatory tasks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from roadmaps.models import Remark, Roadmap, Section, Version
from roadmaps.review import services
from roadmaps.review.comparing import Kind, compare
from roadmaps.review.content import sections_of
from roadmaps.review.forms import AnswerForm, CorrectForm, MandatoryForm, SubmitForm
from roadmaps.review.mandatory import OF_INSTITUTIONS, mark_mandatory
from roadmaps.review.panel import moves_of
from roadmaps.workflow import MOVES, can_keep, may_move

ACTIONS = {
    "recall": (services.recall_roadmap, "Карта отозвана с проверки: её снова можно изменить."),
    **dict.fromkeys(
        services.DROPPING,
        (services.drop_correction, "Корректировка отменена: действует прежняя карта."),
    ),
    "close": (services.close_roadmap, "Дорожная карта завершена."),
    "reopen": (services.reopen_roadmap, "Дорожная карта снова в работе."),
}


def visible_roadmap(request, pk):
    seen = Roadmap.objects.visible_to(request.membership).select_related("organization")
    return get_object_or_404(seen, pk=pk)


def own_roadmap(request, pk):
    roadmap = visible_roadmap(request, pk)
    if not can_keep(request.membership, roadmap):
        raise PermissionDenied
    return roadmap


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def roadmap_submit(request, pk):
    def submit(roadmap, form):
        services.submit_roadmap(
            roadmap=roadmap, member=request.membership, note=form.cleaned_data["note"]
        )
        return "Карта отправлена на проверку. Пока методист её не открыл, карту можно отозвать."

    return move_page(request, own_roadmap(request, pk), "submit", SubmitForm, submit)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def roadmap_correct(request, pk):
    def correct(roadmap, form):
        services.correct_roadmap(
            roadmap=roadmap, member=request.membership, reason=form.cleaned_data["reason"]
        )
        return "Корректировка начата: карту можно изменить. Отчёты остаются на месте."

    return move_page(request, own_roadmap(request, pk), "correct", CorrectForm, correct)


def move_page(request, roadmap, action, form_class, move):
    """A move that asks something first; refused, it keeps what was typed."""
    if request.method != "POST" and not may_move(request.membership, roadmap, action):
        messages.error(request, services.why_not(roadmap, action))
        return redirect(roadmap)
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            message = move(roadmap, form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, message)
            return redirect(roadmap)
    context = {
        "title": MOVES[action].label,
        "hint": roadmap.title,
        "form": form,
        "back_url": roadmap.get_absolute_url(),
        "back_title": "Дорожная карта",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def roadmap_move(request, pk, action):
    """Moves that ask nothing: recall, close, reopen."""
    roadmap = visible_roadmap(request, pk)
    if action not in ACTIONS:
        raise Http404
    make, message = ACTIONS[action]
    try:
        make(roadmap=roadmap, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, message)
    return redirect(roadmap)


@require_POST
@member_required(Right.ROADMAPS_EDIT)
def remark_answer(request, pk):
    seen = Remark.objects.visible_to(request.membership).standing()
    remark = get_object_or_404(seen.select_related("review__roadmap__organization"), pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            services.answer_remark(
                remark=remark,
                member=request.membership,
                answer=form.cleaned_data["answer"],
                is_fixed="undo" not in request.POST,
            )
        except DomainError as refusal:
            messages.error(request, refused_answer(str(refusal), form.cleaned_data["answer"]))
    else:
        typed = request.POST.get("answer", "")
        messages.error(request, refused_answer("Сократите ответ до 2000 знаков.", typed))
    return redirect(f"{remark.review.roadmap.get_absolute_url()}#remark-{pk}")


def refused_answer(why, typed):
    """The refusal with what was typed, to be copied: the page has no place for it any more."""
    return f"{why} Ваш ответ не записан: «{typed}»" if typed else why


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def version_list(request, pk):
    roadmap = visible_roadmap(request, pk)
    versions = Version.objects.visible_to(request.membership).filter(roadmap=roadmap)
    versions = versions.order_by("-number")
    context = {
        "roadmap": roadmap,
        "versions": list(versions.select_related("review").defer("content")),
        "moves": [(MOVES[move.action].done, move) for move in moves_of(roadmap)][::-1],
    }
    return render(request, "roadmaps/review/version_list.html", context)


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def version_compare(request, pk):
    """Two versions by number in the address; the later one is on the right whatever the order."""
    roadmap = visible_roadmap(request, pk)
    versions = Version.objects.visible_to(request.membership).filter(roadmap=roadmap)
    numbers = sorted(number_in(request, name) for name in ("old", "new"))
    by_number = {version.number: version for version in versions.filter(number__in=numbers)}
    if not by_number.keys() >= set(numbers):
        raise Http404
    old, new = (by_number[number] for number in numbers)
    found = compare(sections_of(old.content), sections_of(new.content))
    context = {
        "roadmap": roadmap,
        "old": old,
        "new": new,
        "comparison": found,
        "counts": {kind.value: found.count(kind) for kind in Kind},
    }
    return render(request, "roadmaps/review/version_compare.html", context)


def number_in(request, name):
    given = request.GET.get(name, "")
    if not (given.isascii() and given.isdecimal() and len(given) <= 4):
        raise Http404
    return int(given)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ROADMAPS_EDIT)
def roadmap_mandatory(request, pk):
    roadmap = own_roadmap(request, pk)
    if roadmap.organization.is_institution:
        messages.error(request, OF_INSTITUTIONS)
        return redirect(roadmap)
    sections = Section.objects.filter(roadmap=roadmap).prefetch_related("tasks")
    sections = list(sections.order_by("position", "pk"))
    keys = [task.pk for section in sections for task in section.tasks.all()]
    form = MandatoryForm(request.POST if request.method == "POST" else None, keys=keys)
    if form.is_valid():
        count = mark_mandatory(
            roadmap=roadmap, member=request.membership, tasks=map(int, form.cleaned_data["tasks"])
        )
        messages.success(request, f"Обязательных мероприятий: {count}.")
        return redirect(roadmap)
    context = {"roadmap": roadmap, "sections": sections, "form": form}
    return render(request, "roadmaps/review/roadmap_mandatory.html", context)
