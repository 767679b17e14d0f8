from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import ListView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.models import MenteeEntry, MentoringForm
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import keys_of
from mentorship.core.tables import chips_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs import services, summaries
from mentorship.pairs.filters import PairFilter
from mentorship.pairs.forms import AgreementForm, MatchingForm, MoveForm, PairForm
from mentorship.pairs.health import health
from mentorship.pairs.memory import earlier_of, worked_together
from mentorship.pairs.mentors import mentors_to_choose
from mentorship.pairs.models import Pair
from mentorship.pairs.readings import note_pairs
from mentorship.pairs.views.pair_page import page_of
from mentorship.pairs.waiting.by_hand import mentees_to_choose
from mentorship.pairs.waiting.lists import waiting_mentees
from mentorship.pairs.workflow import MOVES

# A column longer than this is narrowed by the search, not by scrolling.
COLUMN_LENGTH = 100


@method_decorator(member_required(Right.PAIRS_VIEW), name="dispatch")
class PairListView(ListView):
    """Pairs and groups of the school year with their health in words."""

    template_name = "pairs/pair_list.html"
    paginate_by = 25

    def get_queryset(self):
        member, year = self.request.membership, self.request.school_year
        self.all_pairs = Pair.objects.visible_to(member).of_year(year)
        self.filterset = PairFilter(self.request.GET, queryset=self.all_pairs)
        today = timezone.localdate()
        pairs = summaries.with_people(self.filterset.qs, today).heard_by(member, today)
        return pairs.order_by("mentor_entry__person__sort_name", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        member, today = self.request.membership, timezone.localdate()
        note_pairs(Reading.Kind.LIST, context["page_obj"], selection="Пары и группы")
        return context | {
            "rows": [(pair, health(pair, today)) for pair in context["page_obj"]],
            "total": self.all_pairs.count(),
            "awaiting": self.all_pairs.owned_by(member).awaiting_order().count(),
            "may_edit": member.may(Right.PAIRS_EDIT),
            "may_draft": member.may(Right.DOCUMENTS_DRAFT),
            "filter": self.filterset,
            "chips": chips_of(self.filterset, self.request.GET),
        }


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def pair_create(request):
    """Two columns: mentees who wait, mentors with room; one screen, works by keyboard."""
    shown = matching_of(request)
    starts_on, ends_on = summaries.default_period(request.school_year, timezone.localdate())
    initial = {"form": shown["form"], "starts_on": starts_on, "ends_on": ends_on}
    initial["mentees"] = request.GET.getlist("mentee")
    form = PairForm(request.POST or None, member=request.membership, initial=initial)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        mentor, mentees = fields.pop("mentor"), list(fields.pop("mentees"))
        del fields["other_form"]
        try:
            pair = services.create_pair(
                member=request.membership, mentor_entry=mentor, mentee_entries=mentees, **fields
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Пара составлена. Теперь предложите её сторонам.")
            for row in earlier_of(request.membership, pair):
                messages.info(request, f"Вместе уже работали: {row.name} – {row.words}.")
            return redirect(pair)
    columns = [entry.person_id for entry in (*shown["mentees"], *shown["mentors"])]
    note_reading(Reading.Kind.LIST, columns, selection="Подбор пар")
    context = shown | {
        "pair_form": form,
        "chosen_mentees": form.chosen("mentees"),
        "chosen_mentors": form.chosen("mentor"),
    }
    return render(request, "pairs/pair_create.html", context)


def matching_of(request):
    """Both columns for the form and the searches of the address."""
    member, year, today = request.membership, request.school_year, timezone.localdate()
    asked = MatchingForm(request.GET)
    found = asked.cleaned_data if asked.is_valid() else {}
    form = found.get("form") or first_form(member, request)
    mentees = mentees_to_choose(member, year, form, found.get("mentee_q", ""), today)
    mentors = mentors_to_choose(member, year, form, today, found.get("mentor_q", ""))
    shown_mentees = mentees[:COLUMN_LENGTH]
    return {
        "form": form,
        "matching_form": asked,
        "forms": MentoringForm.objects.all(),
        "mentees": shown_mentees,
        "mentees_total": mentees.count(),
        "waiting_total": waiting_mentees(member, year, today).count(),
        "mentors": with_earlier(member, mentors[:COLUMN_LENGTH], shown_mentees),
        "mentors_total": mentors.count(),
        "mentee_q": found.get("mentee_q", ""),
        "mentor_q": found.get("mentor_q", ""),
    }


def with_earlier(member, mentors, mentees):
    """The mentors shown, each with the mentees shown who have worked with them before."""
    mentors = list(mentors)
    keys = [{entry.person_id for entry in entries} for entries in (mentors, mentees)]
    found = worked_together(member, *keys)
    for entry in mentors:
        entry.earlier = [row for row in found if row.mentor == entry.person_id]
    return mentors


def first_form(member, request):
    """The form of the mentee the page was opened for, else of the oldest request."""
    entries = MenteeEntry.objects.visible_to(member).of_year(request.school_year)
    wanted = keys_of(request.GET.getlist("mentee"))
    if wanted:
        entries = entries.filter(pk__in=wanted)
    oldest = entries.exclude(form=None).select_related("form").order_by("entered_on", "pk").first()
    return oldest.form if oldest else MentoringForm.objects.first()


@require_safe
@member_required(Right.PAIRS_VIEW)
def pair_detail(request, pk):
    pair = visible_pair(request, pk)
    return render(request, "pairs/pair_detail.html", page_of(request, pair))


@require_POST
@member_required(Right.PAIRS_EDIT)
def pair_move(request, pk, action):
    pair = get_object_or_404(Pair.objects.visible_to(request.membership), pk=pk)
    form = MoveForm(request.POST)
    why = form.cleaned_data if form.is_valid() else {}
    try:
        services.move_pair(pair=pair, action=action, member=request.membership, **why)
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return redirect(pair)
    done = MOVES[action].done
    if MOVES[action].target is None:
        messages.success(request, f"{done}.")
        return redirect("pairs:pair_list")
    messages.success(request, f"Пара {done[0].lower()}{done[1:]}.")
    return redirect(pair)


@require_POST
@member_required(Right.PAIRS_EDIT)
def agreement_update(request, pk):
    pair = visible_pair(request, pk)
    form = AgreementForm(request.POST, pair=pair)
    if form.is_valid():
        try:
            services.record_agreement(
                pair=pair,
                member=request.membership,
                mentor_agreed_on=form.cleaned_data["mentor_agreed_on"],
                members_agreed_on=form.members_agreed_on,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Согласие сторон записано.")
            return redirect(pair)
    return render(request, "pairs/pair_detail.html", page_of(request, pair, form))


def visible_pair(request, pk):
    """A pair of the member's with its people and facts of health; 404 for another."""
    pairs = Pair.objects.visible_to(request.membership).select_related("institution", "program")
    today = timezone.localdate()
    known = summaries.with_people(pairs, today).heard_by(request.membership, today)
    return get_object_or_404(known, pk=pk)
