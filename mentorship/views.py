from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mentorship.first_steps import first_steps
from mentorship.organizations.access import member_required
from mentorship.organizations.attention import lines_for
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.search import SEARCH
from mentorship.pairs.models import Pair
from monitoring.summaries import home_indicators

MOST_LINES = 7
SHORTEST_QUERY = 2


@require_safe
def home(request):
    """What needs attention today, by role; statistics come below."""
    member = request.membership
    if member is None:
        return render(request, "home/without_role.html")
    today = timezone.localdate()
    lines = lines_for(member, request.school_year, today)
    context = {
        "livelier_year": livelier_year(member, request.school_year),
        "today": today,
        "lines": lines[:MOST_LINES],
        "first_steps": first_steps(member, request.school_year, today),
        "indicators": home_indicators(member, request.school_year),
    }
    return render(request, "home/home.html", context)


def livelier_year(member, year):
    """The latest year with pairs where the chosen one has none: an archive looks empty else."""
    pairs = Pair.objects.visible_to(member)
    if not member.may(Right.PAIRS_VIEW) or pairs.of_year(year).exists():
        return None
    latest = pairs.order_by("-school_year").values_list("school_year", flat=True).first()
    return latest and SchoolYear(latest)


@require_safe
@member_required()
def search(request):
    query = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    groups = []
    if len(query) >= SHORTEST_QUERY:
        found = [(title, list(look(request.membership, query))) for title, look in SEARCH.items()]
        groups = [(title, hits) for title, hits in found if hits]
    context = {"query": query, "groups": groups, "shortest": SHORTEST_QUERY}
    return render(request, "home/search.html", context)


def csrf_failure(request, reason=""):
    return render(request, "csrf_failure.html", status=403)
