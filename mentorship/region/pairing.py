"""Pairs and groups of one institution with their meetings: every mentee who can has a mentor."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from psycopg2.extras import DateRange

from mentorship.bank.models import Affiliation, Consent, MenteeEntry, MentorEntry, MentoringForm
from mentorship.documents.models import Document
from mentorship.pairs.models import (
    EndReason,
    Meeting,
    MeetingAttendance,
    Pair,
    PairMember,
    PairMove,
)
from mentorship.region.people import Roll
from mentorship.region.term import Term

Category, State = Affiliation.Category, Pair.State
MEETINGS = 10
# Percents: of a year that goes on and of one that is over.
GOING_ON = {State.ACTIVE: 86, State.ORDERED: 6, State.DISSOLVED: 4, State.ACCEPTED: 2}
OVER = {State.COMPLETED: 92, State.DISSOLVED: 8}
GROUPS = 10
OF_TEACHERS = (Meeting.Direction.YOUNG_TEACHER, Meeting.Direction.NEW_STAFF)
OF_LEARNERS = (
    Meeting.Direction.MOTIVATION,
    Meeting.Direction.SOFT_SKILLS,
    Meeting.Direction.PROFESSION,
    Meeting.Direction.TRAJECTORY,
    Meeting.Direction.VALUES,
)
STAGES = (Meeting.Stage.FIRST, Meeting.Stage.TRIAL, Meeting.Stage.PLANNING)


@dataclass
class Company:
    """Rows of one institution's pairs, not yet written; written in this order."""

    pairs: list[Pair] = field(default_factory=list)
    members: list[PairMember] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    attendances: list[MeetingAttendance] = field(default_factory=list)
    moves: list[PairMove] = field(default_factory=list)

    @property
    def ordered(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.state in Pair.TAKING_PART]


@dataclass
class Place:
    """A mentor with the mentees who found a place, by the form they were taken in."""

    entry: MentorEntry
    category: str
    free: int
    taken: dict[str, list[MenteeEntry]] = field(default_factory=lambda: defaultdict(list))


class Matchmaker:
    """Brings the mentees of one institution to its admitted mentors, within their places."""

    def __init__(
        self,
        random: Random,
        roll: Roll,
        term: Term,
        forms: dict[str, MentoringForm],
        reasons: list[EndReason],
    ) -> None:
        self.random, self.term, self.forms, self.reasons = random, term, forms, reasons
        self.category = {id(row.person): row.category for row in roll.affiliations}
        agreed = {id(paper.person) for paper in roll.consents if self._holds(paper)}
        self.mentees = [entry for entry in roll.mentees if id(entry.person) in agreed]
        self.places = [
            Place(entry, self.category[id(entry.person)], entry.capacity)
            for entry in roll.mentors
            if id(entry.person) in agreed and entry.stage == MentorEntry.Stage.ADMITTED
        ]

    def company(self) -> Company:
        made = Company()
        if not self.term.has_begun:
            return made
        for entry in self.mentees:
            self._seat(entry)
        for place in self.places:
            for code, entries in place.taken.items():
                for together in self._groups(entries):
                    self._pair(made, place, self.forms[code], together)
        return made

    @staticmethod
    def _holds(paper: Consent) -> bool:
        return paper.purpose == Consent.Purpose.PROCESSING and paper.withdrawn_on is None

    def _seat(self, entry: MenteeEntry) -> None:
        """Teachers go to teachers, learners to an older one or a teacher, while there is room."""
        who = self.category[id(entry.person)]
        older = who == Category.PUPIL and self.random.random() < 0.4
        wanted = [Category.PUPIL if older else Category.TEACHER]
        if who == Category.STUDENT:
            wanted = [Category.TEACHER, Category.STUDENT]
        open_places = [p for p in self.places if p.free and p.category in wanted]
        if not open_places:
            return
        place = self.random.choice(open_places)
        code = "uchitel-uchitel" if who == Category.TEACHER else "uchitel-uchenik"
        if place.category != Category.TEACHER:
            code = "uchenik-uchenik"
        place.free -= 1
        place.taken[code].append(entry)
        entry.form = self.forms[code]

    def _groups(self, entries: list[MenteeEntry]) -> list[list[MenteeEntry]]:
        if len(entries) > 1 and self.random.random() * 100 < GROUPS:
            return [entries]
        return [[entry] for entry in entries]

    def _pair(
        self, made: Company, place: Place, form: MentoringForm, entries: list[MenteeEntry]
    ) -> None:
        state, term = self._state(), self.term
        agreed_on = term.begins if state != State.DRAFT else None
        pair = Pair(
            institution=place.entry.institution,
            mentor_institution=place.entry.institution,
            mentor_entry=place.entry,
            form=form,
            title="Группа наставника" if len(entries) > 1 else "",
            topic=entries[0].request,
            school_year=term.year.first,
            starts_on=term.begins,
            ends_on=term.ends,
            state=state,
            mentor_agreed_on=agreed_on,
        )
        last = term.moment(0.3 + 0.6 * self.random.random())
        ended = last if state == State.DISSOLVED else term.ends
        members = [self._member(pair, entry, ended, agreed_on) for entry in entries]
        made.pairs.append(pair)
        made.members += members
        if state == State.DISSOLVED:
            reason = self.random.choice(self.reasons)
            made.moves.append(PairMove(pair=pair, action="dissolve", reason=reason))
        if state not in (State.DRAFT, State.ACCEPTED, State.ORDERED):
            self._meetings(made, pair, members, ended)

    def _state(self) -> Pair.State:
        odds = OVER if self.term.is_over else GOING_ON
        drawn = self.random.randrange(100)
        for state, percent in odds.items():
            drawn -= percent
            if drawn < 0:
                return state
        return State.DRAFT

    def _member(
        self, pair: Pair, entry: MenteeEntry, ended: date, agreed_on: date | None
    ) -> PairMember:
        return PairMember(
            pair=pair,
            mentee_entry=entry,
            person=entry.person,
            form=pair.form,
            live=pair.state not in Pair.OVER,
            period=DateRange(pair.starts_on, ended + timedelta(days=1)),
            agreed_on=agreed_on,
        )

    def _meetings(self, made: Company, pair: Pair, members: list[PairMember], ended: date) -> None:
        """Ten meetings spread over the days lived; who came is kept of the first one."""
        last = min(ended, self.term.until)
        taught = pair.form.code == "uchitel-uchitel"
        for number, stage in enumerate(self._stages()):
            meeting = Meeting(
                pair=pair,
                stage=stage,
                held_on=pair.starts_on + (last - pair.starts_on) * number // MEETINGS,
                direction=self.random.choice(OF_TEACHERS if taught else OF_LEARNERS),
            )
            made.meetings.append(meeting)
            if number == 0:
                made.attendances += [
                    MeetingAttendance(meeting=meeting, member=member, came=True)
                    for member in members
                ]

    def _stages(self) -> Iterator[Meeting.Stage]:
        yield from STAGES
        yield from [Meeting.Stage.REGULAR] * (MEETINGS - len(STAGES) - 1)
        yield Meeting.Stage.FINAL if self.term.is_over else Meeting.Stage.REGULAR


def sign(company: Company, order: Document | None) -> None:
    """Pairs that take part stand in the order of their institution."""
    for pair in company.ordered:
        pair.order = order
