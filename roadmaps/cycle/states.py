"""What of the yearly cycle is done: from papers, figures and plans, else from a person's mark."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Document
from mentorship.organizations.models import Headcount, Organization, Participation
from mentorship.organizations.school_year import SchoolYear
from mentorship.programs.models import Practice
from roadmaps.models import Correction, CycleMark, CycleStage, Roadmap
from roadmaps.progress.bindings import BINDINGS, LASTING
from roadmaps.progress.facts import facts_of

DONE, LATE, NOW, AHEAD = "done", "late", "now", "ahead"


@dataclass(frozen=True)
class Item:
    """A document of a stage; `by_hand` says that only a person can tell whether it is done."""

    code: str
    title: str
    is_done: bool
    by_hand: bool
    note: str = ""
    url: str = ""
    kind: str = ""
    page: str = ""


@dataclass(frozen=True)
class StageState:
    stage: CycleStage
    items: tuple[Item, ...]
    starts_on: date
    ends_on: date
    state: str

    @property
    def done(self) -> int:
        return sum(item.is_done for item in self.items)

    @property
    def next_item(self) -> Item | None:
        return next((item for item in self.items if not item.is_done), None)


@dataclass(frozen=True)
class Place:
    """Whose cycle, of which year, as known on which day."""

    organization: Organization
    year: SchoolYear
    today: date

    @property
    def day(self) -> date:
        """The cycle begins in May, before its school year."""
        return min(self.today, self.year.ends_on)


def has_roadmap(place: Place) -> bool:
    own = Roadmap.objects.in_use().of_year(place.year)
    return own.filter(organization=place.organization).exists()


def is_participant(place: Place) -> bool:
    listed = Participation.objects.filter(year=place.year.first)
    return listed.filter(institution=place.organization).exists()


def has_headcount(place: Place) -> bool:
    within = (place.year.starts_on, place.year.ends_on)
    rows = Headcount.objects.filter(category="pupil", as_of__range=within)
    return rows.filter(organization=place.organization).exists()


def has_practice(place: Place) -> bool:
    return Practice.objects.filter(organization=place.organization, state="published").exists()


def has_correction(place: Place) -> bool:
    rows = Correction.objects.filter(organization=place.organization)
    return rows.filter(school_year=place.year.first).exists()


CHECKS: dict[str, Callable[[Place], bool]] = {
    "roadmap": has_roadmap,
    "participation": is_participant,
    "headcount": has_headcount,
    "practice": has_practice,
    "correction": has_correction,
}


def stages_of(
    cycle: str, organization: Organization, year: SchoolYear, today: date
) -> list[StageState]:
    """The stages of a cycle with what is done; the number of statements is that of the items."""
    place = Place(organization, year, today)
    stages = list(CycleStage.objects.filter(cycle=cycle).order_by("number"))
    marks = {
        (mark.stage_id, mark.item): mark
        for mark in CycleMark.objects.filter(organization=organization, school_year=year.first)
    }
    papers = _papers(stages, place)
    return [_state(stage, place, marks, papers) for stage in stages]


def next_stage(stages: Iterable[StageState]) -> StageState | None:
    """What to do next: a stage that is late, else the one that runs, else the first ahead."""
    listed = [row for row in stages if row.state != DONE]
    for wanted in (LATE, NOW, AHEAD):
        for row in listed:
            if row.state == wanted:
                return row
    return None


def _papers(stages: Iterable[CycleStage], place: Place) -> dict[str, Document]:
    """The newest paper of each kind that counts for the year, in one statement."""
    kinds = {kind for stage in stages for item in stage.items for kind in item.get("kinds", ())}
    found = Document.objects.in_force_on(place.day).filter(
        organization=place.organization, kind__in=kinds
    )
    newest: dict[str, Document] = {}
    for paper in found.order_by("dated_on", "pk"):
        if paper.school_year == place.year.first or paper.kind in LASTING:
            newest[paper.kind] = paper
    return newest


def _state(
    stage: CycleStage,
    place: Place,
    marks: dict[tuple[int, str], CycleMark],
    papers: dict[str, Document],
) -> StageState:
    items = tuple(
        _item(row, place, marks.get((stage.pk, row["code"])), papers) for row in stage.items
    )
    starts_on, ends_on = window_of(stage, place.year)
    if all(item.is_done for item in items):
        state = DONE
    elif place.today > ends_on:
        state = LATE
    else:
        state = NOW if place.today >= starts_on else AHEAD
    return StageState(stage, items, starts_on, ends_on, state)


def window_of(stage: CycleStage, year: SchoolYear) -> tuple[date, date]:
    """First and last day of a stage in a school year; S004 prepares it from May."""
    (later, first), (still_later, last) = stage.months
    begins = date(year.first + later, first, 1)
    end = year.first + still_later
    after = date(end + last // 12, last % 12 + 1, 1)
    return begins, date.fromordinal(after.toordinal() - 1)


def _item(
    row: dict[str, Any], place: Place, mark: CycleMark | None, papers: dict[str, Document]
) -> Item:
    kinds = [kind for kind in row.get("kinds", ()) if kind in KINDS]
    paper = next((papers[kind] for kind in kinds if kind in papers), None)
    known, note = _known(row, place, paper)
    by_hand = not (kinds or row.get("binding") or row.get("check"))
    return Item(
        code=row["code"],
        title=row["title"],
        is_done=known or mark is not None,
        by_hand=by_hand or (mark is not None and not known),
        note=note
        or (
            f"отмечено {timezone.localtime(mark.marked_at):%d.%m.%Y}. {mark.note}".strip()
            if mark
            else ""
        ),
        url=paper.get_absolute_url() if paper else "",
        kind="" if paper or not kinds else kinds[0],
        page=reverse(row["page"]) if row.get("page") else "",
    )


def _known(row: dict[str, Any], place: Place, paper: Document | None) -> tuple[bool, str]:
    """Whether the system itself sees the item done, and by what."""
    if paper is not None:
        return True, f"№ {paper.number} от {paper.dated_on:%d.%m.%Y}"
    if code := row.get("binding"):
        facts = facts_of(BINDINGS[code], place.organization, place.year, place.today)
        first = facts.numbers[0] if facts.numbers else None
        return facts.is_met, f"{first.title}: {first.text}" if first and facts.is_met else ""
    if code := row.get("check"):
        return CHECKS[code](place), ""
    return False, ""
