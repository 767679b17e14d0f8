"""Pages for whoever has a link to the word of a month: no account, no navigation."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.accounts.link_pages import LinkPages, key_of
from mentorship.accounts.links import LinkRefused
from mentorship.core.exceptions import DomainError
from mentorship.pairs.children import called_in, is_childs, is_mentee
from mentorship.pairs.feedback import services
from mentorship.pairs.feedback.concerns import adult_for
from mentorship.pairs.feedback.forms import LinkWordForm
from mentorship.pairs.feedback.months import Month
from mentorship.surveys.answering import called

PAGES = LinkPages(
    services.PURPOSE,
    "feedback_links:feedback_answer",
    services.asked_by,
    lambda feedback: feedback.person.user_id,
)
TOLD = "feedback-told"


@login_not_required
@require_safe
def feedback_open(request, token):
    return PAGES.open(request, token)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_answer(request):
    """The word of the link opened in this session; sent once, what was typed stays."""
    return PAGES.answer(request, fill_in)


def fill_in(request, feedback):
    today, link = timezone.localdate(), feedback.link
    is_child = is_childs(feedback.pair, feedback.person)
    adult = adult_for(feedback.pair, today) if is_child else None
    initial = {"link": key_of(link)}
    form = LinkWordForm(request.POST or None, is_child=is_child, adult=adult, initial=initial)
    if refusal := PAGES.wrong_post(request, form, link):
        return refusal
    if form.is_valid() and kept(form, feedback, today):
        PAGES.remember_sent(request, link)
        request.session[TOLD] = bool(form.cleaned_data.get("concern"))
        return redirect("feedback_links:feedback_sent")
    context = {
        "form": form,
        "institution": feedback.pair.institution,
        "person": called_in(feedback.pair, feedback.person),
        "partner": called(feedback.pair.mentor_entry.person),
        "is_mentor": not is_mentee(feedback.pair, feedback.person),
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
    if PAGES.sent(request) is None:
        return PAGES.lost(request)
    return render(request, "pairs/feedback_sent.html", {"told": request.session.get(TOLD)})
