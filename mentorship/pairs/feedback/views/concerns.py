"""What children told a named adult: read by that adult alone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.feedback import concerns
from mentorship.pairs.feedback.forms import AdultForm, OutcomeForm
from mentorship.pairs.models import Concern, ConcernAdult


@require_safe
@member_required(Right.PAIRS_VIEW)
def concern_list(request):
    """Open ones first; of an adult whom nobody writes to it is empty.

    The log of readings says no more than for the words of a month: others read it.
    """
    own = Concern.objects.visible_to(request.membership).select_related("person", "pair")
    rows = sorted(own, key=lambda concern: concern.closed_at is not None)
    note_reading(Reading.Kind.LIST, [c.person_id for c in rows], selection="Обратная связь")
    return render(request, "pairs/concern_list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_VIEW)
def concern_detail(request, pk):
    """The words, read by a press of its own; closed with what was done."""
    member = request.membership
    own = Concern.objects.visible_to(member).select_related("person", "pair__mentor_entry__person")
    concern = get_object_or_404(own, pk=pk)
    if request.method == "POST" and "read" in request.POST:
        concerns.read_concern(concern=concern, member=member)
        return redirect("pairs:concern_detail", pk)
    form = OutcomeForm(request.POST or None)
    if form.is_valid():
        try:
            concerns.close_concern(
                concern=concern, member=member, outcome=form.cleaned_data["outcome"]
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Обращение закрыто.")
            return redirect("pairs:concern_list")
    note_reading(Reading.Kind.CARD, [concern.person_id], about=concern.pair)
    return render(request, "pairs/concern_detail.html", {"concern": concern, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.ORGANIZATION_EDIT)
def concern_adult(request):
    """Name whom the children write to."""
    member, today = request.membership, timezone.localdate()
    able = concerns.candidates(member.organization, today)
    named = ConcernAdult.objects.filter(institution=member.organization).first()
    initial = {"adult": named.adult_id if named else next((m.pk for m in able), None)}
    form = AdultForm(request.POST or None, candidates=able, initial=initial)
    if form.is_valid():
        try:
            concerns.name_adult(member=member, adult=form.cleaned_data["adult"], today=today)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Назначено: обращения детей увидит только этот человек.")
            return redirect("pairs:feedback_list")
    context = {
        "title": "Кому пишут дети",
        "hint": "В ежемесячной обратной связи ребёнок может написать, что его тревожит. Это сразу "
        "увидит только выбранный взрослый: ни куратор, ни руководитель, ни наставник этих слов "
        "не читают. Если взрослый – наставник этой пары, обращение уйдёт следующему в списке.",
        "form": form,
        "back_url": reverse("pairs:feedback_list"),
        "back_title": "Обратная связь",
    }
    return render(request, "components/form_page.html", context)
