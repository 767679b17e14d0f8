from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import CreateView, ListView, UpdateView

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import refresh, services
from mentorship.bank.banks import MENTEES, MENTORS
from mentorship.bank.companions import COMPANIONS, matching_of
from mentorship.bank.entry_forms import MenteeForm, MentorForm
from mentorship.bank.export_jobs import MOST_AT_ONCE
from mentorship.bank.filters import MenteeFilter, MentorFilter
from mentorship.bank.forms import LeaveForm
from mentorship.bank.summaries import entry_list, is_disclosed, rows_of
from mentorship.bank.tables import EntryPaginator, Heading, Sorting
from mentorship.bank.views.pages import form_about
from mentorship.core.exceptions import DomainError
from mentorship.core.tables import address, chips_of
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

PAGE, LONG_PAGE = 25, 100
NAME = Heading("name", "ФИО", ("person__sort_name",))
PLACE = Heading("place", "Класс или должность", ("grade", "place"))
CONSENT = Heading("consent", "Согласие", ("is_agreed",))


class EntryListView(ListView):
    """One bank of the chosen school year: search, filters, sorting; nothing hidden silently."""

    template_name = "bank/entry_list.html"
    paginator_class = EntryPaginator

    @property
    def with_left(self):
        return "left" in self.request.GET

    def get_paginate_by(self, queryset):
        return LONG_PAGE if self.request.GET.get("per") == str(LONG_PAGE) else PAGE

    def get_queryset(self):
        member, year = self.request.membership, self.request.school_year
        self.today = timezone.localdate()
        everyone = entry_list(self.bank, member, year, self.today, with_left=self.with_left)
        self.filterset = self.filterset_class(
            self.request.GET, everyone, bank=self.bank, member=member, school_year=year
        )
        self.sorting = Sorting(self.headings(), self.request.GET)
        return self.filterset.qs.order_by(*self.sorting.order)

    def headings(self):
        companion = [Heading("companion", self.bank.companion)] if COMPANIONS.items() else []
        return [NAME, PLACE, *self.own_headings, *companion, CONSENT]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        member, year = self.request.membership, self.request.school_year
        of_year = shown = context["paginator"].count
        chips = chips_of(self.filterset, self.request.GET)
        if chips or self.with_left:
            of_year = self.bank.model.objects.visible_to(member).of_year(year).count()
        rows = rows_of(self.bank, context["page_obj"].object_list, year, self.today)
        people = [row.entry.person_id for row in rows]
        note_reading(Reading.Kind.LIST, people, selection=self.bank.title)
        return context | {
            "bank": self.bank,
            "is_mentors": self.bank == MENTORS,
            "rows": rows,
            "of_year": of_year,
            "shown": shown,
            "filter": self.filterset,
            "chips": chips,
            "reset_url": address(self.request.GET, **dict.fromkeys(self.filterset.filters)),
            "sorting": self.sorting,
            "kept": [(n, self.request.GET[n]) for n in ("left", "sort") if n in self.request.GET],
            "has_companions": bool(COMPANIONS.items()),
            "with_left": self.with_left,
            "left_url": address(self.request.GET, left=None if self.with_left else "1", page=None),
            "may_edit": member.may(Right.BANK_EDIT),
            "matching": matching_of(self.bank.code) if member.may(Right.PAIRS_EDIT) else "",
            "is_long": of_year > MOST_AT_ONCE,
            "urls": {name: self.bank.url(name) for name in ("create", "export", "list", "refresh")},
        }


@method_decorator(member_required(Right.BANK_VIEW), name="dispatch")
class MentorListView(EntryListView):
    bank = MENTORS
    filterset_class = MentorFilter
    own_headings = [
        Heading("form", "Формы"),
        Heading("about", "Компетенции"),
        Heading("capacity", "Мест", ("capacity",)),
    ]


@method_decorator(member_required(Right.BANK_VIEW), name="dispatch")
class MenteeListView(EntryListView):
    bank = MENTEES
    filterset_class = MenteeFilter
    own_headings = [
        Heading("form", "Форма", ("form__position",)),
        Heading("about", "Запрос"),
    ]


