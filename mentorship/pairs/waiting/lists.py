"""Who waits for a mentor (S003, 5.3): every mentee of a year is on exactly one of five lists."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Consent, EntryQuerySet, MenteeEntry
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import (
    LeftAlone,
    MatchingRun,
    Pair,
    PairMember,
    Suggestion,
    WaitingStep,
)

PAIRED, FINISHED, LEFT, SILENT, WAITING = "paired", "finished", "left", "silent", "waiting"
WORDS = {
    WAITING: "ждут наставника",
    PAIRED: "в парах",
    FINISHED: "прошли программу в паре",
    SILENT: "без согласия",
    LEFT: "выбыли из базы",
}


@dataclass(frozen=True)
class WaitingRow:
    """A line of the list: the mentee, the support given so far, what comes next and why.

    The words of `left` may tell what a child said of a mentor: they are for whoever makes pairs,
    everybody else reads its code. `offered_in` is the run that waits for a decision.
    """

    entry: Any
    given: list[WaitingStep]
    planned: WaitingStep | None
    left: LeftAlone | None
    offered_in: int | None

    @property
    def last_given(self) -> WaitingStep | None:
        return self.given[0] if self.given else None


def mentees_by_list(member: Membership, year: SchoolYear, today: date) -> EntryQuerySet:
    """Mentees of the year with `list_name`: the one of the five lists they are on.

    Asked in the order of the cases: whoever is in a pair is in a pair, with a consent or without.
    A draft is a pair: whoever is in one needs no other. A dissolved pair gives the mentee back, a
    completed one does not.
    """
    day = year.counted_on(today)
    members = PairMember.objects.filter(
        mentee_entry=OuterRef("pk"), pair__school_year=year.first
    ).order_by()
    agreed = Consent.objects.for_processing(OuterRef("person"), today)
    name = Case(
        When(Exists(members.filter(live=True)), then=Value(PAIRED)),
        When(Exists(_finished(members)), then=Value(FINISHED)),
        When(left_on__lt=day, then=Value(LEFT)),
        When(~Exists(agreed), then=Value(SILENT)),
        default=Value(WAITING),
        output_field=CharField(),
    )
    return MenteeEntry.objects.visible_to(member).of_year(year).annotate(list_name=name)


def waiting_mentees(member: Membership, year: SchoolYear, today: date) -> EntryQuerySet:
    """The waiting list: those with a consent and without a pair, the longest wait first.

    The one rule of who waits: the list, supply and demand, and matching take these very rows.
    """
    listed = mentees_by_list(member, year, today).filter(list_name=WAITING)
    return longest_first(listed, year, today)


def longest_first(entries: Any, year: SchoolYear, today: date) -> Any:
    """Entries with `waits_since`, the one day a wait is counted from, in its order."""
    waits_since = _waits_since(year.counted_on(today))
    return entries.annotate(waits_since=waits_since).order_by(
        "waits_since", "person__sort_name", "pk"
    )


def counts_by_list(member: Membership, year: SchoolYear, today: date) -> dict[str, int]:
    """How many mentees of the year are on each list; together they are the bank of the year."""
    rows = mentees_by_list(member, year, today).order_by().values_list("list_name")
    counted = dict(rows.annotate(n=Count("pk")))
    return {name: counted.get(name, 0) for name in WORDS}


def rows_of(entries: Collection[Any], year: SchoolYear) -> list[WaitingRow]:
    """Lines of a page of the list, in three statements whatever its length."""
    pks = [entry.pk for entry in entries]
    steps: dict[int, list[WaitingStep]] = {pk: [] for pk in pks}
    own = WaitingStep.objects.filter(entry__in=pks, school_year=year.first)
    for step in own.select_related("recorded_by__user").order_by("-done_on", "-pk"):
        steps[step.entry_id].append(step)
    left, offered = _left_alone(pks, year), _offered(pks, year)
    return [_row(e, steps[e.pk], left.get(e.pk), offered.get(e.pk)) for e in entries]


def with_place(entries: QuerySet[Any], year: SchoolYear, today: date) -> QuerySet[Any]:
    """The class of each on the year's day, and the person and the form of the request."""
    place = place_on(year.counted_on(today))
    return entries.select_related("person", "form").annotate(place=place)


def overdue_steps(member: Membership, year: SchoolYear, today: date) -> QuerySet[WaitingStep]:
    """Next actions whose day has passed, of those who still wait."""
    waiting = waiting_mentees(member, year, today).order_by().values("pk")
    planned = WaitingStep.objects.visible_to(member).planned()
    return planned.filter(school_year=year.first, due_on__lt=today, entry__in=waiting)


def without_next_action(entries: QuerySet[Any], year: SchoolYear) -> QuerySet[Any]:
    planned = WaitingStep.objects.planned().filter(entry=OuterRef("pk"), school_year=year.first)
    return entries.filter(~Exists(planned))


def with_overdue_action(entries: QuerySet[Any], year: SchoolYear, today: date) -> QuerySet[Any]:
    overdue = WaitingStep.objects.planned().filter(
        Q(due_on__lt=today), entry=OuterRef("pk"), school_year=year.first
    )
    return entries.filter(Exists(overdue))


def is_closed(year: SchoolYear, today: date) -> bool:
    """The list of a year ends with the year: it is read, nothing is planned on it any more."""
    return today > year.ends_on


def can_support(member: Membership, year: SchoolYear, today: date) -> bool:
    """Who plans and records support, in a year that is not over."""
    return member.may(Right.WAITING_EDIT) and not is_closed(year, today)


def _finished(members: QuerySet[PairMember]) -> QuerySet[PairMember]:
    """Members who stayed in a completed pair to its end: nobody of it stayed longer."""
    longer = PairMember.objects.filter(
        pair=OuterRef("pair"), period__endswith__gt=OuterRef("period__endswith")
    )
    return members.filter(~Exists(longer), live=False, pair__state=Pair.State.COMPLETED)


def _waits_since(day: date) -> Greatest:
    """The day of entering, or the day after the last pair that an order made."""
    ended = PairMember.objects.filter(
        person=OuterRef("person"), period__endswith__lte=day, pair__state__in=Pair.TAKING_PART
    )
    upper = Func("period", function="upper", output_field=DateField())
    last = ended.annotate(free_from=upper).order_by("-free_from").values("free_from")[:1]
    return Greatest("entered_on", Coalesce(Subquery(last), "entered_on"))


def _left_alone(pks: Collection[int], year: SchoolYear) -> dict[int, LeftAlone]:
    """What the last run that found nobody for each mentee said."""
    runs = MatchingRun.objects.current().of_year(year)
    told = LeftAlone.objects.filter(mentee_entry__in=pks, run__in=runs).order_by("run__created_at")
    return {row.mentee_entry_id: row for row in told if row.mentee_entry_id}


def _offered(pks: Collection[int], year: SchoolYear) -> dict[int, int]:
    """Runs in which somebody is suggested to a mentee and nobody has decided yet."""
    runs = MatchingRun.objects.current().of_year(year)
    offers = Suggestion.objects.offered().filter(mentee_entry__in=pks, run__in=runs)
    return dict(offers.order_by("run__created_at").values_list("mentee_entry", "run"))


def _row(
    entry: Any, steps: list[WaitingStep], left: LeftAlone | None, offered_in: int | None
) -> WaitingRow:
    return WaitingRow(
        entry=entry,
        given=[step for step in steps if step.done_on],
        planned=next((step for step in steps if step.done_on is None), None),
        left=left,
        offered_in=offered_in,
    )
