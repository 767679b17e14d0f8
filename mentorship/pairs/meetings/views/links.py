"""Secret links of meetings: the mentee's confirmation, and the calendar of a phone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.accounts.addresses import link_address, qr_image
from mentorship.accounts.link_pages import LinkPages, key_of
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.feed_answers import answer_feed
from mentorship.organizations.roles import Right
from mentorship.pairs.children import called_in
from mentorship.pairs.meetings import confirming
from mentorship.pairs.meetings.feed import FEED, calendar_of
from mentorship.pairs.meetings.forms import HappenedForm
from mentorship.pairs.meetings.views.entries import page_words, recordable_meeting
from mentorship.pairs.models import Meeting
from mentorship.surveys.answering import called

# Secrets wait in the session for the page that shows them once.
SLIPS, SECRET = "meeting-slips", "meeting-feed"
PAGES = LinkPages(
    confirming.PURPOSE,
    "meeting_links:meeting_confirm",
    confirming.asked_by,
    lambda confirmation: confirmation.member.person.user_id,
)


@require_POST
@member_required(Right.PAIRS_EDIT)
def confirmation_create(request, pk):
    """Links for the mentees who came; the next page shows them once."""
    meeting = recordable_meeting(request, pk)
    try:
        tokens = confirming.ask_mentees(meeting=meeting, member=request.membership)
    except DomainError as refusal:
        messages.error(request, str(refusal), "bad")
        return redirect(meeting)
    request.session[SLIPS] = {"meeting": meeting.pk, "tokens": tokens}
    return redirect("pairs:confirmation_slips", meeting.pk)


@require_safe
@member_required(Right.PAIRS_EDIT)
def confirmation_slips(request, pk):
    """Slips with a QR code to give out; gone when the page is left."""
    meeting = recordable_meeting(request, pk)
    kept = request.session.pop(SLIPS, {})
    tokens = kept.get("tokens", {}) if kept.get("meeting") == pk else {}
    confirmations = meeting.confirmations.filter(pk__in=tokens).select_related("member__person")
    slips = []
    for confirmation in confirmations:
        address = link_address("meeting_links:link_open", tokens[str(confirmation.pk)])
        slips.append((confirmation.member.person, address, qr_image(address)))
    until = timezone.now() + confirming.LIFETIME
    context = page_words("Подтверждение встречи", meeting.pair)
    context |= {"meeting": meeting, "slips": slips, "until": until}
    return render(request, "pairs/confirmation_slips.html", context)


@require_POST
@member_required(Right.PAIRS_EDIT)
def confirmation_revoke(request, pk):
    meeting = get_object_or_404(Meeting.objects.visible_to(request.membership), pk=pk)
    ended = confirming.stop_asking(meeting=meeting, member=request.membership)
    messages.success(request, f"Отозвано ссылок: {ended}.")
    return redirect(meeting)


@login_not_required
@require_safe
def link_open(request, token):
    return PAGES.open(request, token)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_confirm(request):
    """«Встреча состоялась?» – answered once."""
    return PAGES.answer(request, ask)


def ask(request, confirmation):
    confirming.refuse_closed(confirmation)
    form = HappenedForm(request.POST or None, initial={"link": key_of(confirmation.link)})
    if refusal := PAGES.wrong_post(request, form, confirmation.link):
        return refusal
    if form.is_valid():
        confirming.answer(confirmation=confirmation, happened=form.cleaned_data["happened"])
        PAGES.remember_sent(request, confirmation.link)
        return redirect("meeting_links:confirmation_sent")
    return render(request, "pairs/link_form.html", page_of(confirmation) | {"form": form})


def page_of(confirmation):
    """No surname, and nothing of the meeting but its day and with whom it was."""
    pair = confirmation.meeting.pair
    return {
        "institution": pair.institution,
        "meeting": confirmation.meeting,
        "mentee": called_in(pair, confirmation.member.person),
        "mentor": called(pair.mentor_entry.person),
    }


@login_not_required
@require_safe
def confirmation_sent(request):
    confirmation = PAGES.sent(request)
    if confirmation is None:
        return PAGES.lost(request)
    context = {"institution": confirmation.meeting.pair.institution}
    return render(request, "pairs/link_sent.html", context | {"happened": confirmation.happened})


@require_safe
@member_required(Right.PAIRS_VIEW)
def feed_detail(request):
    """What the subscription is, and its address right after it was given out."""
    FEED.refuse_other_role(request.membership)
    token = request.session.pop(SECRET, None)
    context = {
        "feed": FEED.feed_of(request.membership),
        "address": token and link_address("meeting_links:feed", token),
    }
    return render(request, "pairs/meeting_feed.html", context)


@require_POST
@member_required(Right.PAIRS_VIEW)
def feed_create(request):
    request.session[SECRET] = FEED.issue(member=request.membership)
    return redirect("pairs:feed_detail")


@require_POST
@member_required(Right.PAIRS_VIEW)
def feed_revoke(request):
    FEED.refuse_other_role(request.membership)
    FEED.revoke(member=request.membership)
    messages.success(request, "Ссылка на календарь отозвана: по ней больше ничего не видно.")
    return redirect("pairs:feed_detail")


@login_not_required
@require_safe
def feed(request, token):
    return answer_feed(request, token, FEED, calendar_of, "meetings.ics")
