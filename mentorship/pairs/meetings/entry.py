"""What the next entry of a pair begins with, so that two taps are enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.meetings import directions
from mentorship.pairs.meetings.forms import RowMeetingForm
from mentorship.pairs.models import Meeting, OwnDirection, Pair, PairQuerySet

# The trial meeting comes before the order (S002, 22).
ON_TRIAL = frozenset({Pair.State.PROPOSED, Pair.State.ACCEPTED})


def next_meeting(pair: Pair, today: date) -> Meeting:
    """Today, the stage that comes next, and the direction and minutes of the last time."""
    last = pair.meetings.held().order_by("-held_on", "-pk").first()
    return _after(pair, last, min(today, pair.ends_on))


def row_forms(
    pairs: Sequence[Pair], today: date, data: Mapping[str, Any] | None, *, with_day: bool = False
) -> list[RowMeetingForm]:
    """A row for each pair, in as many statements for one as for many; `with_day`: today in it."""
    latest = _latest(pairs)
    of_mentor = {}
    for meeting in sorted(latest.values(), key=lambda m: (m.held_on, m.pk)):
        of_mentor[meeting.pair.mentor_entry_id] = meeting
    own = _own_directions(pairs)
    forms = []
    for pair in pairs:
        day = min(today, pair.ends_on) if with_day else None
        meeting = _after(pair, latest.get(pair.pk), day)
        if not meeting.direction_code and pair.mentor_entry_id in of_mentor:
            # What this mentor met about with the others.
            directions.put_direction(meeting, of_mentor[pair.mentor_entry_id].direction_code)
        members = [member for member in pair.members.all() if member.live]
        choices = directions.choices_of(own.get(pair.institution_id, []))
        forms.append(RowMeetingForm(data, meeting=meeting, members=members, choices=choices))
    return forms


def pairs_of_table(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any]:
    """Working pairs of the curator's school that may be entered: everybody has a consent."""
    working = Pair.objects.owned_by(member).filter(state__in=Pair.WORKING)
    pairs = _to_enter(working, year, today).filter(lacks_consent=False)
    return pairs.order_by("mentor_entry__person__sort_name", "pk")


def pairs_of_mentor(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any]:
    """Pairs of a mentor that work or are on trial; nothing for other roles.

    Each has `lacks_consent` and `last_met_on`.
    """
    if member.role != Role.MENTOR:
        return Pair.objects.none()
    pairs = Pair.objects.visible_to(member).filter(state__in=Pair.WORKING | ON_TRIAL)
    return _to_enter(pairs, year, today).order_by("pk")


def _to_enter(pairs: PairQuerySet, year: SchoolYear, today: date) -> QuerySet[Any]:
    found = pairs.of_year(year).with_health_facts(today)
    return found.select_related("mentor_entry__person", "form").prefetch_related("members__person")


@dataclass(frozen=True)
class OwnPair:
    """A pair on the mentor's home page: its sheet, None without a consent, and the nearest plan.

    `met_today`: the meeting of the day is entered, and a day has one.
    """

    pair: Any
    row: RowMeetingForm | None
    plan: Meeting | None
    met_today: bool

    @property
    def is_on_trial(self) -> bool:
        return self.pair.state in ON_TRIAL


def own_pairs(member: Membership, year: SchoolYear, today: date) -> list[OwnPair]:
    """The mentor's pairs that work or are on trial, with what two taps save."""
    pairs = list(pairs_of_mentor(member, year, today))
    rows = {row.meeting.pair_id: row for row in row_forms(pairs, today, None, with_day=True)}
    planned = Meeting.objects.planned().filter(pair__in=[pair.pk for pair in pairs])
    plans = {m.pair_id: m for m in planned.order_by("-planned_for", "-pk")}
    return [
        OwnPair(
            pair=pair,
            row=None if pair.lacks_consent else rows[pair.pk],
            plan=plans.get(pair.pk),
            met_today=pair.last_met_on == today,
        )
        for pair in pairs
    ]


def _after(pair: Pair, last: Meeting | None, day: date | None) -> Meeting:
    is_trial = pair.state in ON_TRIAL and (last is None or last.stage != Meeting.Stage.TRIAL)
    if last is None:
        stage = Meeting.Stage.TRIAL if is_trial else Meeting.Stage.FIRST
        return Meeting(pair=pair, held_on=day, stage=stage)
    return Meeting(
        pair=pair,
        held_on=day,
        stage=Meeting.Stage.TRIAL if is_trial else Meeting.Stage.REGULAR,
        direction=last.direction,
        own_direction=last.own_direction,
        minutes=last.minutes,
        format=last.format,
    )


def _latest(pairs: Sequence[Pair]) -> dict[int, Meeting]:
    held = Meeting.objects.held().filter(pair__in=[pair.pk for pair in pairs])
    rows = held.order_by("pair_id", "-held_on", "-pk").distinct("pair_id")
    return {row.pair_id: row for row in rows.select_related("own_direction", "pair")}


def _own_directions(pairs: Sequence[Pair]) -> dict[int, list[OwnDirection]]:
    owners = {pair.institution_id for pair in pairs}
    found: dict[int, list[OwnDirection]] = {}
    for direction in OwnDirection.objects.in_use().filter(institution__in=owners):
        found.setdefault(direction.institution_id, []).append(direction)
    return found
