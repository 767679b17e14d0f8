from django.contrib import messages
from django.db.models import Exists, OuterRef, Subquery
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from mentorship.core.keys import keys_of
from mentorship.organizations.access import member_required
from mentorship.organizations.filters import ParticipantFilter
from mentorship.organizations.models import Organization, Participation
from mentorship.organizations.participation import record_participation
from mentorship.organizations.roles import Right
from mentorship.organizations.views.tree import NodeListView

LONGEST_ORDER = 200


@method_decorator(member_required(Right.PARTICIPATION_EDIT), name="dispatch")
class ParticipationListView(NodeListView):
    """Institutions of the region, marked where they take part in the chosen school year."""

    template_name = "organizations/participation_list.html"
    filterset_class = ParticipantFilter
    paginate_by = 100

    def nodes(self, visible):
        listed = Participation.objects.filter(
            institution=OuterRef("pk"), year=self.request.school_year.first
        )
        marked = visible.institutions().annotate(
            takes_part=Exists(listed), order_of_year=Subquery(listed.values("order"))
        )
        return marked.select_related("parent").order_by("parent__name", "name", "pk")

    def get_context_data(self, **kwargs):
        number = self.everything.filter(takes_part=True).count()
        return super().get_context_data(**kwargs) | {"number": number}


@require_POST
@member_required(Right.PARTICIPATION_EDIT)
def participation_record(request):
    """Marks of the institutions on the page; others stay as they are."""
    shown = Organization.objects.visible_to(request.membership).institutions()
    added, removed = record_participation(
        member=request.membership,
        year=request.school_year,
        shown=list(shown.filter(pk__in=numbers(request, "shown"))),
        chosen=numbers(request, "chosen"),
        order=" ".join(request.POST.get("order", "").split())[:LONGEST_ORDER],
    )
    messages.success(request, f"Перечень записан: добавлено {added}, убрано {removed}.")
    query = QueryDict(request.POST.get("query", "")).urlencode()
    return redirect(f"{reverse('organizations:participation_list')}?{query}")


def numbers(request, name):
    """Keys of rows; whatever is no number names none."""
    return set(keys_of(request.POST.getlist(name)))
