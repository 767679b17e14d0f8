from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.accounts.addresses import link_address, qr_image
from mentorship.audit.models import Reading
from mentorship.bank.models import Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs import rules, trials
from mentorship.pairs.life_forms import TrialForm
from mentorship.pairs.models import Pair
from mentorship.pairs.readings import note_pairs
from mentorship.pairs.workflow import can_ask_trial

# The secret waits in the session for the page that shows it once.
SLIP = "trial-slip"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def trial_record(request, pk, person_pk):
    pair, person = asked_side(request, pk, person_pk)
    note_pairs(Reading.Kind.PAIR, [pair], about=pair, selection="Ответ после пробной встречи")
    form = TrialForm(request.POST or None)
    if form.is_valid():
        try:
            trials.record_answer(
                pair=pair, member=request.membership, person=person, **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Ответ записан.")
            return redirect(pair)
    context = {
        "title": f"Ответ после пробной встречи: {person.short_name}",
        "form": form,
        "back_url": pair.get_absolute_url(),
        "back_title": "К паре",
    }
    return render(request, "components/form_page.html", context)


@require_POST
@member_required(Right.PAIRS_EDIT)
def trial_ask(request, pk, person_pk):
    """A link for one side; the next page shows it once."""
    pair, person = asked_side(request, pk, person_pk)
    try:
        _answer, secret = trials.give_link(pair=pair, member=request.membership, person=person)
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return redirect(pair)
    request.session[SLIP] = {"pair": pair.pk, "person": person.pk, "token": secret}
    return redirect("pairs:trial_slip", pair.pk, person.pk)


@require_safe
@member_required(Right.PAIRS_EDIT)
def trial_slip(request, pk, person_pk):
    """A slip with a QR code to give out; gone when the page is left."""
    pair, person = asked_side(request, pk, person_pk)
    note_pairs(Reading.Kind.PAIR, [pair], about=pair, selection="Ссылка после пробной встречи")
    kept = request.session.pop(SLIP, {})
    context = {"pair": pair, "person": person, "until": timezone.now() + trials.LIFETIME}
    if (kept.get("pair"), kept.get("person")) == (pk, person_pk):
        address = link_address("trial:link_open", kept["token"])
        context |= {"address": address, "qr": qr_image(address)}
    return render(request, "pairs/trial_slip.html", context)


def asked_side(request, pk, person_pk):
    pairs = Pair.objects.visible_to(request.membership).select_related("mentor_entry__person")
    pair = get_object_or_404(pairs.prefetch_related("members"), pk=pk)
    if not can_ask_trial(request.membership, pair):
        raise PermissionDenied
    sides = [person.pk for person in rules.people_of(pair)]
    return pair, get_object_or_404(Person.objects.filter(pk__in=sides), pk=person_pk)
