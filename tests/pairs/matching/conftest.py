from datetime import date

import pytest

from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.matching.planning import plan_with
from mentorship.pairs.matching.runs import run_matching
from mentorship.pairs.models import MatchingSettings, Preference, Ruling
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, form

TODAY = date(2022, 10, 3)
YEAR = SchoolYear(2022)


@pytest.fixture
def mentor(school):
    def make(**kwargs):
        return MentorEntryFactory(institution=school, **kwargs)

    return make


@pytest.fixture
def mentee(school):
    def make(**kwargs):
        return MenteeEntryFactory(institution=school, **kwargs)

    return make


@pytest.fixture
def settings_with(school):
    """Settings that weigh what is named and nothing else."""

    def make(threshold=0, switches=None, **weights):
        return MatchingSettings(
            institution=school,
            weights=dict.fromkeys(ALL, 0) | weights,
            switches=switches or {},
            threshold=threshold,
        )

    return make


# Every reason, so that a test may weigh one of them alone.
ALL = ["competence", "wishes", "form", "subject", "interests", "age"]
ALL += ["time", "place", "waiting", "load", "earlier"]


@pytest.fixture
def plan(curator):
    def make(settings=None, **kwargs):
        wanted = {"form": form("uchitel-uchenik"), **kwargs}
        return plan_with(member=curator, year=YEAR, settings=settings, today=TODAY, **wanted)

    return make


@pytest.fixture
def run(curator):
    def make(settings=None, **kwargs):
        wanted = {"form": form("uchitel-uchenik"), **kwargs}
        return run_matching(member=curator, year=YEAR, settings=settings, today=TODAY, **wanted)

    return make


@pytest.fixture
def wish(school):
    def make(mentee_entry, mentor_entry, said_by="mentee", kind="wish", rank=1):
        return Preference.objects.create(
            institution=school,
            mentor_entry=mentor_entry,
            mentee_entry=mentee_entry,
            said_by=said_by,
            kind=kind,
            rank=rank,
            said_on=TODAY,
        )

    return make


@pytest.fixture
def ruling(curator, school):
    def make(mentee_entry, mentor_entry, kind="locked"):
        return Ruling.objects.create(
            institution=school,
            mentor_entry=mentor_entry,
            mentee_entry=mentee_entry,
            kind=kind,
            made_by=curator,
        )

    return make
