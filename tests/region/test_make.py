from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from mentorship.bank.models import Affiliation, Consent, MenteeEntry, MentorEntry, Person
from mentorship.core.exceptions import DomainError
from mentorship.documents.models import Document
from mentorship.invariants import breaches
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Meeting, Pair, PairMember
from mentorship.region.make import make_region
from mentorship.surveys.models import Response
from monitoring.models import PlanValue, ReportVersion, Round, RoundReport
from roadmaps.models import Remark, Review, Task, TaskLink
from tests.factories.organizations import RegionFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2025)
TODAY = date(2026, 2, 10)
MODELS = (
    *(Organization, Person, Affiliation, MentorEntry, MenteeEntry, Consent, Document),
    *(Pair, PairMember, Meeting, Review, Remark, TaskLink),
    *(PlanValue, Round, RoundReport),
)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def make(seed=1, people=900, schools=20):
    return make_region(
        municipalities=2, schools=schools, people=people, seed=seed, year=YEAR, today=TODAY
    )


def test_region_has_what_was_asked_for():
    counts, accounts = make()

    rows = {
        "pairs": Pair.objects.count(),
        "meetings": Meeting.objects.count(),
        "answers": Response.objects.count(),
        "tasks": Task.objects.count(),
        "reports": RoundReport.objects.count(),
        "versions": ReportVersion.objects.count(),
        "municipalities": Organization.objects.filter(level="municipality").count(),
        "institutions": Organization.objects.institutions().count(),
        "people": Person.objects.count(),
        "mentors": MentorEntry.objects.count(),
        "mentees": MenteeEntry.objects.count(),
        "consents": Consent.objects.count(),
    }
    assert counts == rows
    assert (rows["municipalities"], rows["institutions"], rows["people"]) == (2, 20, 900)
    assert Affiliation.objects.count() == 900
    assert Counter(account.role for account in accounts) == Counter(
        ["coordinator", "methodist", "director", "curator"]
    )
    assert Membership.objects.count() == 1 + 2 + 2 * 20


def test_region_breaks_no_rule_of_the_data():
    make()

    assert breaches() == []
    for model in MODELS:
        for row in model.objects.order_by("pk")[:60]:
            row.full_clean()


def names_made_by(seed):
    """The people of a region that is taken back at once."""
    with transaction.atomic():
        make(seed, people=60, schools=2)
        found = list(Person.objects.order_by("pk").values_list("sort_name", "born_on"))
        transaction.set_rollback(True)
    return found


def test_same_seed_makes_the_same_people():
    first = names_made_by(1)
    assert names_made_by(1) == first
    assert names_made_by(2) != first


def test_folder_with_other_data_is_refused():
    RegionFactory()

    with pytest.raises(DomainError, match="уже есть организации"):
        make()
    with pytest.raises(CommandError, match="уже есть организации"):
        call_command("make_region", people=10, schools=2, municipalities=1)


@pytest.mark.parametrize(
    ("municipalities", "schools", "people"), [(0, 5, 10), (3, 2, 10), (1, 1, -1)]
)
def test_senseless_sizes_are_refused(municipalities, schools, people):
    with pytest.raises(DomainError, match="Нужен хотя бы один"):
        make_region(
            municipalities=municipalities, schools=schools, people=people, seed=1, year=YEAR
        )


def test_command_tells_counts_and_sign_ins(capsys):
    call_command("make_region", municipalities=1, schools=1, people=20, year=2025)

    told = capsys.readouterr()
    assert '"people": 20' in told.out
    assert "curator.s1@example.org" in told.err
