from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import ListView

from mentorship.accounts.addresses import link_address
from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.downloads import content_disposition
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.surveys import inviting, shown_secrets
from mentorship.surveys.invitation_forms import BlankCardsForm, NamedForm
from mentorship.surveys.invitees import batch_list, invitees, places_of
from mentorship.surveys.jobs import show_or_print
from mentorship.surveys.models import Invitation, InvitationBatch, Questionnaire
from mentorship.surveys.participants import AMONG
from mentorship.surveys.purposes import OF_YEAR

MOST_SHOWN = inviting.MOST_AT_ONCE


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class BatchListView(ListView):
    template_name = "surveys/batch_list.html"
    paginate_by = 25

    def get_queryset(self):
        return batch_list(self.request.membership, self.request.school_year)


@require_safe
@member_required(Right.BANK_EDIT)
def batch_create(request):
    """Which questionnaire, and to whom: without names on cards, or to people of the bank."""
    return render(request, "surveys/batch_create.html", page_of(request))


@require_POST
@member_required(Right.BANK_EDIT)
def cards_create(request, pk):
    """A sheet of cards without names."""
    questionnaire = questionnaire_of(request, pk)
    form = BlankCardsForm(request.POST)
    if form.is_valid():
        order = inviting.Order(
            questionnaire=questionnaire,
            manner=InvitationBatch.Manner.SHEET,
            days=form.cleaned_data["days"],
            count=form.cleaned_data["count"],
        )
        if batch := give_out(request, form, order):
            return redirect(batch)
    context = page_of(request, questionnaire, cards_form=form)
    return render(request, "surveys/batch_create.html", context)


@require_POST
@member_required(Right.BANK_EDIT)
def named_create(request, pk):
    """Links or cards for the people ticked."""
    questionnaire = questionnaire_of(request, pk)
    form = NamedForm(request.POST, people=people_for(request, questionnaire))
    if form.is_valid():
        order = inviting.Order(
            questionnaire=questionnaire,
            manner=form.cleaned_data["manner"],
            days=form.cleaned_data["days"],
            people=list(form.cleaned_data["people"]),
        )
        if batch := give_out(request, form, order):
            return redirect(batch)
    context = page_of(request, questionnaire, named_form=form)
    return render(request, "surveys/batch_create.html", context)


def give_out(request, form, order):
    """The batch, or None with the refusal in the form."""
    member, today = request.membership, timezone.localdate()
    try:
        batch, tokens = inviting.issue_invitations(
            member=member, order=order, year=request.school_year, today=today
        )
        show_or_print(member=member, batch=batch, tokens=tokens)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"Готово, приглашений: {len(tokens)}.")
    return batch


def questionnaire_of(request, pk):
    return get_object_or_404(Questionnaire.objects.in_use_by(request.membership), pk=pk)


def people_for(request, questionnaire):
    """Of a questionnaire about the year also narrowed to people in pairs, as the address says."""
    member, year, today = request.membership, request.school_year, timezone.localdate()
    return invitees(questionnaire, member, year, today, request.GET.get("among", ""))


def page_of(request, questionnaire=None, *, cards_form=None, named_form=None):
    """The context of the page; a form with errors keeps what was typed and ticked."""
    sets = list(Questionnaire.objects.in_use_by(request.membership))
    wanted = request.GET.get("questionnaire", "")
    chosen = questionnaire or next((s for s in sets if str(s.pk) == wanted), sets[0])
    is_open = chosen.purpose in inviting.WITHOUT_NAMES
    everyone = people_for(request, chosen)
    place = request.GET.get("place") or request.POST.get("place", "")
    people = list((everyone.filter(place=place) if place else everyone)[:MOST_SHOWN])
    note_reading(Reading.Kind.LIST, [person.pk for person in people], selection="Приглашения")
    return {
        "sets": sets,
        "chosen": chosen,
        "is_about": chosen.purpose == Questionnaire.Purpose.THIRD_PARTY,
        "cards_form": (cards_form or BlankCardsForm()) if is_open else None,
        "named_form": named_form or NamedForm(people=everyone),
        "people": people,
        "ticked": ticked_of(request, people),
        "places": places_of(everyone),
        "place": place,
        "among": request.GET.get("among", ""),
        "choices_among": AMONG if chosen.purpose in OF_YEAR else {},
        "most": MOST_SHOWN,
    }


