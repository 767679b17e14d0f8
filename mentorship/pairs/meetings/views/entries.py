"""Entering meetings that were held: one form, one tap on the home page, one table of many pairs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import CreateView, UpdateView

from mentorship.audit.models import Reading
from mentorship.core.exceptions import DomainError
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right
from mentorship.pairs.meetings import entry, services
from mentorship.pairs.meetings.confirming import may_ask
from mentorship.pairs.meetings.forms import MeetingForm, save_or_say
from mentorship.pairs.models import Meeting, Pair
from mentorship.pairs.readings import note_pairs
from mentorship.pairs.workflow import can_record_meeting

# Rows of the table at once: a form of three fields each.
TABLE_LENGTH = 30


class MeetingFormMixin:
    """A meeting of a pair the member may record: its mentor, or the owner's curator.

    Without the consent of everybody in the pair nothing is recorded or read.
    """

    def form_valid(self, form):
        save_or_say(
            form,
            lambda: services.record_meeting(
                meeting=form.instance, member=self.request.membership, came=form.came
            ),
        )
        if form.errors:
            return self.form_invalid(form)
        messages.success(self.request, "Встреча записана.")
        return redirect(form.instance.pair)


@method_decorator(member_required(Right.PAIRS_VIEW), name="dispatch")
class MeetingCreateView(MeetingFormMixin, CreateView):
    """«Записать встречу» with today's date; `?stage=` names the meeting that is asked for."""

    form_class = MeetingForm
    template_name = "components/form_page.html"

    def get_form_kwargs(self):
        pair = recordable(self.request, self.kwargs["pk"])
        today = timezone.localdate()
        meeting = entry.next_meeting(pair, today)
        if (asked := self.request.GET.get("stage")) in Meeting.Stage.values:
            meeting.stage = asked
        return super().get_form_kwargs() | {"instance": meeting}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | page_words("Записать встречу", context["form"].instance.pair)


@method_decorator(member_required(Right.PAIRS_VIEW), name="dispatch")
class MeetingUpdateView(MeetingFormMixin, UpdateView):
    """A meeting that was held is corrected; a planned one is entered as held."""

    form_class = MeetingForm
    template_name = "pairs/meeting_update.html"

    def get_object(self, queryset=None):
        meeting = recordable_meeting(self.request, self.kwargs["pk"])
        self.is_plan = meeting.is_planned
        if meeting.held_on is None:
            meeting.held_on = min(meeting.planned_for, timezone.localdate())
        return meeting

    def get_context_data(self, **kwargs):
        meeting, member = self.object, self.request.membership
        confirmations = meeting.confirmations.select_related("link", "member__person")
        return (
            super().get_context_data(**kwargs)
            | page_words("Встреча", meeting.pair)
            | {
                "is_plan": self.is_plan,
                "may_ask": not self.is_plan and may_ask(member, meeting),
                "confirmations": confirmations,
            }
        )


@require_POST
@member_required(Right.PAIRS_VIEW)
def meeting_quick(request, pk):
    """The second tap: what stands in the sheet is saved; errors open the same sheet again."""
    pair = recordable(request, pk)
    [row] = entry.row_forms([pair], timezone.localdate(), request.POST, with_day=True)
    if row.is_valid() and not row.is_filled:
        row.add_error("held_on", "Укажите дату встречи.")
    if row.is_valid() and save_row(request.membership, row):
        messages.success(request, "Встреча записана.")
        return redirect((request.POST.get("back") == "pair" and pair) or "home")
    note_pairs(Reading.Kind.PAIR, [pair], about=pair, selection="Встреча состоялась")
    return render(request, "pairs/meeting_quick.html", {"pair": pair, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Right.PAIRS_EDIT)
def meeting_table(request):
    """Many pairs in one table: only filled rows are saved, all of them or, with an error, none."""
    today = timezone.localdate()
    pairs = entry.pairs_of_table(request.membership, request.school_year, today)
    page = Paginator(pairs, TABLE_LENGTH).get_page(request.GET.get("page"))
    rows = entry.row_forms(list(page), today, request.POST or None)
    if request.method == "POST":
        saved = save_rows(request.membership, rows)
        if saved:
            messages.success(request, f"Записано встреч: {saved}.")
            return redirect(request.get_full_path())
        if saved == 0:
            messages.error(request, "Заполните хотя бы одну строку: укажите дату.", "bad")
    note_pairs(Reading.Kind.LIST, page, selection="Встречи в таблице")
    wrong = sum(bool(row.errors) for row in rows) if request.method == "POST" else 0
    context = {"page_obj": page, "rows": rows, "wrong": wrong}
    return render(request, "pairs/meeting_table.html", context)


def save_rows(member, rows):
    """How many meetings were saved; None when a row has an error and so none was."""
    if not all([row.is_valid() for row in rows]):  # noqa: C419 -- every row tells its errors
        return None
    filled = [row for row in rows if row.is_filled]
    with transaction.atomic():
        if not all([save_row(member, row) for row in filled]):  # noqa: C419 -- as above
            transaction.set_rollback(True)
            return None
    return len(filled)


def save_row(member, row):
    """Save one row; a refusal of the service stands in it."""
    try:
        services.record_meeting(
            meeting=row.filled_meeting(), member=member, came=row.came, once_a_day=True
        )
    except DomainError as refusal:
        row.add_error(None, str(refusal))
        return False
    return True


def recordable(request, pk):
    """A pair whose meetings the member writes, 403 for one that is read, 404 for a foreign one."""
    pairs = Pair.objects.visible_to(request.membership)
    pairs = pairs.with_health_facts(timezone.localdate())
    pair = get_object_or_404(pairs.select_related("mentor_entry__person"), pk=pk)
    if pair.lacks_consent or not can_record_meeting(request.membership, pair):
        raise PermissionDenied
    return pair


def recordable_meeting(request, pk):
    meetings = Meeting.objects.visible_to(request.membership).select_related("own_direction")
    meeting = get_object_or_404(meetings, pk=pk)
    meeting.pair = recordable(request, meeting.pair_id)
    return meeting


def page_words(title, pair):
    note_pairs(Reading.Kind.PAIR, [pair], about=pair, selection=title)
    return {
        "title": title,
        "hint": f"Наставник: {pair.mentor_entry.person.full_name}",
        "back_url": pair.get_absolute_url(),
        "back_title": "К паре",
        "pair": pair,
    }
