from datetime import date

import pytest
from django.utils import timezone

from mentorship.documents.kinds import KINDS
from mentorship.organizations.models import Headcount, Participation
from mentorship.organizations.school_year import SchoolYear
from roadmaps.cycle.services import mark_item
from roadmaps.cycle.states import CHECKS, next_stage, stages_of, window_of
from roadmaps.models import CycleStage
from roadmaps.progress.bindings import BINDINGS
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)


def registered(school, kind, year=2022):
    member = MembershipFactory(organization=school)
    return DocumentFactory(
        organization=school,
        kind=kind,
        school_year=year,
        state="registered",
        number=f"{kind[:20]}",
        number_key=kind[:20].upper(),
        dated_on=date(year, 5, 20),
        registered_at=timezone.now(),
        registered_by=member,
    )


def states(school, today, cycle="s004"):
    return {row.stage.number: row for row in stages_of(cycle, school, YEAR, today)}


def test_reference_holds_eight_and_seven_stages_with_source():
    stages = CycleStage.objects.all()

    assert [stages.filter(cycle=cycle).count() for cycle in ("s004", "s001")] == [8, 7]
    assert all(stage.source and stage.checked_on and stage.items for stage in stages)
    assert [stage.number for stage in stages if stage.is_correction] == [8]


def test_items_of_the_reference_name_things_that_exist():
    items = [item for stage in CycleStage.objects.all() for item in stage.items]

    assert {kind for item in items for kind in item.get("kinds", ()) if kind not in KINDS} == set()
    assert {item["binding"] for item in items if "binding" in item} <= set(dict(BINDINGS.items()))
    assert {item["check"] for item in items if "check" in item} <= CHECKS.keys()
    assert len({item["code"] for item in items}) == len(items)


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2022, 5, 1), date(2022, 5, 31)),
        (4, date(2022, 5, 1), date(2022, 8, 31)),
        (5, date(2022, 11, 1), date(2022, 12, 31)),
        (8, date(2023, 1, 1), date(2023, 2, 28)),
    ],
)
def test_stages_have_the_months_of_the_algorithm(number, first, last):
    stage = CycleStage.objects.get(cycle="s004", number=number)

    assert window_of(stage, YEAR) == (first, last)


def test_registered_paper_does_an_item_and_leads_to_it():
    school = InstitutionFactory()
    paper = registered(school, "team_order")
    registered(InstitutionFactory(), "introduction_order")

    first, second = states(school, date(2022, 5, 25))[1].items[:2]

    assert (first.is_done, first.url) == (True, paper.get_absolute_url())
    assert (second.is_done, second.kind) == (False, "introduction_order")


def test_papers_of_a_past_year_count_only_while_they_last():
    school = InstitutionFactory()
    for kind in ("regulation", "execution_report"):
        registered(school, kind, year=2021)

    found = states(school, date(2022, 12, 1))

    assert (found[1].items[2].is_done, found[7].items[0].is_done) == (True, False)


def test_plans_participation_and_headcounts_are_seen():
    school = InstitutionFactory()
    TaskFactory(organization=school)
    Participation.objects.create(institution=school, year=2022)
    Headcount.objects.create(
        organization=school, category="pupil", value=5, as_of=date(2022, 9, 1), source="список"
    )

    found = states(school, date(2022, 10, 1))

    assert found[2].items[1].is_done is True
    assert [item.is_done for item in found[3].items] == [True, False, False, False, True]


@pytest.mark.parametrize(
    ("today", "state", "number"),
    [
        (date(2022, 4, 1), "ahead", 1),
        (date(2022, 5, 15), "now", 1),
        (date(2022, 9, 1), "late", 1),
    ],
)
def test_next_is_what_is_late_then_what_runs_then_what_comes(today, state, number):
    found = next_stage(stages_of("s004", InstitutionFactory(), YEAR, today))

    assert (found.state, found.stage.number) == (state, number)
    assert found.next_item == found.items[0]


def test_stage_is_done_when_every_item_is():
    school = InstitutionFactory()
    member = MembershipFactory(organization=school)
    stage = CycleStage.objects.get(cycle="s004", number=5)

    mark_item(member=member, stage=stage, item="s004-5-1", year=YEAR, is_done=True, note="на сайте")

    row = states(school, date(2022, 12, 1))[5]
    assert (row.state, row.items[0].by_hand) == ("done", True)
    assert row.items[0].note.endswith("на сайте")


def test_nothing_is_next_when_all_is_done():
    assert next_stage([]) is None
