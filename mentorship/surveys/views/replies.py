from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.models import Person
from mentorship.bank.services import day_of_entering
from mentorship.bank.summaries import is_disclosed
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import key_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys import reviewing
from mentorship.surveys.models import Reply
from mentorship.surveys.proposals import answer_lines, bank_for, candidates_for, proposal_of
from mentorship.surveys.retention import days_left
from mentorship.surveys.review_forms import RejectForm, review_form_of

SHOWN = {
    "waiting": "Ждут просмотра",
    "accepted": "Внесены",
    "rejected": "Отклонены",
}


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class ReplyListView(ListView):
    """The queue «На просмотр», oldest first; decided ones behind it."""

    template_name = "surveys/reply_list.html"
    paginate_by = 25

    def get_queryset(self):
        state = self.request.GET.get("state", "")
        self.state = state if state in SHOWN else Reply.State.WAITING
        replies = Reply.objects.visible_to(self.request.membership).filter(state=self.state)
        order = ["answered_on", "pk"] if self.state == "waiting" else ["-reviewed_at", "-pk"]
        return replies.select_related("questionnaire", "person").order_by(*order)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        people = [reply.person_id for reply in context["page_obj"] if reply.person_id]
        note_reading(Reading.Kind.LIST, people, selection="Ответы по ссылкам")
        for reply in context["page_obj"]:
            reply.days_left = days_left(reply, timezone.localdate())
        return context | {"shown": SHOWN, "state": self.state, "list_title": SHOWN[self.state]}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.BANK_EDIT)
def reply_detail(request, pk):
    """The answers beside the bank; what is sent from here goes into the bank."""
    reply = reply_of(request, pk)
    form = review_form(request, reply) if reply.is_waiting and may_read(reply) else None
    if request.method == "POST" and take(request, reply, form):
        return redirect(next_page(request))
    today = timezone.localdate()
    alike = candidates_for(reply, request.membership, today) if form else []
    exact = [candidate.person.pk for candidate in alike if candidate.is_exact]
    if len(exact) == 1 and request.method != "POST" and "person" not in request.GET:
        return redirect(f"{reply.get_absolute_url()}?person={exact[0]}")
    note_reading(Reading.Kind.ANSWERS, [reply.person_id] if reply.person_id else [], about=reply)
    context = page_of(request, reply, form) | {"candidates": alike}
    return render(request, "surveys/reply_detail.html", context)


def review_form(request, reply):
    """The form of the bank filled from the reply; None where nothing is entered."""
    bank = bank_for(reply)
    if bank is None:
        return None
    member, today = request.membership, timezone.localdate()
    chosen = chosen_person(request, reply)
    entry = None
    if chosen:
        entry = bank.model.objects.filter(person=chosen, left_on=None).first()
    year = SchoolYear(reply.school_year)
    return review_form_of(bank)(
        request.POST or None,
        member=member,
        today=today,
        instance=entry or bank.model(entered_on=day_of_entering(year, today)),
        proposal=proposal_of(reply, member),
        chosen=chosen,
    )


def chosen_person(request, reply):
    """Whom the curator takes the answer for: the one invited, or one picked among the alike."""
    people = Person.objects.visible_to(request.membership)
    if reply.invitation.person_id:
        return people.filter(pk=reply.invitation.person_id).first()
    return people.filter(pk=key_of(request.GET.get("person", ""))).first()


def take(request, reply, form):
    """Write what the curator decided; False leaves the page with the refusal on it."""
    if form is not None and not form.is_valid():
        return False
    member = request.membership
    try:
        if form is None:
            reviewing.attach_reply(member=member, reply=reply)
        else:
            reviewing.accept_reply(
                member=member, reply=reply, decision=form.decision, today=timezone.localdate()
            )
    except DomainError as refusal:
        if form is None:
            messages.warning(request, str(refusal))
        else:
            form.add_error(None, str(refusal))
        return form is None
    messages.success(request, "Внесено. Согласие записывается отдельным листом.")
    return True


def page_of(request, reply, form):
    today = timezone.localdate()
    chosen = form.person if form and form.person.pk else None
    is_open = may_read(reply)
    member = request.membership
    return {
        "reply": reply,
        "lines": answer_lines(reply) if is_open else [],
        "may_read": is_open,
        "form": form,
        "chosen": chosen,
        "reject_form": RejectForm() if reply.is_waiting else None,
        "days_left": days_left(reply, today),
        "waiting": Reply.objects.visible_to(member).waiting().count(),
    }


def may_read(reply):
    """Of somebody the bank knows the consent decides whether the answers may be read."""
    return not reply.person or is_disclosed(reply.person, timezone.localdate())


@require_POST
@member_required(Right.BANK_EDIT)
def reply_reject(request, pk):
    reply = reply_of(request, pk)
    reason = request.POST.get("reason", "").replace("\x00", "")[:300]
    try:
        reviewing.reject_reply(member=request.membership, reply=reply, reason=reason)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect(reply)
    messages.success(request, "Ответ отклонён. Его можно вернуть на просмотр.")
    return redirect(next_page(request))


@require_POST
@member_required(Right.BANK_EDIT)
def reply_reopen(request, pk):
    """Undo: back to the queue."""
    reply = reply_of(request, pk)
    try:
        reviewing.reopen_reply(member=request.membership, reply=reply)
        messages.success(request, "Ответ снова ждёт просмотра.")
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect(reply)


def next_page(request):
    """The queue is worked in a row: the next one, else the list."""
    waiting = Reply.objects.visible_to(request.membership).waiting()
    return waiting.order_by("answered_on", "pk").first() or "surveys:reply_list"


def reply_of(request, pk):
    replies = Reply.objects.visible_to(request.membership)
    joined = replies.select_related(
        "questionnaire", "invitation", "person", "mentor_entry", "mentee_entry", "reviewed_by__user"
    )
    return get_object_or_404(joined, pk=pk)
