"""The list of meetings, its counts, its people, and the same on paper and as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.downloads import content_disposition
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.core.tables import address, chips_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.meetings import exports, group_final, summaries
from mentorship.pairs.meetings.feed import may_subscribe
from mentorship.pairs.meetings.filters import MeetingFilter
from mentorship.pairs.models import Meeting, Pair
from mentorship.pairs.readings import note_pairs

# Printed at once; a longer list is narrowed by its filters.
MOST_PRINTED = 1000


@method_decorator(member_required(Right.PAIRS_VIEW), name="dispatch")
class MeetingListView(ListView):
    """Meetings of the year; the counts by direction are links and add up to all of them."""

    template_name = "pairs/meeting_list.html"
    paginate_by = 25

    def get_queryset(self):
        self.filterset = filter_of(self.request)
        return rows_of(self.filterset)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        note_pairs(Reading.Kind.LIST, [meeting.pair for meeting in page], selection="Встречи")
        member = self.request.membership
        return (
            context
            | counts_of(self.request, self.filterset)
            | {
                "rows": marked(page),
                "filter": self.filterset,
                "chips": chips_of(self.filterset, self.request.GET),
                "state_chips": state_chips(self.filterset, self.request.GET),
                "may_edit": member.may(Right.PAIRS_EDIT),
                "may_subscribe": may_subscribe(member),
                "finals": group_final.finals_of(member, self.request.school_year),
            }
        )


def state_chips(filterset, query):
    """(«состоялись: 3», its address, whether it is shown): every number opens its list."""
    shown = query.get("state", "")
    return [
        (f"{words}: {count}", address(query, state=value or None, page=None), value == shown)
        for value, words, count in filterset.counts_by_state()
    ]


def filter_of(request):
    """The filters of the address over the meetings of the year."""
    member, year = request.membership, request.school_year
    pairs = Pair.objects.visible_to(member).of_year(year)
    pairs = pairs.select_related("mentor_entry__person").prefetch_related("members__person")
    meetings = Meeting.objects.visible_to(member).of_year(year)
    return MeetingFilter(request.GET, queryset=meetings, pairs=pairs)


def rows_of(filterset):
    meetings = summaries.with_people(filterset.qs)
    return meetings.order_by("-held_on", "planned_for", "-pk")


def marked(meetings):
    return [
        (meeting, summaries.state_of(meeting), summaries.mark_of(meeting)) for meeting in meetings
    ]


def counts_of(request, filterset):
    """Counts by direction of what the other filters leave; None where nothing was held."""
    if request.GET.get("state"):
        return {"directions": [], "total": filterset.qs.count(), "any": True}
    meetings = filterset.of_all_directions()
    rows = summaries.directions(meetings)
    everything = Meeting.objects.visible_to(request.membership).of_year(request.school_year)
    return {
        "directions": rows,
        "total": sum(row.count for row in rows),
        "mentees": summaries.mentees_met(meetings),
        "any": everything.exists(),
    }


@require_safe
@member_required(Right.PAIRS_VIEW)
def meeting_mentees(request):
    """Who came to the meetings of a list: the people behind «наставляемых» of its counts."""
    filterset = filter_of(request)
    day = request.school_year.counted_on(timezone.localdate())
    people = list(summaries.mentees_of(filterset.qs, day))
    times = summaries.times_of(filterset.qs, people)
    note_reading(
        Reading.Kind.ROWS, [person.pk for person in people], selection="Наставляемые на встречах"
    )
    context = {
        "rows": [(person, times[person.pk]) for person in people],
        "chips": chips_of(filterset, request.GET),
        "own_cards": request.membership.may(Right.BANK_VIEW) and request.membership.organization_id,
    }
    return render(request, "pairs/meeting_mentees.html", context)


@require_safe
@member_required(Right.PAIRS_VIEW)
def meeting_print(request):
    """The list as it is filtered, on paper."""
    filterset = filter_of(request)
    meetings = list(rows_of(filterset)[:MOST_PRINTED])
    note_pairs(Reading.Kind.EXPORT, [m.pair for m in meetings], selection="Встречи на печать")
    context = {
        "rows": marked(meetings),
        "total": filterset.qs.count(),
        "chips": chips_of(filterset, request.GET),
    }
    return render(request, "pairs/meeting_print.html", context)


@require_safe
@member_required(Right.PAIRS_VIEW)
def meeting_export(request):
    """The list as it is filtered, as .xlsx; what was said at meetings stays inside."""
    meetings = list(rows_of(filter_of(request)))
    note_pairs(Reading.Kind.EXPORT, [m.pair for m in meetings], selection="Встречи")
    response = HttpResponse(exports.as_xlsx(meetings), CONTENT_TYPE)
    name = f"Встречи {request.school_year}".replace("/", "-")
    response["Content-Disposition"] = content_disposition(f"{name}.xlsx")
    return response
