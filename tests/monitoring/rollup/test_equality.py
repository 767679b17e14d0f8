"""Schools = municipalities = region to the person, on every build: live and frozen."""

from datetime import date

import pytest
from django.db import transaction

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair
from monitoring.rollup.totals import Rollup
from monitoring.rounds import reporting, services
from monitoring.summaries import current_indicators, indicator_values
from monitoring.workbooks.counting import asked
from tests.factories.bank import MentorEntryFactory
from tests.factories.organizations import HeadcountFactory, MembershipFactory
from tests.factories.pairs import PairFactory
from tests.monitoring.figures.world import World
from tests.monitoring.rollup.conftest import accepted_form

pytestmark = pytest.mark.django_db
YEAR, DAY, END = SchoolYear(2022), date(2022, 9, 20), date(2023, 8, 31)


@pytest.fixture(scope="module")
def rollup(django_db_setup, django_db_blocker):
    """A round whose form asks every figure and indicator; all schools of the world answered."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        coordinator = MembershipFactory(role="coordinator", organization=world.region)
        for number, school in enumerate(world.schools):
            HeadcountFactory(organization=school, value=100 + number)
        marks = [f"figure.{figure.code}" for figure in FIGURES]
        marks += ["figure.participants | sex=m | age=10-19", "figure.participants | sex=f"]
        marks += [f"indicator.{row.code}.fact" for row in current_indicators()]
        cells = {f"A{row}": f"{{{{ {mark} }}}}" for row, mark in enumerate(marks, 1)}
        opened = services.open_round(
            member=coordinator,
            institutions=world.schools,
            due_on=END,
            first_year=2022,
            audience="listed",
            version=accepted_form(world.region, coordinator, cells),
        )
        for report in opened.reports.all():
            sender = MembershipFactory(organization=report.organization)
            reporting.submit_report(member=sender, report=report, today=END)
            reporting.accept_report(member=coordinator, report=report, number=1, today=END)
        yield Rollup(opened, coordinator)
        transaction.set_rollback(True)


def columns_by_hand(numbers, rollup):
    """Sums of each column made without the tree: by school, municipality and region."""
    parents = {row.organization_id: row.organization.parent_id for row in rollup.reports}
    sums = {}
    for key, column in numbers.columns.items():
        sums[key] = dict(column)
        for place in set(parents.values()):
            near = [count for school, count in column.items() if parents[school] == place]
            sums[key] |= {place: sum(near)} if near else {}
        sums[key][rollup.member.organization_id] = sum(column.values())
    return sums


def test_frozen_schools_add_up_to_what_municipalities_and_the_region_count(rollup):
    wanted = {line.quantity.key: line.quantity.point for line in rollup.lines}
    for key, point in wanted.items():
        if point is None:
            continue
        where = {cut: asked(value) for cut, value in point.where}
        figure, summed = FIGURES[point.figure], rollup.frozen.sums[key]
        for by in ("institution", "municipality", "region"):
            counted = figure.table(rollup.member.organization, YEAR, (by,), where, as_of=END)
            assert {pk: summed[pk] for (pk,) in counted} == {pk: n for (pk,), n in counted.items()}
        assert summed[rollup.member.organization_id] > 0, key
    assert len(wanted) >= len(list(FIGURES)) + 8


def test_frozen_shares_equal_the_region_counted_at_once(rollup):
    values = indicator_values(rollup.member.organization, YEAR, END)
    region, sums = rollup.member.organization_id, rollup.frozen.sums
    parts = {
        line.indicator: tuple(sums.get(each.key, {}).get(region) for each in line.quantities)
        for line in rollup.lines
        if line.is_percent
    }

    assert parts == {value.indicator.code: (value.numerator, value.denominator) for value in values}
    assert parts["I1"] == (8, 303)


def test_live_numbers_equal_the_frozen_while_nothing_has_changed(rollup):
    live = rollup.live(END)

    assert live.columns == rollup.frozen.columns
    assert live.sums == columns_by_hand(live, rollup)
    assert live.hidden == rollup.frozen.hidden


def test_mentor_of_two_schools_counts_once_in_their_own(rollup):
    """A person belongs to one institution, where they count whichever school they mentor in."""
    region, figure = rollup.member.organization, FIGURES["mentors_taking_part"]
    pair = Pair.objects.taking_part().order_by("pk").first()
    home = pair.institution
    visited = home.parent.children.exclude(pk=home.pk).get()
    before = figure.table(region, YEAR, ("institution",), as_of=END)
    with transaction.atomic():
        mentor = MentorEntryFactory(institution=home, entered_on=DAY, person__consented=True)
        for school in (home, visited):
            PairFactory(
                institution=school,
                mentor_institution=home,
                mentor_entry=mentor,
                state="active",
                order=Pair.objects.taking_part().filter(institution=school).first().order,
            )
        after = figure.table(region, YEAR, ("institution",), as_of=END)
        whole = figure.table(region, YEAR, as_of=END)[()]
        transaction.set_rollback(True)

    assert after == before | {(home.pk,): before[home.pk,] + 1}
    assert whole == sum(after.values())
