"""Pages for whoever has a link to the word of a month: no account, no navigation."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.accounts.link_pages import forget_link, kept_link, link_refused, open_link
from mentorship.accounts.links import LinkRefused
from mentorship.core.exceptions import DomainError
from mentorship.pairs.feedback import services
from mentorship.pairs.feedback.concerns import adult_for
from mentorship.pairs.feedback.forms import LinkWordForm
from mentorship.pairs.feedback.months import Month
from mentorship.surveys.answering import called
from mentorship.surveys.limits import sends_too_often

HURRY = "Слишком много попыток. Подождите десять минут."
OTHER_LINK = "В этом браузере открыта другая ссылка. Откройте свою ещё раз."
SENT = "feedback-sent"


@login_not_required
@require_safe
def feedback_open(request, token):
    return open_link(
        request, purpose=services.PURPOSE, token=token, page="feedback_links:feedback_answer"
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_answer(request):
    """The word of the link opened in this session; sent once, what was typed stays."""
    try:
        link = kept_link(request, services.PURPOSE)
        if link is None:
            return render(request, "surveys/link_lost.html")
        return fill_in(request, services.asked_by(link))
    except LinkRefused as refusal:
        return link_refused(request, str(refusal), status=410)


def fill_in(request, feedback):
    today, key = timezone.localdate(), feedback.link.digest[:16]
    is_child = services.is_childs(feedback.pair, feedback.person)
    adult = adult_for(feedback.pair, today) if is_child else None
    form = LinkWordForm(request.POST or None, is_child=is_child, adult=adult, initial={"link": key})
    if request.method == "POST" and form["link"].value() != key:
        return link_refused(request, OTHER_LINK, status=409)
    if request.method == "POST" and sends_too_often(request, feedback.link):
        form.add_error(None, HURRY)
    elif form.is_valid() and kept(form, feedback, today):
        forget_link(request, services.PURPOSE)
        request.session[SENT] = bool(form.cleaned_data.get("concern"))
        return redirect("feedback_links:feedback_sent")
    context = {
        "form": form,
        "institution": feedback.pair.institution,
        "person": called(feedback.person),
        "partner": called(feedback.pair.mentor_entry.person),
        "is_mentor": feedback.person_id == feedback.pair.mentor_entry.person_id,
        "is_child": is_child,
        "adult": adult,
        "month": Month(feedback.month),
    }
    return render(request, "pairs/feedback_answer.html", context)


def kept(form, feedback, today):
    """Keep the answer; a refusal other than of the link goes to the form."""
    fields = {name: value for name, value in form.cleaned_data.items() if name != "link"}
    try:
        services.answer(feedback=feedback, today=today, **fields)
    except LinkRefused:
        raise
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@login_not_required
@require_safe
def feedback_sent(request):
    if SENT not in request.session:
        return render(request, "surveys/link_lost.html")
    return render(request, "pairs/feedback_sent.html", {"told": request.session[SENT]})
