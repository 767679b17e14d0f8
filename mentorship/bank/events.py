"""Events: moving them, who comes and who came, and the counts that pages show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mentorship.bank.affiliations import place_on
from mentorship.bank.consents import people_of_year
from mentorship.bank.events_workflow import MOVES, can_mark, is_owner, moves_open_to
from mentorship.bank.models import Attendance, Event, EventSession, MentorEntry, Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import within
from mentorship.organizations.small_cells import Cell, masked_column

State = Attendance.State


@dataclass(frozen=True)
class InstitutionCount:
    """How many people of an institution were at an event; small numbers are hidden."""

    institution: Organization
    count: Cell


@transaction.atomic
def move_event(*, member: Membership, event: Event, action: str, today: date) -> Event:
    """Make one move; an event is held no earlier than its day. Who was expected stays expected."""
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if not is_owner(member, event) or action not in MOVES:
        raise PermissionDenied
    if event.state not in MOVES[action].sources:
        raise DomainError(f"Мероприятие уже в состоянии «{event.get_state_display()}».")
    if action not in moves_open_to(member, event, today):
        raise DomainError(
            f"Мероприятие назначено на {event.starts_on:%d.%m.%Y}: этот день ещё не наступил."
        )
    event.state = MOVES[action].target
    event.save(update_fields=["state"])
    return event


@transaction.atomic
def add_session(*, member: Membership, event: Event, session: EventSession) -> EventSession:
    """Add a line to the schedule; it lies within the days of the event."""
    if not is_owner(member, event):
        raise PermissionDenied
    if not event.starts_on <= session.held_on <= event.last_day:
        days = f"{event.starts_on:%d.%m.%Y} – {event.last_day:%d.%m.%Y}"
        raise DomainError(f"Занятие вне дней мероприятия ({days}). Исправьте дату.")
    session.event = event
    session.save()
    return session


@transaction.atomic
def remove_session(*, member: Membership, session: EventSession) -> None:
    if not is_owner(member, session.event):
        raise PermissionDenied
    session.delete()


def people_to_invite(
    member: Membership, event: Event, year: SchoolYear, today: date
) -> QuerySet[Person]:
    """People of both banks with a consent in force who are not on the list of the event yet."""
    listed = Attendance.objects.filter(event=event, person=OuterRef("pk"))
    people = people_of_year(member, year).with_consent_on(today).filter(~Exists(listed))
    mentors = MentorEntry.objects.filter(person=OuterRef("pk")).of_year(year)
    people = people.annotate(place=place_on(today, "pk"), is_mentor=Exists(mentors))
    return people.order_by("-is_mentor", "sort_name", "pk")


@transaction.atomic
def add_people(*, member: Membership, event: Event, people: Sequence[Person], today: date) -> int:
    """Put people of the institution on the list: of a held event they were there, else expected.

    Gives how many are new. Raises DomainError naming who has no consent in force.
    """
    _refuse_marking(member, event, people, today)
    state = State.PRESENT if event.state == Event.State.HELD else State.EXPECTED
    known = set(event.attendances.filter(person__in=people).values_list("person", flat=True))
    new = [
        Attendance(institution_id=person.institution_id, event=event, person=person, state=state)
        for person in people
        if person.pk not in known
    ]
    Attendance.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def mark_person(
    *, member: Membership, attendance: Attendance, state: str, result: str, today: date
) -> Attendance:
    """Say whether somebody was there, and with what result; the same twice changes nothing."""
    _refuse_marking(member, attendance.event, [attendance.person], today)
    if state not in State.values:
        raise PermissionDenied
    attendance.state, attendance.result = state, result[:200]
    attendance.save(update_fields=["state", "result"])
    return attendance


@transaction.atomic
def mark_expected(*, member: Membership, event: Event, today: date) -> int:
    """Everybody of the institution who was expected was there; gives how many."""
    _refuse_marking(member, event, [], today)
    own = Attendance.objects.visible_to(member).with_consent_on(today)
    return own.filter(event=event, state=State.EXPECTED).update(state=State.PRESENT)


@transaction.atomic
def remove_person(*, member: Membership, attendance: Attendance) -> None:
    """Take somebody off the list; the change log keeps that they stood there."""
    if not can_mark(member, attendance.event) or (
        attendance.institution_id != member.organization_id
    ):
        raise PermissionDenied
    attendance.delete()


def _refuse_marking(
    member: Membership, event: Event, people: Sequence[Person], today: date
) -> None:
    if not can_mark(member, event):
        raise PermissionDenied
    if any(person.institution_id != member.organization_id for person in people):
        raise PermissionDenied
    without = Person.objects.filter(pk__in=[p.pk for p in people]).without_consent_on(today)
    if names := ", ".join(p.full_name for p in without.order_by("sort_name", "pk")):
        raise DomainError(f"Нет согласия на обработку данных: {names}.")


def event_list(member: Membership, year: SchoolYear, today: date) -> QuerySet[Event]:
    """Events of the year the member sees, with how many of their own people came or are expected.

    As many as the page of the event names. Above the institution nobody is an own person, so these
    numbers are 0 there.
    """
    own = Attendance.objects.visible_to(member).with_consent_on(today)
    own = own.filter(event=OuterRef("pk")).order_by()
    events = Event.objects.visible_to(member).of_year(year).select_related("organization")
    return events.annotate(
        came=_counted(own.present()), expected=_counted(own.filter(state=State.EXPECTED))
    )


def _counted(rows: QuerySet[Attendance]) -> Coalesce:
    return Coalesce(Subquery(rows.values("event").annotate(n=Count("pk")).values("n")), 0)


def attendances_of(member: Membership, event: Event, today: date) -> QuerySet[Attendance]:
    """The member's own people at the event, those with a consent in force, by name."""
    own = Attendance.objects.visible_to(member).with_consent_on(today)
    rows = own.filter(event=event).select_related("person", "event")
    return rows.annotate(place=place_on(today)).order_by("person__sort_name", "pk")


def counts_by_institution(member: Membership, event: Event, today: date) -> list[InstitutionCount]:
    """Who came, by institutions of the member's territory; 1–4 people are hidden (figures' rule).

    For organizations above the institution: they see numbers, never names.
    """
    if member.organization.is_institution:
        return []
    reached = Organization.objects.filter(within(member, field="")).institutions()
    present = Attendance.objects.present().for_figures(today)
    came = present.filter(event=event, institution__in=reached)
    counts = dict(came.order_by().values_list("institution").annotate(n=Count("pk")))
    cells = masked_column(counts)
    institutions = Organization.objects.filter(pk__in=counts).order_by("short_name", "pk")
    return [InstitutionCount(i, cells[i.pk]) for i in institutions]


def counts_by_kind(member: Membership, year: SchoolYear) -> list[tuple[str, str, int]]:
    """Held events of the member's own organization by kind, for the chips over the list."""
    held = Event.objects.owned_by(member).of_year(year).held().order_by()
    counted = dict(held.values_list("kind").annotate(n=Count("pk")))
    return [(kind, label, counted[kind]) for kind, label in Event.Kind.choices if kind in counted]


def left_unmarked(member: Membership, today: date) -> QuerySet[Event]:
    """Own planned events whose last day has passed: were they held?"""
    over = Q(ends_on__lt=today) | Q(ends_on=None, starts_on__lt=today)
    planned = Event.objects.owned_by(member).filter(over, state=Event.State.PLANNED)
    return planned.order_by("starts_on", "pk")
