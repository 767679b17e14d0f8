from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.matching import pages
from mentorship.pairs.matching.comparing import compare_runs
from mentorship.pairs.matching.forms import CompareForm, RunForm
from mentorship.pairs.matching.jobs import MOST_AT_ONCE, match_later
from mentorship.pairs.matching.reasons import REASONS
from mentorship.pairs.matching.runs import run_matching
from mentorship.pairs.matching.settings import settings_of
from mentorship.pairs.matching.words import level_of, most_points, points, quality_of
from mentorship.pairs.models import MatchingRun, Pair, Suggestion
from mentorship.pairs.tabs import tabs_of
from mentorship.pairs.waiting import supply
from mentorship.pairs.waiting.lists import waiting_mentees

PAGE = 20
# A reason that was refused waits in the session for the page it was typed on.
TYPED = "matching-reason"


@method_decorator(member_required(Right.PAIRS_EDIT), name="dispatch")
class RunListView(ListView):
    """Where a matching begins, and the earlier ones of the year."""

    template_name = "pairs/matching/run_list.html"
    paginate_by = 25

    def get_queryset(self):
        return runs_of(self.request).order_by("-created_at", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        member, year, today = (
            self.request.membership,
            self.request.school_year,
            timezone.localdate(),
        )
        settings = settings_of(member.organization_id)
        weights = [(reason.title, level_of(settings.weights[reason.code])) for reason in REASONS]
        return context | {
            "form": kwargs.get("form") or RunForm(),
            "runs": [(run, points(run.total)) for run in context["page_obj"]],
            "waiting": waiting_mentees(member, year, today).count(),
            "free": supply.free_mentors(member, year, today).count(),
            "weights": weights,
            "threshold": settings.threshold,
            "may_compare": context["paginator"].count > 1,
            "tabs": tabs_of(member, "run_list"),
        }


@require_POST
@member_required(Right.PAIRS_EDIT)
def run_create(request):
    """Match at once, or by a job when that takes longer than one waits for a page."""
    form = RunForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Такой формы наставничества нет: выберите из списка.")
        return redirect("pairs:run_list")
    member, year, today = request.membership, request.school_year, timezone.localdate()
    asked = {"form": form.cleaned_data["form"], "groups": form.cleaned_data["groups"]}
    mentees = waiting_mentees(member, year, today).count()
    if mentees * supply.free_mentors(member, year, today).count() > MOST_AT_ONCE:
        return redirect("jobs:job_detail", match_later(member=member, year=year, **asked).pk)
    try:
        run = run_matching(member=member, year=year, today=today, **asked)
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return redirect("pairs:run_list")
    return redirect("pairs:run_detail", run.pk)


@require_safe
@member_required(Right.PAIRS_EDIT)
def run_detail(request, pk):
    """Suggestions with their reasons, those left alone, and how good the plan is."""
    run, today = run_of(request, pk), timezone.localdate()
    suggestions = pages.suggestions_of(run, today)
    page_obj = Paginator(suggestions, PAGE).get_page(request.GET.get("page"))
    left = list(pages.left_alone_of(run, today))
    shown = [p for s in page_obj for p in (s.mentor_entry.person_id, s.mentee_entry.person_id)]
    shown += [(why.mentee_entry or why.mentor_entry).person_id for why in left]
    note_reading(Reading.Kind.LIST, shown, selection="Подбор пар")
    rows = pages.rows_of(run, page_obj.object_list, request.membership, today)
    typed_for, typed = request.session.pop(TYPED, (None, ""))
    context = {
        "run": run,
        "rows": rows,
        "typed_for": typed_for,
        "typed": typed,
        "drafts": Pair.objects.filter(suggestions__run=run, state=Pair.State.DRAFT).distinct(),
        "ticks_all": request.GET.get("tick") == "all",
        "page_obj": page_obj,
        "may_accept_many": any(row.can_decide and row.together for row in rows),
        "open_count": suggestions.filter(state=Suggestion.State.OFFERED).count(),
        "mentees_left": [why for why in left if why.mentee_entry_id],
        "mentors_left": [why for why in left if why.mentor_entry_id],
        "quality": quality_of(run),
        "most": points(most_points(run.weights)),
        "weights": [(r.title, level_of(run.weights.get(r.code, 0))) for r in REASONS],
        "own": request.membership.organization_id,
    }
    return render(request, "pairs/matching/run_detail.html", context)


@require_safe
@member_required(Right.PAIRS_EDIT)
def run_compare(request):
    """Two runs of the year side by side: who changes, and what the total loses."""
    form = CompareForm(request.GET, runs=runs_of(request))
    if not form.is_valid():
        messages.warning(request, "Выберите два разных подбора, чтобы сравнить их.")
        return redirect("pairs:run_list")
    first, second = form.chosen
    titles = (title_of(first), title_of(second))
    context = comparison_of(compare_runs(first, second), titles) | {"run": first}
    return render(request, "pairs/matching/run_compare.html", context)


def comparison_of(comparison, titles):
    """Context of both comparisons; whom they name is noted."""
    today = timezone.localdate()
    people = pages.people_of(comparison)
    note_reading(Reading.Kind.LIST, people, selection="Сравнение подборов")
    return {
        "comparison": comparison,
        "changes": pages.change_rows(comparison, today),
        "titles": titles,
        "totals": (points(comparison.total_first), points(comparison.total_second)),
        "difference": points(abs(comparison.difference)),
    }


def title_of(run):
    made = timezone.localtime(run.created_at)
    return f"{run.title or f'Подбор № {run.pk}'}, {made:%d.%m.%Y %H:%M}"


def runs_of(request):
    runs = MatchingRun.objects.visible_to(request.membership)
    return runs.of_year(request.school_year).select_related("form", "created_by__user")


def run_of(request, pk):
    runs = MatchingRun.objects.visible_to(request.membership)
    return get_object_or_404(runs.select_related("form", "created_by__user"), pk=pk)
