from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.first_steps import first_steps
from mentorship.organizations.access import member_required
from mentorship.organizations.attention import lines_for
from mentorship.organizations.models import Invitation
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.search import SEARCH, cleaned
from mentorship.pairs.meetings.entry import own_pairs
from mentorship.pairs.models import Pair
from mentorship.searching import SHORTEST, Found, is_long_enough, look_everywhere, look_in, suggest
from monitoring.summaries import home_indicators

MOST_LINES = 7


@require_safe
def home(request):
    """What needs attention today, by role; statistics come below."""
    member = request.membership
    if member is None:
        return render(request, "home/without_role.html", {"handed_over": handed_over(request)})
    today = timezone.localdate()
    lines = lines_for(member, request.school_year, today)
    context = {
        "livelier_year": livelier_year(member, request.school_year),
        "today": today,
        "lines": lines[:MOST_LINES],
        "more_lines": lines[MOST_LINES:],
        "own_pairs": own_pairs(member, request.school_year, today),
        "first_steps": first_steps(member, request.school_year, today),
    }
    if member.organization.is_institution:
        context["indicators"] = home_indicators(member, request.school_year)
    else:
        # Those of a region take a second: what needs attention is not kept back by them.
        context["indicators_follow"] = member.may(Right.INDICATORS_VIEW)
    return render(request, "home/home.html", context)


@require_safe
@member_required(Right.INDICATORS_VIEW)
def indicator_cards(request):
    """The cards of the home page, asked for by the page once it stands."""
    context = {"indicators": home_indicators(request.membership, request.school_year)}
    return render(request, "home/_indicators.html", context)


def permission_denied(request, exception):
    """403; whoever gave a role over is told so instead of being sent to look for another one."""
    return render(request, "403.html", {"handed_over": handed_over(request)}, status=403)


def handed_over(request):
    """Roles of the user that a successor has taken over."""
    if not request.user.is_authenticated:
        return []
    return Invitation.objects.handed_over_by(request.user, timezone.localdate())


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
    """Every room's first lines, or all lines of one; works without any script."""
    member, text = request.membership, cleaned(request.GET.get("q", ""))
    code = request.GET.get("group", "")
    context = {"query": text, "shortest": SHORTEST, "found": Found()}
    if is_long_enough(text) and code in SEARCH:
        context |= {"page_obj": look_in(member, code, text, request.GET.get("page"))}
        context["title"] = SEARCH[code].title
        note_hits(context["page_obj"])
    elif is_long_enough(text):
        context["found"] = look_everywhere(member, text)
        note_hits(hit for group in context["found"].groups for hit in group.hits)
    return render(request, "home/search.html", context)


@require_safe
@member_required()
def search_suggest(request):
    """Lines under the box while one types."""
    text = cleaned(request.GET.get("q", ""))
    hits = suggest(request.membership, text) if is_long_enough(text) else []
    note_hits(hits)
    all_url = f"{reverse('search')}?{urlencode({'q': text})}"
    return render(request, "home/_suggestions.html", {"hits": hits, "all_url": all_url})


def note_hits(hits):
    note_reading(Reading.Kind.SEARCH, {person for hit in hits for person in hit.people})


def csrf_failure(request, reason=""):
    return render(request, "csrf_failure.html", status=403)
