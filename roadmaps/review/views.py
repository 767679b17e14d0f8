"""The methodist's pages: the queue and the review in a row."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from roadmaps.models import Review
from roadmaps.review import drafts, queue, verdicts
from roadmaps.review.content import sections_of, tasks_of
from roadmaps.review.forms import ReviewForm
from roadmaps.review.mandatory import demanded_of
from roadmaps.review.panel import chain_of, moves_of
from roadmaps.review.rows import deadlines_of, sheet_of

DONE = {"agree": "Карта согласована", "return": "Карта возвращена на доработку"}


@method_decorator(member_required(Right.ROADMAPS_REVIEW), name="dispatch")
class ReviewListView(ListView):
    template_name = "roadmaps/review/review_list.html"
    paginate_by = 100

    def get_queryset(self):
        member, today = self.request.membership, timezone.localdate()
        self.shown = queue.known(self.request.GET.get("show", ""))
        self.choices = queue.choices(member, today)
        rule = queue.conditions(member, today)[self.shown]
        return queue.queue_of(member).filter(rule)

    def get_paginator(self, *args, **kwargs):
        """The filters have counted the rows already."""
        paginator = super().get_paginator(*args, **kwargs)
        counts = {choice.code: choice.count for choice in self.choices}
        paginator.count = counts.get(self.shown, 0)
        return paginator

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        member, today = self.request.membership, timezone.localdate()
        return context | {
            "lines": queue.lines_of(context["object_list"], member, today),
            "shown": self.shown,
            "shown_title": queue.TITLES[self.shown],
            "choices": self.choices,
        }


def visible_review(request, pk):
    seen = Review.objects.visible_to(request.membership)
    seen = seen.exclude(organization=request.membership.organization_id)
    return get_object_or_404(
        seen.select_related("organization", "roadmap__organization", "version"), pk=pk
    )


@require_safe
@member_required(Right.ROADMAPS_REVIEW)
def review_detail(request, pk):
    return review_page(request, visible_review(request, pk))


@require_POST
@member_required(Right.ROADMAPS_REVIEW)
def review_take(request, pk):
    review = visible_review(request, pk)
    takes_over = "take_over" in request.POST
    try:
        verdicts.take_review(review=review, member=request.membership, takes_over=takes_over)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("roadmaps:review_detail", pk)


@require_POST
@member_required(Right.ROADMAPS_REVIEW)
def review_write(request, pk):
    """Every button of the page: what was typed is kept first, then the button does its own."""
    review = visible_review(request, pk)
    form = review_form(review, request.POST)
    if not form.is_valid():
        return review_page(request, review, form=form)
    following = queue.place_of(request.membership, review).next
    try:
        message = write(request, review, form)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        keep(request, review, form)
        review.refresh_from_db()
        return review_page(request, review, form=form)
    messages.success(request, message)
    stays = request.POST.get("action") not in {"next", *DONE}
    if stays:
        return redirect(f"{reverse('roadmaps:review_detail', args=[pk])}{whole_of(request)}")
    return redirect(*next_page(following))


@require_POST
@member_required(Right.ROADMAPS_REVIEW)
def review_typed(request, pk):
    """What stands in the fields now, kept by itself while one types."""
    review = visible_review(request, pk)
    context = {
        "draft": keep(request, review, review_form(review, request.POST)),
        "refusal": verdicts.why_not(review, request.membership),
    }
    return render(request, "roadmaps/review/_saved.html", context)


def keep(request, review, form):
    return drafts.keep_typed(review=review, member=request.membership, typed=form.typed())


@transaction.atomic
def write(request, review, form):
    """Remarks, and the verdict if a button gave one; a conclusion without one waits for it."""
    action, typed = request.POST.get("action", ""), form.typed()
    own = {"review": review, "member": request.membership}
    if action in DONE:
        comment = form.cleaned_data["comment"]
        verdicts.decide_review(**own, action=action, comment=comment, notes=form.notes())
        drafts.settle_typed(**own, said=typed, waiting={})
        return f"{DONE[action]}: {review.organization.short_name}."
    verdicts.write_notes(**own, notes=form.notes())
    waiting = {name: text for name, text in typed.items() if name == "comment"}
    drafts.settle_typed(**own, said=typed.keys() - waiting.keys(), waiting=waiting)
    return "Замечания сохранены."


def next_page(following):
    return ("roadmaps:review_detail", following) if following else ("roadmaps:review_list",)


def whole_of(request):
    return "?all=yes" if "all" in request.POST else ""


def review_form(review, data=None, initial=None):
    tasks = list(tasks_of(sections_of(review.version.content)))
    return ReviewForm(data, initial=initial, tasks=tasks)


def review_page(request, review, *, form=None):
    """The page as the member may use it; a refused form comes back with what was typed."""
    member, roadmap = request.membership, review.roadmap
    whole = "all" in request.GET or "all" in request.POST
    is_mine = review.state == Review.State.OPEN and review.taken_by_id == member.pk
    typed = drafts.typed_of(review, member) if form is None or not is_mine else {}
    context = {
        "review": review,
        "roadmap": roadmap,
        "sheet": sheet_of(review, whole=whole),
        "demanded": demanded_of(roadmap, tasks_of(sections_of(review.version.content))),
        "deadlines": deadlines_of(roadmap),
        "chain": chain_of(roadmap, list(moves_of(roadmap))),
        "place": queue.place_of(member, review),
        "form": (form := form or review_form(review, initial=typed)),
        "came_back": bool(typed),
        "left": [] if is_mine else left_of(form, typed),
        "plan_fields": [form["plan"], form["comment"]],
        "is_mine": is_mine,
        "is_others": review.state == Review.State.OPEN and not is_mine,
    }
    return render(request, "roadmaps/review/review_detail.html", context)


def left_of(form, typed):
    """What somebody typed who does not hold the review: each field's label and text, to read."""
    return [(form.fields[name].label, text) for name, text in typed.items() if name in form.fields]
