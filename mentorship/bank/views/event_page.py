from django.shortcuts import render
from django.utils import timezone

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank import events, selection
from mentorship.bank.event_forms import SessionForm
from mentorship.bank.events_workflow import MOVES, can_mark, is_owner, moves_open_to
from mentorship.bank.models import Event
from mentorship.organizations.roles import Right


def event_page(request, event, *, session_form=None):
    """The page of an event: program, schedule, one's own people, numbers for those above."""
    member, today = request.membership, timezone.localdate()
    rows = list(events.attendances_of(member, event, today))
    if rows:
        note_reading(Reading.Kind.LIST, [row.person_id for row in rows], about=event)
    context = {
        "event": event,
        "sessions": event.sessions.all(),
        "rows": rows,
        "came": sum(row.state == "present" for row in rows),
        "expected": sum(row.state == "expected" for row in rows),
        "counts": events.counts_by_institution(member, event, today),
        "is_own": is_owner(member, event),
        "may_mark": can_mark(member, event),
        "moves": [(action, MOVES[action].label) for action in moves_open_to(member, event, today)],
        "session_form": session_form or SessionForm(initial={"held_on": event.starts_on}),
        "to_train": to_train(member, event, today),
    }
    return render(request, "bank/event_detail.html", context)


def to_train(member, event, today):
    """Whose training the member may mark by the event."""
    is_trainable = event.is_teaching and event.state == Event.State.HELD
    if not (member.may(Right.BANK_EDIT) and is_trainable):
        return []
    return selection.to_be_trained(member, event, today)
