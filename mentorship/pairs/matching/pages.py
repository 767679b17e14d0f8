"""What the page of a run shows: rows with what may be done, and who was left alone."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Consent, MenteeEntry, MentorEntry
from mentorship.organizations.models import Membership
from mentorship.pairs.matching.comparing import Change, Comparison
from mentorship.pairs.matching.decisions import can_decide, can_undo
from mentorship.pairs.matching.words import points
from mentorship.pairs.models import LeftAlone, MatchingRun, Ruling, Suggestion
from mentorship.pairs.summaries import with_load

# The weightiest reasons of a row; the others are unfolded.
AT_FIRST = 2


@dataclass(frozen=True)
class SuggestionRow:
    """One suggestion as the curator sees it; `together` is how many one button accepts."""

    suggestion: Suggestion
    load: str
    points: str
    words: list[str]
    more: list[str]
    can_decide: bool
    can_undo: bool
    together: int


@dataclass(frozen=True)
class ChangeRow:
    """One mentee in two plans: who it was, who it is, and what that costs."""

    mentee: str
    first: str
    second: str
    first_points: str
    second_points: str
    difference: str


def suggestions_of(run: MatchingRun, today: date) -> QuerySet[Any]:
    """Suggestions whose people agree today; open ones first, then groups together."""
    is_open = Case(When(state=Suggestion.State.OFFERED, then=Value(0)), default=Value(1))
    people = ("mentor_entry__person", "mentor_entry__institution", "mentee_entry__person")
    return (
        run.suggestions.with_consents_on(today)
        .select_related(*people, "form", "pair", "ruling")
        .annotate(
            mentor_place=place_on(today, "mentor_entry__person"),
            mentee_place=place_on(today, "mentee_entry__person"),
        )
        .order_by(is_open, F("group").asc(nulls_first=True), "-score", "pk")
    )


def rows_of(
    run: MatchingRun, suggestions: Collection[Any], member: Membership, today: date
) -> list[SuggestionRow]:
    """Rows of a page: the mentor's load in one statement, what may be done in none."""
    mentors = MentorEntry.objects.filter(pk__in=[s.mentor_entry_id for s in suggestions])
    loads = {
        entry.pk: f"{entry.load} из {entry.capacity}"
        for entry in with_load(mentors, run.year, today).order_by("pk")
    }
    open_groups = Counter(
        run.suggestions.offered().exclude(group=None).order_by().values_list("group", flat=True)
    )
    seen: set[int] = set()
    rows = []
    for suggestion in suggestions:
        suggestion.run = run
        rows.append(
            SuggestionRow(
                suggestion=suggestion,
                load=loads[suggestion.mentor_entry_id],
                points=points(suggestion.score),
                words=[reason[3] for reason in suggestion.reasons[:AT_FIRST]],
                more=[reason[3] for reason in suggestion.reasons[AT_FIRST:]],
                can_decide=can_decide(member, suggestion),
                can_undo=can_undo(member, suggestion),
                together=_together(suggestion, open_groups, seen),
            )
        )
    return rows


def _together(suggestion: Suggestion, open_groups: Counter[int | None], seen: set[int]) -> int:
    """A group is accepted by one button, on its first open row; 0 where there is none."""
    if suggestion.group is None:
        return 1
    if suggestion.group in seen or suggestion.state != Suggestion.State.OFFERED:
        return 0
    seen.add(suggestion.group)
    return open_groups[suggestion.group]


def left_alone_of(run: MatchingRun, today: date) -> QuerySet[Any]:
    """Whom the run found nobody for, mentees first; whoever does not agree today is not told."""
    mentee = Consent.objects.for_processing(OuterRef("mentee_entry__person"), today)
    mentor = Consent.objects.for_processing(OuterRef("mentor_entry__person"), today)
    return (
        LeftAlone.objects.filter(Q(Exists(mentee)) | Q(Exists(mentor)), run=run)
        .select_related("mentee_entry__person", "mentor_entry__person")
        .order_by(F("mentee_entry").asc(nulls_last=True), "pk")
    )


def open_rulings(member: Membership, today: date) -> QuerySet[Any]:
    """Rulings that hold, of people who agree today, the newest first."""
    mentee = Consent.objects.for_processing(OuterRef("mentee_entry__person"), today)
    mentor = Consent.objects.for_processing(OuterRef("mentor_entry__person"), today)
    people = ("mentor_entry__person", "mentee_entry__person", "made_by__user")
    visible = Ruling.objects.visible_to(member)
    rulings = Ruling.objects.open().filter(Exists(mentee), Exists(mentor), pk__in=visible)
    return rulings.select_related(*people).order_by("-made_at", "-pk")


def change_rows(comparison: Comparison, today: date) -> list[ChangeRow]:
    """Everybody who changes, by name; who has no consent today is named by nobody."""
    changes = [*comparison.changed, *comparison.only_first, *comparison.only_second]
    mentees = _names(MenteeEntry.objects, {change.mentee_entry for change in changes}, today)
    wanted = {pk for c in changes for pk in (c.first_mentor, c.second_mentor) if pk}
    mentors = _names(MentorEntry.objects, wanted, today) | {None: "без пары"}
    rows = [_change_row(change, mentees, mentors) for change in changes]
    return sorted(rows, key=lambda row: row.mentee)


def people_of(comparison: Comparison) -> set[int]:
    """People (pk) whom the comparison names, for the reading log."""
    changes: Iterable[Change] = [
        *comparison.changed,
        *comparison.only_first,
        *comparison.only_second,
    ]
    mentees = MenteeEntry.objects.filter(pk__in={c.mentee_entry for c in changes})
    wanted = {pk for c in changes for pk in (c.first_mentor, c.second_mentor) if pk}
    mentors = MentorEntry.objects.filter(pk__in=wanted)
    return {*mentees.values_list("person", flat=True), *mentors.values_list("person", flat=True)}


def _names(entries: Any, pks: Collection[int], today: date) -> dict[int | None, str]:
    known = entries.filter(pk__in=pks).with_consent_on(today).select_related("person")
    told = {entry.pk: entry.person.short_name for entry in known}
    return {pk: told.get(pk, "нет согласия") for pk in pks}


def _change_row(
    change: Change, mentees: dict[int | None, str], mentors: dict[int | None, str]
) -> ChangeRow:
    return ChangeRow(
        mentee=mentees[change.mentee_entry],
        first=mentors[change.first_mentor],
        second=mentors[change.second_mentor],
        first_points=points(change.first_score),
        second_points=points(change.second_score),
        difference=points(change.second_score - change.first_score),
    )
