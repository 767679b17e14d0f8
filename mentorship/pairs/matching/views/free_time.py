from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs import preferences
from mentorship.pairs.matching.forms import FreeTimeForm
from mentorship.pairs.matching.free_time import record_free_time, slots_of
from mentorship.pairs.models import Preference


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def free_time_update(request, side, pk):
    """When somebody of a bank can meet; what both can is a reason of matching."""
    if side not in Preference.Side.values:
        raise Http404
    member, today = request.membership, timezone.localdate()
    people = preferences.people_of_side(member, request.school_year, side, today)
    entry = get_object_or_404(people, pk=pk)
    back = f"{reverse('pairs:preference_list')}?side={side}"
    # Nothing ticked is an answer too.
    typed = request.POST if request.method == "POST" else None
    form = FreeTimeForm(typed, initial={"slots": slots_of(entry)})
    if form.is_valid() and kept(request, form, entry, today):
        return redirect(back)
    note_reading(Reading.Kind.CARD, [entry.person_id], selection="Время для встреч")
    context = {
        "title": "Время для встреч",
        "hint": f"{entry.person.full_name}. Общее время – одна из причин подбора.",
        "form": form,
        "back_url": back,
        "back_title": "Пожелания",
    }
    return render(request, "components/form_page.html", context)


def kept(request, form, entry, today):
    """Whether the service took it; its refusal goes into the form."""
    slots = form.cleaned_data["slots"]
    try:
        record_free_time(member=request.membership, entry=entry, slots=slots, today=today)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Время для встреч записано." if slots else "Время для встреч убрано.")
    return True
