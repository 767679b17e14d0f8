from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import refresh
from mentorship.bank.affiliations import place_on
from mentorship.bank.banks import MENTEES, MENTORS
from mentorship.bank.refresh_forms import RefreshForm
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

# As many as one can look through at once; the rest comes after these are answered.
PAGE = 50


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def mentor_refresh(request):
    return refresh_page(request, MENTORS)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def mentee_refresh(request):
    return refresh_page(request, MENTEES)


def refresh_page(request, bank):
    """Entries nobody looked at for a year, the oldest first: stays, left, or to be changed."""
    member, today = request.membership, timezone.localdate()
    shown = shown_now(member, bank, today)
    sent = request.POST if request.method == "POST" else None
    form = RefreshForm(sent, listed=shown, initial={"left_on": today})
    if form.is_valid() and record(request, form, today):
        return redirect(bank.url("refresh"))
    if shown:
        note_reading(Reading.Kind.LIST, [e.person_id for e in shown], selection="Обновление базы")
    counts = {other: refresh.overdue(member, other, today) for other in (MENTORS, MENTEES)}
    context = {
        "bank": bank,
        "form": form,
        "banks": [(other, line.count, other.url("refresh")) for other, line in counts.items()],
        "overdue": counts[bank],
        "list_url": bank.url("list"),
        "update_url_name": f"bank:{bank.noun}_update",
    }
    return render(request, "bank/refresh_list.html", context)


def shown_now(member, bank, today):
    """As many of the oldest as are answered at once."""
    entries = refresh.to_refresh(member, bank, today).select_related("person")
    placed = entries.annotate(place=place_on(today))
    return list(placed.order_by("looked_at", "person__sort_name", "pk")[:PAGE])


def record(request, form, today):
    """Write the answers; a refusal goes to the form and nothing is written."""
    staying, leaving = form.staying, form.leaving
    try:
        refresh.refresh_bank(
            member=request.membership,
            staying=staying,
            leaving=leaving,
            left_on=form.cleaned_data["left_on"],
            today=today,
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"Подтверждено: {len(staying)}, вышли: {len(leaving)}.")
    return True
