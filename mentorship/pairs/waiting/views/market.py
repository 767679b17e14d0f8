from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.affiliations import place_on
from mentorship.core.tables import chips_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.tabs import tabs_of
from mentorship.pairs.waiting.filters import PlaceFilter
from mentorship.pairs.waiting.supply import free_mentors, market


@require_safe
@member_required(Right.BANK_VIEW)
def supply_list(request):
    """Who waits and how many places are free, by form and by topic; each number opens its list."""
    member, year = request.membership, request.school_year
    context = {
        "market": market(member, year, timezone.localdate()),
        "tabs": tabs_of(member, "supply_list"),
        "may_match": member.may(Right.PAIRS_EDIT),
    }
    return render(request, "pairs/matching/supply_list.html", context)


@method_decorator(member_required(Right.BANK_VIEW), name="dispatch")
class PlaceListView(ListView):
    """Mentors with a free place: what the numbers of the supply count."""

    template_name = "pairs/matching/place_list.html"
    paginate_by = 25

    def get_queryset(self):
        member, year = self.request.membership, self.request.school_year
        self.today = timezone.localdate()
        self.everyone = free_mentors(member, year, self.today)
        self.filterset = PlaceFilter(
            self.request.GET, self.everyone, member=member, school_year=year
        )
        place = place_on(year.counted_on(self.today))
        mentors = self.filterset.qs.select_related("person").annotate(place=place)
        return mentors.prefetch_related("forms", "topics")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        shown = self.filterset.qs.order_by().values_list("room", flat=True)
        people = [entry.person_id for entry in context["page_obj"]]
        note_reading(Reading.Kind.LIST, people, selection="Свободные места наставников")
        return context | {
            "places": sum(shown),
            "total": self.everyone.count(),
            "filter": self.filterset,
            "chips": chips_of(self.filterset, self.request.GET),
            "tabs": tabs_of(self.request.membership, "supply_list"),
        }
