from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import events, selection
from mentorship.bank.event_forms import PeopleForm
from mentorship.bank.events_workflow import can_mark
from mentorship.bank.models import Event, MentorEntry
from mentorship.core.exceptions import DomainError
from mentorship.core.keys import keys_of
from mentorship.core.wording import counted
from mentorship.organizations.access import member_required
from mentorship.organizations.roles import Right

PAGE = 50
PEOPLE = ("человек", "человека", "человек")


@require_http_methods(["GET", "POST"])
@member_required(Right.EVENTS_EDIT)
def attendance_create(request, pk):
    """People of both banks to put on the list of an event, found by parts of their names."""
    event = event_to_mark(request, pk)
    member, today = request.membership, timezone.localdate()
    candidates = events.people_to_invite(member, event, request.school_year, today)
    sent = request.POST if request.method == "POST" else None
    form = PeopleForm(sent, candidates=candidates)
    if form.is_valid():
        people = list(form.cleaned_data["people"])
        count = events.add_people(member=member, event=event, people=people, today=today)
        messages.success(request, f"В список добавлено: {counted(count, *PEOPLE)}.")
        return redirect(event)
    words = request.GET.get("words", "")
    found = candidates.named_like(words)
    page_obj = Paginator(found, PAGE).get_page(request.GET.get("page"))
    note_reading(Reading.Kind.LIST, [p.pk for p in page_obj], about=event)
    context = {"event": event, "form": form, "page_obj": page_obj, "words": words}
    return render(request, "bank/attendance_create.html", context)


@require_POST
@member_required(Right.EVENTS_EDIT)
def attendance_update(request, pk, person_pk):
    """One tap: was there, was not, off the list; with a result where there is one."""
    event = event_to_mark(request, pk)
    member, today = request.membership, timezone.localdate()
    rows = events.attendances_of(member, event, today)
    attendance = get_object_or_404(rows, person_id=person_pk)
    if "off" in request.POST:
        events.remove_person(member=member, attendance=attendance)
        return HttpResponse() if request.htmx else redirect(f"{event.get_absolute_url()}#people")
    state = request.POST.get("state", attendance.state)
    result = request.POST.get("result", attendance.result)
    events.mark_person(
        member=member, attendance=attendance, state=state, result=result, today=today
    )
    if not request.htmx:
        return redirect(f"{event.get_absolute_url()}#people")
    note_reading(Reading.Kind.LIST, [attendance.person_id], about=event)
    context = {"row": attendance, "event": event, "may_mark": True}
    return render(request, "bank/_attendance_row.html", context)


@require_POST
@member_required(Right.EVENTS_EDIT)
def attendance_record(request, pk):
    """Everybody who was expected came."""
    event = event_to_mark(request, pk)
    count = events.mark_expected(member=request.membership, event=event, today=timezone.localdate())
    messages.success(request, f"Отмечены участвовавшими: {counted(count, *PEOPLE)}.")
    return redirect(f"{event.get_absolute_url()}#people")


@require_POST
@member_required(Right.BANK_EDIT)
def training_record(request, pk):
    """«Отметить обучение по мероприятию»: the ticked mentors have passed the training."""
    event = event_to_mark(request, pk)
    member = request.membership
    ticked = keys_of(request.POST.getlist("entries"))
    entries = list(MentorEntry.objects.visible_to(member).filter(pk__in=ticked))
    try:
        steps = selection.mark_training(
            member=member, event=event, entries=entries, today=timezone.localdate()
        )
        messages.success(request, f"Обучение отмечено, наставников – {len(steps)}.")
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect(event)


def event_to_mark(request, pk):
    """The event, if the member's institution may mark its people at it; else 404 or 403."""
    rows = Event.objects.visible_to(request.membership).select_related("organization")
    event = get_object_or_404(rows, pk=pk)
    if not can_mark(request.membership, event):
        raise PermissionDenied
    return event
