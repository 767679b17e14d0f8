"""Everything that happened to a pair in one line of days: moves, sides, meetings, papers."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils import timezone

from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.feedback.months import Month
from mentorship.pairs.models import Feedback, Meeting, Pair
from mentorship.pairs.workflow import EVENTS, MOVES, is_owner

ORDERED, ENDED = "Приказ о закреплении", "Приказ о завершении"
BEFORE_ORDER = frozenset({Meeting.Stage.FIRST, Meeting.Stage.TRIAL})
# The usual way of a pair through one day.
FIRST, BEFORE_TRIAL, TRIAL, AFTER_TRIAL, ORDER, BY_ORDER, AMONG_MEETINGS, LAST = range(8)
PLACES = {
    "create": FIRST,
    "draft_updated": FIRST,
    "propose": BEFORE_TRIAL,
    "trial_asked": AFTER_TRIAL,
    "trial_answered": AFTER_TRIAL,
    "agree": AFTER_TRIAL,
    "accept": AFTER_TRIAL,
    "order": BY_ORDER,
    "start": BY_ORDER,
    "complete": LAST,
    "dissolve": LAST,
    "complete_by_order": LAST,
    "dissolve_by_order": LAST,
    "end_order": LAST,
}


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: its day, what happened, words beside it, where it is kept.

    `place` orders the moments of one day: of most of them no hour is known.
    """

    day: date
    text: str
    detail: str = ""
    url: str = ""
    place: int = AMONG_MEETINGS


def timeline(pair: Any, *, member: Membership) -> list[Moment]:
    """The newest first, of a pair `with_people`, as the member may see it.

    What was said at a meeting, and why a side changed, is told while all of the pair have a consent
    in force; orders lead to their pages for whoever may open them, and a mentor sees no word of the
    other side.
    """
    found = _moves(pair, member) + _mentors(pair) + _leavings(pair) + _meetings(pair)
    found += _orders(pair, member.may(Right.DOCUMENTS_VIEW)) + _words(pair, member)
    # Sorted upwards and then turned, so that moves of one place keep the order of their hours.
    return sorted(found, key=lambda moment: (moment.day, moment.place))[::-1]


def _words(pair: Any, member: Membership) -> list[Moment]:
    """The word of each month, without what was said beside it."""
    if pair.lacks_consent:
        return []
    given = Feedback.objects.visible_to(member).given().filter(pair=pair)
    return [
        Moment(
            word.answered_on,
            f"Обратная связь за {Month(word.month)}",
            f"{word.person.short_name}: {word.get_word_display()}",
            f"{reverse('pairs:feedback_list')}?month={Month(word.month).code}",
        )
        for word in given.select_related("person")
        if word.answered_on
    ]


def _moves(pair: Any, member: Membership) -> list[Moment]:
    """Why a pair did not come about may tell who said no: that is for whoever asked.

    In the order of their hours: a move made again the same day stands after what it repeats.
    """
    moves = pair.moves.select_related("made_by__user", "reason").order_by("made_at", "pk")
    knows = member.may(Right.PAIRS_EDIT) and is_owner(member, pair)
    found: list[Moment] = []
    for move in moves:
        is_silent = pair.lacks_consent or (move.action == "decline" and not knows)
        moment = _of_move(move, is_silent)
        before = found[-1].place if found and found[-1].day == moment.day else FIRST
        found.append(replace(moment, place=max(before, moment.place)))
    return found


def _of_move(move: Any, is_silent: bool) -> Moment:
    words = MOVES[move.action].done if move.action in MOVES else EVENTS[move.action]
    told = [] if is_silent else [move.reason and move.reason.title, move.comment]
    detail = ". ".join(filter(None, [move.made_by.user.full_name, *told]))
    day = timezone.localdate(move.made_at)
    return Moment(day, words, detail, place=PLACES.get(move.action, AMONG_MEETINGS))


def _mentors(pair: Pair) -> list[Moment]:
    """Each mentor after the first."""
    terms = list(pair.terms.select_related("mentor_entry__person"))
    return [
        Moment(
            term.period.lower,
            f"Пару ведёт {term.mentor_entry.person.short_name}",
            f"до этого дня вёл(а) {former.mentor_entry.person.short_name}",
        )
        for former, term in pairwise(terms)
    ]


def _leavings(pair: Pair) -> list[Moment]:
    """Who came after the first day, and who left before the pair was over."""
    found = []
    for row in pair.members.all():
        name = row.person.short_name
        if row.period.lower > pair.starts_on:
            found.append(Moment(row.period.lower, f"В паре с этого дня: {name}"))
        if not row.live and pair.state not in Pair.OVER:
            found.append(Moment(row.last_day, f"Последний день в паре: {name}"))
    return found


def _meetings(pair: Any) -> list[Moment]:
    held = pair.meetings.held().select_related("own_direction").order_by("held_on", "pk")
    return [
        Moment(
            meeting.held_on,
            f"Встреча: {meeting.get_stage_display()}",
            _of_meeting(meeting, "" if pair.lacks_consent else meeting.summary),
            meeting.get_absolute_url(),
            TRIAL if meeting.stage in BEFORE_ORDER else AMONG_MEETINGS,
        )
        for meeting in held
    ]


def _of_meeting(meeting: Meeting, summary: str) -> str:
    return f"{meeting.direction_title}, {meeting.minutes} мин. {summary}".strip()


def _orders(pair: Pair, are_open: bool) -> list[Moment]:
    found = []
    for order, words, place in ((pair.order, ORDERED, ORDER), (pair.end_order, ENDED, LAST)):
        if order is None or order.dated_on is None:
            continue
        url = order.get_absolute_url() if are_open else ""
        found.append(Moment(order.dated_on, f"{words} № {order.number}", "", url, place))
    return found
