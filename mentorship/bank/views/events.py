from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import CreateView, ListView, UpdateView

from mentorship.bank import events
from mentorship.bank.event_calendar import event_as_ics
from mentorship.bank.event_filters import EventFilter
from mentorship.bank.event_forms import EventForm, SessionForm
from mentorship.bank.events_workflow import MOVES
from mentorship.bank.models import Event, EventSession
from mentorship.bank.views.event_page import event_page
from mentorship.core.exceptions import DomainError
from mentorship.core.tables import chips_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right


@method_decorator(member_required(Right.EVENTS_VIEW), name="dispatch")
class EventListView(ListView):
    """Events of the school year: one's own and those of the organizations above."""

    template_name = "bank/event_list.html"
    paginate_by = 25

    def get_queryset(self):
        member, year = self.request.membership, self.request.school_year
        everything = events.event_list(member, year, timezone.localdate())
        self.of_year = everything.count()
        self.filterset = EventFilter(self.request.GET, everything, member=member)
        return self.filterset.qs.order_by("-starts_on", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        member = self.request.membership
        return context | {
            "of_year": self.of_year,
            "shown": context["paginator"].count,
            "filter": self.filterset,
            "chips": chips_of(self.filterset, self.request.GET),
            "kinds": events.counts_by_kind(member, self.request.school_year),
            "may_edit": member.may(Right.EVENTS_EDIT),
        }


class EventFormMixin:
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"member": self.request.membership}

    def form_valid(self, form):
        messages.success(self.request, "Мероприятие сохранено.")
        return super().form_valid(form)


@method_decorator(member_required(Right.EVENTS_EDIT), name="dispatch")
class EventCreateView(EventFormMixin, CreateView):
    form_class = EventForm
    template_name = "components/form_page.html"

    extra_context = {
        "title": "Новое мероприятие",
        "hint": "Обучение, семинар, встреча, конкурс, публикация. Участников отметите потом.",
        "back_url": reverse_lazy("bank:event_list"),
        "back_title": "Мероприятия",
    }

    def get_form_kwargs(self):
        empty = Event(organization=self.request.membership.organization)
        return super().get_form_kwargs() | {"instance": empty}


@method_decorator(member_required(Right.EVENTS_EDIT), name="dispatch")
class EventUpdateView(EventFormMixin, UpdateView):
    form_class = EventForm
    template_name = "components/form_page.html"

    def get_queryset(self):
        return Event.objects.owned_by(self.request.membership)

    def get_context_data(self, **kwargs):
        title = Event.objects.get(pk=self.object.pk).title
        return super().get_context_data(**kwargs) | {
            "title": f"Мероприятие: {title}",
            "back_url": self.object.get_absolute_url(),
            "back_title": title,
        }


@require_safe
@member_required(Right.EVENTS_VIEW)
def event_detail(request, pk):
    return event_page(request, visible_event(request, pk))


@require_POST
@member_required(Right.EVENTS_EDIT)
def event_move(request, pk, action):
    event = get_object_or_404(Event.objects.owned_by(request.membership), pk=pk)
    try:
        events.move_event(
            member=request.membership, event=event, action=action, today=timezone.localdate()
        )
        messages.success(request, MOVES[action].done)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect(event)


@require_POST
@member_required(Right.EVENTS_EDIT)
def session_create(request, pk):
    """A line of the schedule; a refusal shows the page with what was typed."""
    event = get_object_or_404(Event.objects.owned_by(request.membership), pk=pk)
    form = SessionForm(request.POST, member=request.membership)
    if not form.is_valid():
        return event_page(request, event, session_form=form)
    try:
        events.add_session(member=request.membership, event=event, session=form.instance)
    except DomainError as refusal:
        form.add_error("held_on", str(refusal))
        return event_page(request, event, session_form=form)
    messages.success(request, "Занятие добавлено.")
    return redirect(f"{event.get_absolute_url()}#schedule")


@require_POST
@member_required(Right.EVENTS_EDIT)
def session_delete(request, pk, session_pk):
    event = get_object_or_404(Event.objects.owned_by(request.membership), pk=pk)
    session = get_object_or_404(EventSession.objects.filter(event=event), pk=session_pk)
    events.remove_session(member=request.membership, session=session)
    messages.success(request, "Занятие убрано из расписания.")
    return redirect(f"{event.get_absolute_url()}#schedule")


@require_safe
@member_required(Right.EVENTS_VIEW)
def event_calendar(request, pk):
    """The event for a calendar on a phone."""
    event = get_object_or_404(
        Event.objects.visible_to(request.membership).prefetch_related("sessions"), pk=pk
    )
    answer = HttpResponse(event_as_ics(event, timezone.now()), "text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="event-{event.pk}.ics"'
    return answer


def visible_event(request, pk):
    rows = Event.objects.visible_to(request.membership).select_related("organization")
    return get_object_or_404(rows, pk=pk)
