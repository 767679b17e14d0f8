from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.core.exceptions import DomainError
from mentorship.core.keys import keys_of
from mentorship.core.wording import counted
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.matching import decisions
from mentorship.pairs.matching.comparing import compare_runs
from mentorship.pairs.matching.planning import Extra, plan_with
from mentorship.pairs.matching.settings import settings_of_run
from mentorship.pairs.matching.taking_over import run_without
from mentorship.pairs.matching.views.runs import TYPED, comparison_of, run_of, title_of
from mentorship.pairs.models import Ruling, Suggestion

DONE = {
    "accept": "Пара составлена черновиком: предложите её сторонам.",
    "decline": "Отклонено: больше не предлагаем, пока решение не снято.",
    "remove": "Убрано из этого подбора. В следующем пара может появиться снова.",
    "lock": "Закреплено: следующие подборы поставят их вместе.",
    "undo": "Решение отменено, предложение снова открыто.",
}


@require_POST
@member_required(Right.PAIRS_EDIT)
def suggestion_decide(request, pk, action):
    """One verdict on one suggestion; a group is accepted whole."""
    suggestion = suggestion_of(request, pk)
    decide = verdict_of(request, suggestion, action)
    try:
        decide()
        messages.success(request, DONE[action])
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        request.session[TYPED] = [suggestion.pk, request.POST.get("reason", "")]
    return redirect("pairs:run_detail", suggestion.run_id)


def verdict_of(request, suggestion, action):
    """The service of an action, ready to be called; an unknown one is 404."""
    member, reason = request.membership, request.POST.get("reason", "")
    two = {"mentor_entry": suggestion.mentor_entry, "mentee_entry": suggestion.mentee_entry}
    verdicts = {
        "accept": partial(decisions.accept, member=member, suggestion=suggestion),
        "decline": partial(decisions.decline, member=member, suggestion=suggestion, reason=reason),
        "remove": partial(decisions.remove, member=member, suggestion=suggestion),
        "undo": partial(decisions.undo, member=member, suggestion=suggestion),
        "lock": partial(decisions.lock, member=member, reason=reason, **two),
    }
    if action not in verdicts:
        raise Http404
    return verdicts[action]


@require_POST
@member_required(Right.PAIRS_EDIT)
def run_accept(request, pk):
    """Accept the ticked suggestions, each by itself: what cannot be is said, the rest stands."""
    run = run_of(request, pk)
    ticked = keys_of(request.POST.getlist("suggestions"))
    accepted, refusals = 0, []
    for suggestion in with_people(run.suggestions.filter(pk__in=ticked).order_by("pk")):
        try:
            decisions.accept(member=request.membership, suggestion=suggestion)
            accepted += 1
        except DomainError as refusal:
            refusals.append(f"{suggestion.mentee_entry.person.short_name}: {refusal}")
    if accepted:
        pairs = counted(accepted, "пара", "пары", "пар")
        messages.success(request, f"Составлено черновиков: {pairs}.")
    if refusals:
        messages.error(request, " ".join(refusals), extra_tags="bad")
    if not ticked:
        messages.warning(request, "Отметьте хотя бы одно предложение.")
    return redirect("pairs:run_detail", run.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def suggestion_whatif(request, pk):
    """«А если не эта пара?»: the best plan without it beside the run, or in place of it."""
    suggestion = suggestion_of(request, pk)
    return (
        take_over(request, suggestion) if request.method == "POST" else look_at(request, suggestion)
    )


def take_over(request, suggestion):
    try:
        run = run_without(member=request.membership, suggestion=suggestion)
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return redirect("pairs:run_detail", suggestion.run_id)
    messages.success(request, "Подбор выполнен заново без этой пары: решайте по нему.")
    return redirect("pairs:run_detail", run.pk)


def look_at(request, suggestion):
    """Both plans side by side; nothing is stored."""
    run = suggestion.run
    without = Extra(suggestion.mentor_entry_id, suggestion.mentee_entry_id, Ruling.Kind.FORBIDDEN)
    try:
        plan = plan_with(
            member=request.membership,
            year=run.year,
            form=run.form,
            settings=settings_of_run(run),
            groups=run.is_group,
            extra=[without],
            today=timezone.localdate(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return redirect("pairs:run_detail", run.pk)
    titles = (title_of(run), "если эту пару не составлять")
    context = comparison_of(compare_runs(run, plan), titles)
    context |= {"run": run, "is_whatif": True, "suggestion": suggestion}
    context |= {"may_take_over": decisions.can_decide(request.membership, suggestion)}
    return render(request, "pairs/matching/run_compare.html", context)


def with_people(suggestions):
    return suggestions.select_related(
        "run__form", "mentor_entry__person", "mentee_entry__person", "form"
    )


def suggestion_of(request, pk):
    suggestions = Suggestion.objects.visible_to(request.membership)
    return get_object_or_404(with_people(suggestions), pk=pk)
