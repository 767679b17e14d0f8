"""Pages for whoever is asked after a trial meeting: no account, nothing said but first names."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.accounts.guessing import WORDS, count_wrong, is_guessing
from mentorship.accounts.links import LinkRefused, refuse_spent
from mentorship.core.exceptions import DomainError
from mentorship.pairs import trial_links
from mentorship.pairs.life_forms import TrialLinkForm
from mentorship.pairs.trials import answer_by_link
from mentorship.surveys.answering import called
from mentorship.surveys.limits import opens_too_often, sends_too_often

UNKNOWN = "Такой ссылки нет. Проверьте, что адрес набран полностью, или попросите новую."
HURRY = "Слишком много попыток. Подождите десять минут."
OTHER_LINK = "В этом браузере открыта другая ссылка. Откройте свою ещё раз."


@login_not_required
@require_safe
def link_open(request, token):
    """Keep the link in the session and go on to an address without the secret."""
    if is_guessing(request):
        return refused(request, WORDS, status=429)
    link = trial_links.link_of(token)
    if link is None:
        count_wrong(request)
        return refused(request, UNKNOWN)
    if opens_too_often(link):
        return refused(request, HURRY, status=429)
    try:
        refuse_spent(link)
    except LinkRefused as refusal:
        return refused(request, str(refusal), status=410)
    trial_links.remember(request, link)
    return redirect("trial:answer_create")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_create(request):
    """«Вы готовы работать в этой паре?» – answered once."""
    try:
        answer = trial_links.opened_answer(request)
        if answer is None:
            return render(request, "pairs/link_lost.html")
        return ask(request, answer)
    except LinkRefused as refusal:
        return refused(request, str(refusal), status=410)


def ask(request, answer):
    """What was typed stays whatever goes wrong."""
    key = answer.link.digest[:16]
    form = TrialLinkForm(request.POST or None, initial={"link": key})
    if request.method == "POST" and form["link"].value() != key:
        return refused(request, OTHER_LINK, status=409)
    if request.method == "POST" and sends_too_often(request, answer.link):
        return refused(request, HURRY, status=429)
    if form.is_valid():
        try:
            words = {name: form.cleaned_data[name] for name in ("word", "remark")}
            answer_by_link(answer=answer, **words)
        except LinkRefused:
            raise
        except DomainError as refusal:
            return refused(request, str(refusal), status=410)
        trial_links.remember_sent(request, answer)
        return redirect("trial:answer_sent")
    return render(request, "pairs/trial_form.html", page_of(answer) | {"form": form})


def page_of(answer):
    """No surname: who is asked, and with whom the trial was."""
    pair = answer.pair
    return {
        "institution": pair.institution,
        "person": called(answer.person),
        "mentor": called(pair.mentor_entry.person),
        "is_mentor": answer.person_id == pair.mentor_entry.person_id,
    }


@login_not_required
@require_safe
def answer_sent(request):
    answer = trial_links.sent_answer(request)
    if answer is None:
        return render(request, "pairs/link_lost.html")
    return render(request, "pairs/trial_sent.html", {"institution": answer.pair.institution})


def refused(request, reason, status=404):
    return render(request, "pairs/link_refused.html", {"reason": reason}, status=status)
