from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import CreateView, ListView, UpdateView

from mentorship.audit.models import Reading
from mentorship.core.tables import chips_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs import summaries
from mentorship.pairs.filters import MeetingFilter
from mentorship.pairs.forms import MeetingForm
from mentorship.pairs.models import Meeting, Pair
from mentorship.pairs.readings import note_pairs
from mentorship.pairs.workflow import can_record_meeting


@method_decorator(member_required(Right.PAIRS_VIEW), name="dispatch")
class MeetingListView(ListView):
    """Meetings of the year; the counts by direction are links and add up to all of them."""

    template_name = "pairs/meeting_list.html"
    paginate_by = 25

    def get_queryset(self):
        member, year = self.request.membership, self.request.school_year
        self.all_meetings = Meeting.objects.visible_to(member).of_year(year)
        self.filterset = MeetingFilter(self.request.GET, queryset=self.all_meetings)
        meetings = self.filterset.qs.select_related("pair__mentor_entry__person")
        return meetings.prefetch_related("pair__members__person").order_by("-held_on", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        counts = summaries.directions(self.all_meetings)
        met = [meeting.pair for meeting in context["page_obj"]]
        note_pairs(Reading.Kind.LIST, met, selection="Встречи")
        return context | {
            "directions": counts,
            "total": sum(row.count for row in counts),
            "filter": self.filterset,
            "chips": chips_of(self.filterset, self.request.GET),
        }


class MeetingFormMixin:
    """A meeting of a pair the member may record: its mentor, or the owner's curator.

    Without the consent of everybody in the pair nothing is recorded or read.
    """

    def recordable(self, pk):
        pairs = Pair.objects.visible_to(self.request.membership)
        pairs = pairs.with_health_facts(timezone.localdate())
        pair = get_object_or_404(pairs.select_related("mentor_entry__person"), pk=pk)
        if pair.lacks_consent or not can_record_meeting(self.request.membership, pair):
            raise PermissionDenied
        return pair

    def get_success_url(self):
        return self.object.pair.get_absolute_url()

    def form_valid(self, form):
        messages.success(self.request, "Встреча записана.")
        return super().form_valid(form)


@method_decorator(member_required(Right.PAIRS_VIEW), name="dispatch")
class MeetingCreateView(MeetingFormMixin, CreateView):
    """«Записать встречу» with today's date."""

    form_class = MeetingForm
    template_name = "components/form_page.html"

    def get_form_kwargs(self):
        pair = self.recordable(self.kwargs["pk"])
        return super().get_form_kwargs() | {"instance": next_meeting(pair)}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | page_words("Записать встречу", context["form"].instance.pair)


@method_decorator(member_required(Right.PAIRS_VIEW), name="dispatch")
class MeetingUpdateView(MeetingFormMixin, UpdateView):
    form_class = MeetingForm
    template_name = "components/form_page.html"

    def get_object(self, queryset=None):
        meetings = Meeting.objects.visible_to(self.request.membership)
        meeting = get_object_or_404(meetings, pk=self.kwargs["pk"])
        meeting.pair = self.recordable(meeting.pair_id)
        return meeting

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | page_words("Встреча", self.object.pair)


def next_meeting(pair):
    """Today, the stage that comes next and the direction of the last time: two taps on a phone."""
    last = pair.meetings.first()
    today = min(timezone.localdate(), pair.ends_on)
    if last is None:
        return Meeting(pair=pair, held_on=today, stage=Meeting.Stage.FIRST)
    return Meeting(pair=pair, held_on=today, direction=last.direction)


def page_words(title, pair):
    note_pairs(Reading.Kind.PAIR, [pair], about=pair, selection=title)
    return {
        "title": title,
        "hint": f"Наставник: {pair.mentor_entry.person.full_name}",
        "back_url": pair.get_absolute_url(),
        "back_title": "К паре",
    }
