from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.accounts.addresses import link_address, qr_image
from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.models import Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right, Role
from mentorship.pairs.feedback import services
from mentorship.pairs.feedback.forms import WrittenWordForm
from mentorship.pairs.feedback.months import (
    STATES,
    Month,
    begun_late,
    cadence,
    dues,
    months_of,
    silent,
)
from mentorship.pairs.models import Feedback, Pair

# Secrets wait in the session for the page that shows them once.
SLIPS = "feedback-slips"


@require_safe
@member_required(Right.PAIRS_VIEW)
def feedback_list(request):
    """A month: who said what, who owes a word, who has been silent; a mentor sees their own."""
    member, today = request.membership, timezone.localdate()
    months = months_of(request.school_year, today)
    owed = owed_to(member, months)
    month = chosen_month(request, months, owed)
    chosen = request.GET.get("state", "")
    state = chosen if chosen in STATES else ""
    shown = [due for due in owed if due.month == month and state in ("", due.state_on(today))]
    quiet = silent(owed, today)
    named = {due.person.pk for due in (*shown, *quiet)}
    note_reading(Reading.Kind.LIST, named, selection="Обратная связь")
    context = {
        "month": month,
        "months": [cadence(each, owed, today) for each in months],
        "rows": by_pair(shown, member, today),
        "cadence": month and cadence(month, owed, today),
        "state": state,
        "state_words": STATES.get(state),
        "begun_late": month and begun_late(Pair.objects.visible_to(member), month),
        "silent": quiet,
        "may_ask": member.may(Right.PAIRS_EDIT),
        "may_read": member.may(Right.FEEDBACK_READ),
        "is_mentor": member.role == Role.MENTOR,
    }
    return render(request, "pairs/feedback_list.html", context)


def owed_to(member, months):
    """All dues of the institution; of a mentor the own ones, wherever the pair is written."""
    if member.role != Role.MENTOR:
        return dues(member.organization, months)
    pairs = Pair.objects.visible_to(member).select_related("institution")
    owners = {pair.institution for pair in pairs}
    own = [due for owner in owners for due in dues(owner, months)]
    return [due for due in own if due.is_mentor and due.person.user_id == member.user_id]


def chosen_month(request, months, owed):
    """The month of the address; else the one before this, whose words are asked for now.

    Where nobody owed a word then, it is the latest one.
    """
    asked = Month.of(request.GET.get("month", ""))
    if asked in months:
        return asked
    due = {each.month for each in owed}
    return next((month for month in months[-2:] if month in due), months[-1] if months else None)


def by_pair(shown, member, today):
    """Pairs with their dues, each with what may be done about it."""
    found = {}
    for due in shown:
        line = (due, due.is_missing(today), services.may_write(member, due.pair, due.person))
        found.setdefault(due.pair, []).append(line)
    return list(found.items())


@require_POST
@member_required(Right.PAIRS_EDIT)
def feedback_ask(request):
    """Links for everybody who owes a word; the next page shows them once."""
    month = Month.of(request.POST.get("month", "")) or Month.containing(timezone.localdate())
    try:
        tokens = services.ask(member=request.membership, month=month, today=timezone.localdate())
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return redirect("pairs:feedback_list")
    request.session[SLIPS] = {"month": month.code, "tokens": tokens}
    return redirect("pairs:feedback_slips")


@require_safe
@member_required(Right.PAIRS_EDIT)
def feedback_slips(request):
    """Slips with a QR code to give out or send; gone when the page is left."""
    kept = request.session.pop(SLIPS, {})
    tokens = kept.get("tokens", {})
    asked = Feedback.objects.visible_to(request.membership).filter(pk__in=tokens)
    slips = []
    for feedback in asked.select_related("person").order_by("person__sort_name", "pk"):
        address = link_address("feedback_links:feedback_open", tokens[str(feedback.pk)])
        slips.append((feedback.person, address, qr_image(address)))
    note_reading(Reading.Kind.LIST, [p.pk for p, *_ in slips], selection="Ссылки обратной связи")
    context = {
        "month": Month.of(kept.get("month", "")),
        "slips": slips,
        "until": timezone.now() + services.LIFETIME,
    }
    return render(request, "pairs/feedback_slips.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_VIEW)
def feedback_write(request, pk, person_pk):
    """What somebody of the pair said of a month, told to the curator; or the mentor's own word."""
    member, today = request.membership, timezone.localdate()
    pairs = Pair.objects.visible_to(member).select_related("institution", "mentor_entry__person")
    pair = get_object_or_404(pairs, pk=pk)
    month = Month.of(request.GET.get("month", "")) or Month.containing(today)
    person = person_of(pair, person_pk)
    if not services.may_write(member, pair, person):
        raise PermissionDenied
    known = Feedback.objects.filter(pair=pair, person=person, month=month.first).first()
    initial = {"word": known.word, "remark": known.remark} if known else {}
    form = WrittenWordForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.write_down(
                member=member,
                pair=pair,
                person=person,
                month=month,
                today=today,
                **form.cleaned_data,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Обратная связь за {month} записана.")
            return redirect(back_to(month))
    note_reading(Reading.Kind.CARD, [person.pk], about=pair)
    context = {
        "title": f"Обратная связь за {month}",
        "hint": f"{person.full_name}. Пара: {pair.label}.",
        "form": form,
        "back_url": back_to(month),
        "back_title": "Обратная связь",
    }
    return render(request, "components/form_page.html", context)


def back_to(month):
    return f"{reverse('pairs:feedback_list')}?month={month.code}"


def person_of(pair, person_pk):
    """Somebody who is or was in the pair; 404 for anybody else."""
    mentors = Q(pk__in=pair.terms.values("mentor_entry__person"))
    mentees = Q(pk__in=pair.members.values("person"))
    return get_object_or_404(Person.objects.filter(mentors | mentees), pk=person_pk)
