from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from mentorship.audit.models import Reading
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.models import Pair
from mentorship.pairs.readings import note_pairs
from mentorship.pairs.workflow import is_owner
from mentorship.programs.forms import ActivityForm, ProgramForm, pairs_for_program
from mentorship.programs.models import Activity, Program
from mentorship.programs.papers import starts_of


def may_write(member, program):
    """The owner's curator writes the program, also after the pair ended: results come last.

    Without the consent of everybody in the pair nobody does.
    """
    is_own = member.may(Right.PAIRS_EDIT) and is_owner(member, program.pair)
    return is_own and not program.lacks_consent


def with_people(programs):
    """Programs with the names of the pair and `lacks_consent`: then no more than these is told."""
    without = Pair.objects.without_consent_on(timezone.localdate()).filter(pk=OuterRef("pair"))
    programs = programs.annotate(lacks_consent=Exists(without))
    related = ("pair__mentor_entry__person", "pair__form", "pair__order", "institution")
    return programs.select_related(*related).prefetch_related("pair__members__person")


@method_decorator(member_required(Right.PAIRS_VIEW), name="dispatch")
class ProgramListView(ListView):
    """Programs of the pairs of the school year, and the pairs still without one."""

    template_name = "programs/program_list.html"
    paginate_by = 25

    def get_queryset(self):
        pairs = Pair.objects.visible_to(self.request.membership).of_year(self.request.school_year)
        programs = with_people(Program.objects.filter(pair__in=pairs))
        return programs.order_by("pair__mentor_entry__person__sort_name", "pk")

    def get_context_data(self, **kwargs):
        member, year = self.request.membership, self.request.school_year
        context = super().get_context_data(**kwargs)
        without = Pair.objects.owned_by(member).of_year(year).going_on().filter(program=None)
        pairs = [program.pair for program in context["page_obj"]]
        note_pairs(Reading.Kind.LIST, pairs, selection="Программы")
        return context | {
            "may_edit": member.may(Right.PAIRS_EDIT),
            "without": without.count(),
        }


class ProgramFormMixin:
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"member": self.request.membership}

    def form_valid(self, form):
        response = super().form_valid(form)
        if self.object.length_warning:
            messages.warning(self.request, self.object.length_warning, extra_tags="warn")
        messages.success(self.request, "Программа сохранена.")
        return response


@method_decorator(member_required(Right.PAIRS_EDIT), name="dispatch")
class ProgramCreateView(ProgramFormMixin, CreateView):
    """A program of a pair; `?pair=` names the pair and its period."""

    form_class = ProgramForm
    template_name = "components/form_page.html"

    def get_form_kwargs(self):
        program = Program(institution_id=self.request.membership.organization_id)
        return super().get_form_kwargs() | {"instance": program}

    def get_initial(self):
        number = self.request.GET.get("pair", "")
        pairs = pairs_for_program(self.request.membership, Program())
        pair = pairs.filter(pk=number).first() if number.isdecimal() else None
        if pair is None:
            return {}
        return {"pair": pair, "starts_on": pair.starts_on, "ends_on": pair.ends_on}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": "Персонализированная программа",
            "hint": "Положение предполагает срок от 3 месяцев до 1 года.",
            "back_url": reverse("programs:program_list"),
            "back_title": "Программы",
        }


class ProgramPageMixin:
    """One visible program; what its pair allows is asked of `may_write`."""

    def get_queryset(self):
        programs = Program.objects.visible_to(self.request.membership)
        return with_people(programs).prefetch_related("activities")

    def writable(self, program):
        if not may_write(self.request.membership, program):
            raise PermissionDenied
        return program


@method_decorator(member_required(Right.PAIRS_EDIT), name="dispatch")
class ProgramUpdateView(ProgramPageMixin, ProgramFormMixin, UpdateView):
    form_class = ProgramForm
    template_name = "components/form_page.html"

    def get_object(self, queryset=None):
        return self.writable(super().get_object(queryset))

    def get_context_data(self, **kwargs):
        note_pairs(Reading.Kind.PAIR, [self.object.pair], about=self.object)
        return super().get_context_data(**kwargs) | back_to(self.object, "Изменить программу")


@method_decorator(member_required(Right.PAIRS_VIEW), name="dispatch")
class ProgramDetailView(ProgramPageMixin, DetailView):
    """The program with its plan; the same page prints."""

    template_name = "programs/program_detail.html"

    def get_context_data(self, **kwargs):
        may_edit = may_write(self.request.membership, self.object)
        note_pairs(Reading.Kind.PAIR, [self.object.pair], about=self.object)
        starts = starts_of(self.request.membership, self.object)
        return super().get_context_data(**kwargs) | {"may_edit": may_edit, "starts": starts}


class ActivityFormMixin:
    def get_success_url(self):
        return self.object.program.get_absolute_url()

    def visible_program(self, **lookup):
        programs = Program.objects.visible_to(self.request.membership)
        program = get_object_or_404(with_people(programs), **lookup)
        if not may_write(self.request.membership, program):
            raise PermissionDenied
        return program


@method_decorator(member_required(Right.PAIRS_EDIT), name="dispatch")
class ActivityCreateView(ActivityFormMixin, CreateView):
    form_class = ActivityForm
    template_name = "components/form_page.html"

    def get_form_kwargs(self):
        program = self.visible_program(pk=self.kwargs["pk"])
        empty = Activity(program=program, position=program.activities.count())
        return super().get_form_kwargs() | {"instance": empty}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        program = context["form"].instance.program
        note_pairs(Reading.Kind.PAIR, [program.pair], about=program)
        return context | back_to(program, "Мероприятие программы")


@method_decorator(member_required(Right.PAIRS_EDIT), name="dispatch")
class ActivityUpdateView(ActivityFormMixin, UpdateView):
    """Mark what came of an activity."""

    form_class = ActivityForm
    template_name = "components/form_page.html"

    def get_object(self, queryset=None):
        program = self.visible_program(activities=self.kwargs["pk"])
        return program.activities.get(pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        note_pairs(Reading.Kind.PAIR, [self.object.program.pair], about=self.object.program)
        return super().get_context_data(**kwargs) | back_to(
            self.object.program, "Мероприятие программы"
        )


def back_to(program, title):
    url = program.get_absolute_url()
    return {"title": title, "back_url": url, "back_title": "К программе"}
