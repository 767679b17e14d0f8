"""Pages for whoever is asked after a trial meeting: no account, nothing said but first names."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.accounts.link_pages import LinkPages, key_of
from mentorship.accounts.links import LinkRefused
from mentorship.core.exceptions import DomainError
from mentorship.pairs import trials
from mentorship.pairs.children import called_in
from mentorship.pairs.life_forms import TrialLinkForm
from mentorship.surveys.answering import called

PAGES = LinkPages(
    trials.PURPOSE, "trial:answer_create", trials.asked_by, lambda answer: answer.person.user_id
)


@login_not_required
@require_safe
def link_open(request, token):
    return PAGES.open(request, token)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_create(request):
    """«Вы готовы работать в этой паре?» – answered once."""
    return PAGES.answer(request, ask)


def ask(request, answer):
    """What was typed stays whatever goes wrong."""
    form = TrialLinkForm(request.POST or None, initial={"link": key_of(answer.link)})
    if refusal := PAGES.wrong_post(request, form, answer.link):
        return refusal
    if form.is_valid():
        try:
            words = {name: form.cleaned_data[name] for name in ("word", "remark")}
            trials.answer_by_link(answer=answer, **words)
        except LinkRefused:
            raise
        except DomainError as refusal:
            return PAGES.refused(request, str(refusal), status=410)
        PAGES.remember_sent(request, answer.link)
        return redirect("trial:answer_sent")
    return render(request, "pairs/trial_form.html", page_of(answer) | {"form": form})


def page_of(answer):
    """No surname: who is asked, and with whom the trial was."""
    pair = answer.pair
    return {
        "institution": pair.institution,
        "person": called_in(pair, answer.person),
        "mentor": called(pair.mentor_entry.person),
        "is_mentor": answer.person_id == pair.mentor_entry.person_id,
    }


@login_not_required
@require_safe
def answer_sent(request):
    answer = PAGES.sent(request)
    if answer is None:
        return PAGES.lost(request)
    return render(request, "pairs/trial_sent.html", {"institution": answer.pair.institution})
