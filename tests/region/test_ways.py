"""What the region is filled with in bulk is what the rooms themselves would have written."""

from collections import Counter
from datetime import date

import pytest

from mentorship.bank.models import Person
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import MentorTerm, Pair, PairMember
from mentorship.region.make import make_region
from mentorship.region.rounds import FATES
from mentorship.surveys.answers import answer_problems
from mentorship.surveys.models import Response
from monitoring.checks.running import check_sent, frozen_checks
from monitoring.models import ReportVersion, Round, RoundReport
from monitoring.outcomes import outcome_of
from monitoring.rounds.freezing import fill_report, frozen
from monitoring.summaries import indicator_values
from roadmaps.cascade.wordings import is_changed
from roadmaps.models import Review, Roadmap, Task, TaskLink
from roadmaps.review.content import content_of, sections_of

pytestmark = pytest.mark.django_db
YEAR, TODAY = SchoolYear(2025), date(2026, 2, 10)
BEGINS = date(2025, 10, 1)


def test_region_is_what_the_rooms_would_have_written(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    make_region(municipalities=2, schools=20, people=1200, seed=1, year=YEAR, today=TODAY)

    check_frozen_reports()
    check_states_of_rounds()
    check_indicators()
    check_pairs()
    check_plans()


def check_frozen_reports():
    """The numbers counted for all at once are those of each report counted alone."""
    counted = set()
    versions = ReportVersion.objects.select_related("submitted_by").order_by("report", "pk")
    for version in [*versions[:2], *versions.reverse()[:2]]:
        reports = RoundReport.objects.select_related("round__version", "organization__parent")
        report, member = reports.get(pk=version.report_id), version.submitted_by
        filled = fill_report(report, member, TODAY)
        assert filled.wrong == {}
        kept = {"cells": version.cells, "rows": version.rows, "counted_on": version.counted_on}
        alone = frozen(report, filled, member, TODAY)
        assert alone == kept
        found = check_sent(report, filled, alone["cells"], member, TODAY)
        assert frozen_checks(found, version.explanations) == {
            name: getattr(version, name)
            for name in ("checks", "explanations", "warnings", "unchecked")
        }
        counted |= {pk for row in version.rows.values() for pk in row["keys"]}
    assert len(counted) > 10
    outcomes = [outcome_of(kept) for version in versions for kept in version.checks]
    assert not [each.message for each in outcomes if each.is_error]
    assert {each.state for each in outcomes} >= {"passed", "failed"}


def check_states_of_rounds():
    over, at_work = Round.objects.order_by("due_on")
    assert over.closed_at
    assert set(over.reports.values_list("state", flat=True)) == {"accepted"}
    states = Counter(at_work.reports.values_list("state", flat=True))
    assert states == Counter(fate.state for fate in FATES)
    assert sum(report.is_late_on(TODAY) for report in at_work.reports.all()) == 4
    in_force = ReportVersion.objects.in_force().filter(report__round=at_work)
    assert in_force.count() == sum("accepted" in fate.sent for fate in FATES)


def check_indicators():
    values = indicator_values(Organization.objects.get(level="region"), YEAR, TODAY)
    assert [value.reason for value in values] == [""] * 6
    assert all(value.plan for value in values)


def check_pairs():
    assert set(Pair.objects.values_list("state", flat=True)) >= {"active", "ordered", "dissolved"}
    sides = PairMember.objects.values("person"), MentorTerm.objects.values("mentor_entry__person")
    for side in sides:
        assert Person.objects.filter(pk__in=side).without_consent_on(BEGINS).count() == 0
    ended = MentorTerm.objects.filter(pair__state="dissolved").select_related("pair")
    assert all(term.last_day < term.pair.ends_on for term in ended)
    for response in Response.objects.select_related("questionnaire")[:100]:
        assert answer_problems(response.questionnaire.asked, response.answers) == []


def check_plans():
    states = Counter(Roadmap.objects.values_list("state", flat=True))
    assert states["approved"] == 2 + 7
    assert Task.objects.count() == 20 * 40
    reviewed = Review.objects.select_related("version", "roadmap")
    for review in reviewed[::5]:
        frozen_plan = sections_of(review.version.content)
        assert sections_of(content_of(review.roadmap)) == frozen_plan
    assert reviewed.filter(state="waiting").count() == states["submitted"]
    links = TaskLink.objects.select_related("source", "task")
    assert [link for link in links[:60] if is_changed(link)] == []
