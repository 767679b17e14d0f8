"""What a member sets for oneself: letters with what is due, and the calendar of a phone."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.accounts.addresses import link_address
from mentorship.organizations.access import member_required
from mentorship.organizations.feed_answers import answer_feed
from mentorship.organizations.roles import Right
from roadmaps.work import digests
from roadmaps.work.feed import FEED, calendar_of
from roadmaps.work.forms import RhythmForm

# The secret waits in the session for the page that shows it once.
SECRET = "task-feed"  # noqa: S105 -- the name of a place, not a password


@require_http_methods(["GET", "HEAD", "POST"])
@member_required()
def digest_update(request):
    """How often the member is written to."""
    form = RhythmForm(
        request.POST or None, initial={"rhythm": digests.rhythm_of(request.membership)}
    )
    if form.is_valid():
        digests.choose_rhythm(member=request.membership, rhythm=form.cleaned_data["rhythm"])
        messages.success(request, "Записано.")
        return redirect("roadmaps:digest_update")
    context = {"form": form, "mail_configured": settings.MAIL_CONFIGURED}
    return render(request, "roadmaps/digest_update.html", context)


@require_safe
@member_required(Right.ROADMAPS_VIEW)
def feed_detail(request):
    """What the subscription is, and its address right after it was given out."""
    token = request.session.pop(SECRET, None)
    context = {
        "feed": FEED.feed_of(request.membership),
        "address": token and link_address("roadmap_links:feed", token),
        "all_tasks": request.membership.may(Right.ROADMAPS_EDIT),
    }
    return render(request, "roadmaps/task_feed.html", context)


@require_POST
@member_required(Right.ROADMAPS_VIEW)
def feed_create(request):
    request.session[SECRET] = FEED.issue(member=request.membership)
    return redirect("roadmaps:feed_detail")


@require_POST
@member_required(Right.ROADMAPS_VIEW)
def feed_revoke(request):
    FEED.revoke(member=request.membership)
    messages.success(request, "Ссылка на календарь отозвана: по ней больше ничего не видно.")
    return redirect("roadmaps:feed_detail")


@login_not_required
@require_safe
def feed(request, token):
    return answer_feed(request, token, FEED, calendar_of, "deadlines.ics")
