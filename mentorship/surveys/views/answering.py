"""Pages for whoever has a link: no account, no navigation, nothing about the person but a name."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.accounts.link_pages import LinkPages, key_of
from mentorship.accounts.links import LinkRefused
from mentorship.core.exceptions import DomainError
from mentorship.surveys.answering import (
    answer_invitation,
    asked_by,
    called,
    people_for,
    questions_for,
    topics_for,
)
from mentorship.surveys.forms import LinkForm
from mentorship.surveys.inviting import PURPOSE

# A curator may fill in what came on paper, so nobody is asked whose account it is.
PAGES = LinkPages(PURPOSE, "answers:answer_create", asked_by, keeps_drafts=True)


@login_not_required
@require_safe
def link_open(request, token):
    return PAGES.open(request, token)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_create(request):
    """The questions of the link opened in this session; sent once."""
    return PAGES.answer(request, fill_in)


def fill_in(request, invitation):
    """What was typed stays whatever goes wrong."""
    form, link = form_for(request, invitation), invitation.link
    if refusal := PAGES.wrong_post(request, form, link):
        return refusal
    if form.is_valid() and kept(form, invitation):
        PAGES.remember_sent(request, link)
        return redirect("answers:answer_sent")
    return render(request, "surveys/link_form.html", page_of(invitation, form))


def kept(form, invitation):
    """Keep the answers; a refusal other than of the link goes to the form."""
    try:
        answer_invitation(invitation=invitation, answers=form.answers, today=timezone.localdate())
    except LinkRefused:
        raise
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def form_for(request, invitation):
    topics = topics_for(invitation)
    return LinkForm(
        request.POST or None,
        questions=questions_for(invitation, topics),
        topics=topics,
        people=people_for(invitation, timezone.localdate()),
        initial={"link": key_of(invitation.link)},
    )


def page_of(invitation, form):
    return {
        "form": form,
        "institution": invitation.institution,
        "questionnaire": invitation.questionnaire,
        "person": invitation.person and called(invitation.person),
        "about": invitation.about and called(invitation.about),
        "key": key_of(invitation.link),
        "until": invitation.link.expires_at,
    }


@login_not_required
@require_safe
def answer_sent(request):
    """Thanks, and what comes next: the consent is a sheet of its own (156-ФЗ)."""
    invitation = PAGES.sent(request)
    if invitation is None:
        return PAGES.lost(request)
    context = {
        "institution": invitation.institution,
        "questionnaire": invitation.questionnaire,
        "key": key_of(invitation.link),
    }
    return render(request, "surveys/link_sent.html", context)
