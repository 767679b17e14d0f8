"""Pages for whoever has a link: no account, no navigation, nothing about the person but a name."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.accounts.guessing import WORDS, count_wrong, is_guessing
from mentorship.accounts.links import LinkRefused, refuse_spent
from mentorship.core.exceptions import DomainError
from mentorship.surveys import opened
from mentorship.surveys.answering import (
    answer_invitation,
    called,
    people_for,
    questions_for,
    topics_for,
)
from mentorship.surveys.forms import LinkForm
from mentorship.surveys.limits import opens_too_often, sends_too_often

UNKNOWN = "Такой ссылки нет. Проверьте, что адрес набран полностью, или попросите новую."
HURRY = "Слишком много попыток. Подождите десять минут: набранное сохранено на этом устройстве."
OTHER_LINK = (
    "В этом браузере открыта другая анкета. Откройте свою ссылку ещё раз: набранное сохранено "
    "на этом устройстве."
)


@login_not_required
@require_safe
def link_open(request, token):
    """Keep the link in the session and go on to an address without the secret."""
    if is_guessing(request):
        return refused(request, WORDS, status=429)
    link = opened.link_of(token)
    if link is None:
        count_wrong(request)
        return refused(request, UNKNOWN)
    if opens_too_often(link):
        return refused(request, HURRY, status=429)
    try:
        refuse_spent(link)
    except LinkRefused as refusal:
        return refused(request, str(refusal), status=410)
    opened.remember(request, link)
    return redirect("answers:answer_create")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_create(request):
    """The questions of the link opened in this session; sent once."""
    try:
        invitation = opened.opened_invitation(request)
        if invitation is None:
            return lost(request)
        return fill_in(request, invitation)
    except LinkRefused as refusal:
        return refused(request, str(refusal), status=410)


def fill_in(request, invitation):
    """What was typed stays whatever goes wrong."""
    form, key = form_for(request, invitation), opened.key_of(invitation.link)
    if request.method == "POST" and form["link"].value() != key:
        return refused(request, OTHER_LINK, status=409)
    if request.method == "POST" and sends_too_often(request, invitation.link):
        form.add_error(None, HURRY)
    elif form.is_valid():
        try:
            answer_invitation(
                invitation=invitation, answers=form.answers, today=timezone.localdate()
            )
        except DomainError as refusal:
            if isinstance(refusal, LinkRefused):
                raise
            form.add_error(None, str(refusal))
        else:
            opened.remember_sent(request, invitation)
            return redirect("answers:answer_sent")
    return render(request, "surveys/link_form.html", page_of(invitation, form))


def form_for(request, invitation):
    topics = topics_for(invitation)
    return LinkForm(
        request.POST or None,
        questions=questions_for(invitation, topics),
        topics=topics,
        people=people_for(invitation, timezone.localdate()),
        initial={"link": opened.key_of(invitation.link)},
    )


def page_of(invitation, form):
    return {
        "form": form,
        "institution": invitation.institution,
        "questionnaire": invitation.questionnaire,
        "person": invitation.person and called(invitation.person),
        "about": invitation.about and called(invitation.about),
        "key": opened.key_of(invitation.link),
        "until": invitation.link.expires_at,
    }


@login_not_required
@require_safe
def answer_sent(request):
    """Thanks, and what comes next: the consent is a sheet of its own (156-ФЗ)."""
    invitation = opened.sent_invitation(request)
    if invitation is None:
        return lost(request)
    context = {
        "institution": invitation.institution,
        "questionnaire": invitation.questionnaire,
        "key": opened.key_of(invitation.link),
    }
    return render(request, "surveys/link_sent.html", context)


def lost(request):
    """A session that knows no link: the browser was closed, or somebody typed the address."""
    if request.method == "POST":
        return redirect("answers:answer_create")
    return render(request, "surveys/link_lost.html")


def refused(request, reason, status=404):
    return render(request, "surveys/link_refused.html", {"reason": reason}, status=status)