class EntryFormMixin:
    """Person, class and entry in one form, saved by one service."""

    def get_queryset(self):
        entries = self.bank.model.objects.visible_to(self.request.membership)
        return entries.select_related("person")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "member": self.request.membership,
            "today": timezone.localdate(),
        }

    def form_valid(self, form):
        try:
            entry = services.save_entry(
                member=self.request.membership,
                entry=form.instance,
                person=form.person,
                standing=form.standing,
                forms=form.cleaned_data.get("forms"),
                topics=form.cleaned_data.get("topics"),
                today=form.today,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        # Whoever saves an entry has looked at it: that is its yearly confirmation too.
        refresh.confirm_entries(member=self.request.membership, entries=[entry], today=form.today)
        messages.success(self.request, f"{entry.person.full_name}: сохранено.")
        return redirect(entry.person)


class EntryCreateView(EntryFormMixin, CreateView):
    template_name = "components/form_page.html"

    def get_initial(self):
        year, today = self.request.school_year, timezone.localdate()
        return {"entered_on": services.day_of_entering(year, today)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": f"{self.bank.title}: новая запись",
            "hint": "Согласие записывается отдельно: это самостоятельный документ.",
            "back_url": self.bank.url("list"),
            "back_title": self.bank.title,
        }


class EntryUpdateView(EntryFormMixin, UpdateView):
    template_name = "components/form_page.html"

    def get_form_kwargs(self):
        shown = is_disclosed(self.object.person, timezone.localdate())
        return super().get_form_kwargs() | {"is_disclosed": shown}

    def get_context_data(self, **kwargs):
        person = self.object.person
        note_reading(Reading.Kind.EDIT, [person.pk], about=self.object)
        shown = is_disclosed(person, timezone.localdate())
        closed = "Согласия нет: видны только имя, класс и контакты."
        return super().get_context_data(**kwargs) | {
            "title": f"{self.bank.title}: {person.full_name}",
            "hint": "" if shown else closed,
            "back_url": person.get_absolute_url(),
            "back_title": person.full_name,
        }


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class MentorCreateView(EntryCreateView):
    bank = MENTORS
    form_class = MentorForm


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class MentorUpdateView(EntryUpdateView):
    bank = MENTORS
    form_class = MentorForm


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class MenteeCreateView(EntryCreateView):
    bank = MENTEES
    form_class = MenteeForm


@method_decorator(member_required(Right.BANK_EDIT), name="dispatch")
class MenteeUpdateView(EntryUpdateView):
    bank = MENTEES
    form_class = MenteeForm


def leave_page(request, bank, pk):
    """Ask for the day and the outcome, then end the entry; taken back from the person's card."""
    entries = bank.model.objects.visible_to(request.membership).select_related("person")
    entry = get_object_or_404(entries, pk=pk)
    today = timezone.localdate()
    initial = {"left_on": today, "outcome": entry.outcome}
    shown = is_disclosed(entry.person, today)
    form = LeaveForm(request.POST or None, initial=initial, is_disclosed=shown)
    if request.method == "POST" and form.is_valid() and leave(request, entry, form):
        return redirect(entry.person)
    hint = f"{bank.title}. Запись останется в базе, участие можно вернуть."
    return form_about(request, entry.person, form, title="Завершить участие", hint=hint)


def leave(request, entry, form):
    """Make the move; a refusal goes to the form and what was typed stays."""
    try:
        services.leave_bank(
            member=request.membership,
            entry=entry,
            day=form.cleaned_data["left_on"],
            outcome=form.cleaned_data.get("outcome", entry.outcome),
        )
    except DomainError as refusal:
        form.add_error("left_on", str(refusal))
        return False
    messages.success(request, "Участие завершено. Вернуть его можно здесь же, в карточке.")
    return True


def return_entry(request, bank, pk):
    entry = get_object_or_404(bank.model.objects.visible_to(request.membership), pk=pk)
    try:
        services.return_to_bank(member=request.membership, entry=entry)
        messages.success(request, "Участие снова идёт.")
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect(entry.person)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def mentor_leave(request, pk):
    return leave_page(request, MENTORS, pk)


@require_http_methods(["GET", "POST"])
@member_required(Right.BANK_EDIT)
def mentee_leave(request, pk):
    return leave_page(request, MENTEES, pk)


@require_POST
@member_required(Right.BANK_EDIT)
def mentor_return(request, pk):
    return return_entry(request, MENTORS, pk)


@require_POST
@member_required(Right.BANK_EDIT)
def mentee_return(request, pk):
    return return_entry(request, MENTEES, pk)
