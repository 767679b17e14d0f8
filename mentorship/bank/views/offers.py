from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import offers
from mentorship.bank.models import MentorEntry, MentorOffer
from mentorship.bank.offer_forms import OfferFilterForm, OfferForm
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@require_safe
@member_required(Right.BANK_VIEW)
def offer_list(request):
    """«Наставники других школ», and what one's own school offers."""
    member, today = request.membership, timezone.localdate()
    asked = OfferFilterForm(request.GET, member=member)
    found = asked.cleaned_data if asked.is_valid() else {}
    mentors = offers.offered_mentors(
        member, today, topic=found.get("topic"), form=found.get("form")
    )
    own = offers.own_offers(member, today)
    shown = [m.person for m in mentors] + [row.offer.entry.person_id for row in own]
    note_reading(Reading.Kind.LIST, shown, selection="Наставники других школ")
    context = {
        "mentors": mentors,
        "own": own,
        "form": asked,
        "is_filtered": any(found.values()),
        "may_edit": member.may(Right.BANK_EDIT),
    }
    return render(request, "bank/offer_list.html", context)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def offer_create(request, pk):
    """Offer a mentor, or change the places; what is missing for it is said instead of the form."""
    member, today = request.membership, timezone.localdate()
    entries = MentorEntry.objects.visible_to(member).select_related("person")
    entry = get_object_or_404(entries, pk=pk)
    form = OfferForm(request.POST or None, initial={"places": places_of(entry)})
    if form.is_valid():
        try:
            offers.offer_mentor(member=member, entry=entry, today=today, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Наставник предложен другим школам муниципалитета.")
            return redirect("bank:offer_list")
    note_reading(Reading.Kind.EDIT, [entry.person_id], selection="Предложить другим школам")
    context = {"entry": entry, "form": form, "problems": offers.problems_of(entry, today)}
    return render(request, "bank/offer_create.html", context)


def places_of(entry):
    """How many are offered now, else all the mentor has."""
    known = MentorOffer.objects.made().filter(entry=entry).first()
    return known.places if known else entry.capacity


@require_POST
@member_required(Right.BANK_EDIT)
def offer_end(request, pk):
    rows = MentorOffer.objects.visible_to(request.membership).select_related("entry")
    offer = get_object_or_404(rows, pk=pk)
    offers.end_offer(member=request.membership, offer=offer, today=timezone.localdate())
    messages.success(request, "Предложение снято: другие школы наставника больше не видят.")
    return redirect("bank:offer_list")
