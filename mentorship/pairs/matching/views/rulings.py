from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.models import MentorEntry
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.matching import decisions
from mentorship.pairs.matching.forms import RulingForm
from mentorship.pairs.matching.pages import open_rulings
from mentorship.pairs.models import Ruling
from mentorship.pairs.tabs import tabs_of
from mentorship.pairs.waiting.lists import waiting_mentees


@method_decorator(member_required(Right.PAIRS_EDIT), name="dispatch")
class RulingListView(ListView):
    """What holds in every run: pairs kept together and pairs never proposed."""

    template_name = "pairs/matching/ruling_list.html"
    paginate_by = 25

    def get_queryset(self):
        return open_rulings(self.request.membership, timezone.localdate())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rulings = context["page_obj"]
        people = [p for r in rulings for p in (r.mentor_entry.person_id, r.mentee_entry.person_id)]
        note_reading(Reading.Kind.LIST, people, selection="Решения о парах")
        return context | {"tabs": tabs_of(self.request.membership, "ruling_list")}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def ruling_create(request):
    """Two people chosen by hand: always together, or never proposed."""
    member, year, today = request.membership, request.school_year, timezone.localdate()
    mentees = waiting_mentees(member, year, today).select_related("person")
    mentors = MentorEntry.objects.not_declined().visible_to(member).of_year(year)
    mentors = mentors.with_consent_on(today).select_related("person")
    by_name = ("person__sort_name", "pk")
    form = RulingForm(
        request.POST or None, mentees=mentees.order_by(*by_name), mentors=mentors.order_by(*by_name)
    )
    if form.is_valid() and ruled(request, form):
        messages.success(request, "Решение записано, оно действует со следующего подбора.")
        return redirect("pairs:ruling_list")
    people = {*mentees.values_list("person", flat=True), *mentors.values_list("person", flat=True)}
    note_reading(Reading.Kind.LIST, people, selection="Решение о паре")
    return render(request, "pairs/matching/ruling_create.html", {"form": form})


def ruled(request, form):
    """Whether the service took the ruling; its refusal goes into the form."""
    rule = decisions.lock if form.cleaned_data["kind"] == Ruling.Kind.LOCKED else decisions.forbid
    try:
        rule(
            member=request.membership,
            mentor_entry=form.cleaned_data["mentor"],
            mentee_entry=form.cleaned_data["mentee"],
            reason=form.cleaned_data["reason"],
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_POST
@member_required(Right.PAIRS_EDIT)
def ruling_lift(request, pk):
    ruling = get_object_or_404(Ruling.objects.visible_to(request.membership), pk=pk)
    decisions.lift(member=request.membership, ruling=ruling)
    messages.success(request, "Решение снято: в следующем подборе его не будет.")
    return redirect("pairs:ruling_list")