def ticked_of(request, people):
    """Who was ticked in a refused form, or everybody shown where the address says so."""
    if request.method == "GET" and request.GET.get("tick"):
        return {str(person.pk) for person in people}
    return set(request.POST.getlist("people"))


@require_safe
@member_required(Right.BANK_EDIT)
def batch_detail(request, pk):
    """Who has answered; for an hour also the links themselves, or the sheet to print."""
    batch = batch_of(request, pk)
    invitations = shown_invitations(batch)
    people = [pk for i in invitations if (pk := i.person_id or i.about_id)]
    note_reading(Reading.Kind.LIST, people, about=batch)
    context = {
        "batch": batch,
        "invitations": invitations,
        "has_links": any(invitation.address for invitation in invitations),
        "has_sheet": shown_secrets.sheet_of(batch) is not None,
        "left": sum(i.state in (i.State.OPEN, i.State.EXPIRED) for i in invitations),
        "open": sum(i.state == i.State.OPEN for i in invitations),
    }
    return render(request, "surveys/batch_detail.html", context)


def shown_invitations(batch):
    """The invitations in their order, each with its link while it may be shown."""
    tokens = shown_secrets.links_of(batch)
    invitations = batch.invitations.select_related("link", "person", "about", "reply")
    shown = list(invitations.order_by("pk"))
    for number, invitation in enumerate(shown, start=1):
        invitation.number = number
        token = tokens.get(invitation.pk)
        invitation.address = link_address("answers:link_open", token) if token else ""
    return shown


@require_safe
@member_required(Right.BANK_EDIT)
def batch_sheet(request, pk):
    """The PDF of the cards while it is kept."""
    batch = batch_of(request, pk)
    pdf = shown_secrets.sheet_of(batch)
    if pdf is None:
        messages.warning(request, "Лист больше не хранится: напечатайте карточки заново.")
        return redirect(batch)
    named = batch.invitations.exclude(person=None, about=None)
    people = [p or a for p, a in named.values_list("person", "about")]
    note_reading(Reading.Kind.SHEET, people, about=batch)
    disposition = content_disposition("Карточки_с_QR-кодами.pdf")
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )


@require_POST
@member_required(Right.BANK_EDIT)
def batch_reissue(request, pk):
    """Print or show anew: other secrets, the earlier ones end."""
    batch, member = batch_of(request, pk), request.membership
    try:
        tokens = inviting.reissue_batch(member=member, batch=batch, today=timezone.localdate())
        batch.refresh_from_db()
        show_or_print(member=member, batch=batch, tokens=tokens)
        messages.success(request, "Выданы новые ссылки, прежние больше не действуют.")
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect(batch)


@require_POST
@member_required(Right.BANK_EDIT)
def batch_revoke(request, pk):
    batch = batch_of(request, pk)
    count = inviting.revoke_batch(member=request.membership, batch=batch)
    messages.success(request, f"Отозвано ссылок: {count}. Вернуть можно новой выдачей.")
    return redirect(batch)


@require_POST
@member_required(Right.BANK_EDIT)
def invitation_revoke(request, pk):
    invitations = Invitation.objects.visible_to(request.membership).select_related("batch")
    invitation = get_object_or_404(invitations, pk=pk)
    try:
        inviting.revoke_invitation(member=request.membership, invitation=invitation)
        messages.success(request, "Ссылка отозвана.")
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect(invitation.batch)


def batch_of(request, pk):
    batches = InvitationBatch.objects.visible_to(request.membership)
    batches = batches.select_related("questionnaire", "institution", "created_by__user", "job")
    return get_object_or_404(batches, pk=pk)
