"""The demo is built through the real services; what the sources say comes out of it."""

import os
import stat
from collections import Counter
from datetime import date
from io import BytesIO

import pytest
from django.db import transaction
from django.test import override_settings
from openpyxl import load_workbook

from mentorship.accounts.demo import demo_accounts
from mentorship.accounts.models import User
from mentorship.bank.merging import probable_doubles
from mentorship.bank.models import Person
from mentorship.bank.offers import offered_mentors
from mentorship.core.exceptions import DomainError
from mentorship.demo.load import load_demo
from mentorship.invariants import breaches
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Meeting, Pair
from mentorship.programs.models import Activity
from mentorship.reference import load_reference
from monitoring.models import FormVersion, Note, QualitySheet, Round
from monitoring.notes.advice import advice_for
from monitoring.summaries import indicator_values
from monitoring.workbooks.filling import fill_cells, written
from monitoring.workbooks.layouts import layout_of
from roadmaps.models import Task

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The loaded demo, rolled back after this module; gives its data folder."""
    folder = tmp_path_factory.mktemp("demo")
    places = override_settings(MEDIA_ROOT=folder / "media", DATA_DIR=folder)
    with django_db_blocker.unblock(), places, transaction.atomic():
        # A transactional test before this module may have emptied every table.
        load_reference()
        load_demo(TODAY)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def folder_of_the_demo(demo, settings):
    settings.DATA_DIR, settings.MEDIA_ROOT = demo, demo / "media"


def values_of(code, year):
    organization = Organization.objects.get(code=code)
    found = indicator_values(organization, SchoolYear(year), TODAY)
    return {v.indicator.code: (v.numerator, v.denominator, v.percent) for v in found}


def test_closed_year_gives_the_figures_of_the_report():
    assert values_of("mishkinskaya", 2022) == {
        "I1": (55, 108, 51),
        "I2": (3, 34, 9),
        "I3": (4, None, None),
        "I4": (0, None, None),
        "I5": (33, 59, 56),
        "I6": (8, 12, 67),
    }


def filled_targets():
    versions = FormVersion.objects.filter(form__organization=None, form__code="targets")
    version = versions.latest("number")
    school = Organization.objects.get(code="mishkinskaya")
    cells = fill_cells(layout_of(version.layout), school, SchoolYear(2022), today=TODAY)
    return version, cells


def test_shipped_form_gives_the_counts_of_the_report():
    """S002: the table; 55 pupils and 4 teachers, 15 mentors, 3 of them pupils."""
    _version, filled = filled_targets()
    values = filled.values
    table = [values[f"Целевые показатели!C{row}"] for row in range(4, 8)]
    assert table == ["55 из 108 – 51 %", "3 из 34 – 9 %", "33 из 59 – 56 %", "8 из 12 – 67 %"]
    counts = [values[f"Количество участников!B{row}"] for row in range(4, 12)]
    assert counts == [59, 55, 4, 15, 3, 12, 0, 0]


def test_shipped_form_gives_the_shares_and_meetings_of_the_report():
    """S002, rows 7, 12 and 16 with their shares; rows 21 and 22: 53 of the 59 mentees."""
    version, filled = filled_targets()
    sheet = load_workbook(BytesIO(written(bytes(version.content), filled)), data_only=True)
    found = sheet["Количество участников"].iter_rows(15, max_col=3, values_only=True)
    lines = {title: (people, share) for title, people, share in found if title}
    asked = list(lines.values())[1:9]
    assert asked == [
        (55, 33), (4, 13), (15, 8), (3, None), (12, None), (0, None), (0, None), (15, 8),
    ]  # fmt: skip
    assert lines["Обучающихся и педагогов вместе"][0] == 198
    directions = [lines[direction.label] for direction in Meeting.Direction]
    assert directions == [(n, n) for n in (4, 0, 0, 16, 0, 5, 24, 0, 0, 4, 0)]
    assert lines["Всего"] == (53, 53)


def test_wrong_base_of_the_report_stands_beside_the_right_value():
    organization = Organization.objects.get(code="mishkinskaya")
    second = indicator_values(organization, SchoolYear(2022), TODAY)[1]

    assert (second.percent, second.stated.percent) == (9, 3)


def test_region_of_one_school_gives_the_same_percents():
    assert values_of("kurganskaya", 2022)["I1"] == (55, 108, 51)


@pytest.mark.parametrize(
    ("code", "tasks"), [("mishkinskaya", 37), ("novoalexandrovsky", 37), ("gimnaziya-7", 7)]
)
def test_roadmaps_of_the_sources_are_whole(code, tasks):
    past = Task.objects.filter(section__roadmap__starts_on__lt=date(2023, 1, 1))

    assert past.filter(organization__code=code).count() == tasks


def test_first_sign_ins_open_a_year_that_is_lived():
    mentor = Membership.objects.get(role=Role.MENTOR)
    pairs = Pair.objects.filter(institution__code="mishkinskaya", school_year=2026)
    own = pairs.filter(mentor_entry__person__user=mentor.user)
    states = Counter(pairs.values_list("state", flat=True))
    marked = Activity.objects.exclude(mark="").filter(program__pair__in=own)

    assert states == {"active": 5, "proposed": 1}
    assert mentor.user.full_name == own[0].mentor_entry.person.full_name
    assert (own.count(), marked.count()) == (2, 3)


def test_living_school_has_something_to_attend_to():
    late = Task.objects.filter(organization__code="nva-gimnaziya-1").overdue(TODAY)

    # Five of the autumn, and September's turn of the monthly one.
    assert late.count() == 6


def test_training_of_the_report_comes_out_of_the_event():
    """S002, row 16: «Количество наставников, прошедших обучение на базе ОО – 15»."""
    organization = Organization.objects.get(code="mishkinskaya")

    assert FIGURES["mentors_trained"].value(organization, SchoolYear(2022)) == 15


def test_neighbors_see_the_offered_mentor_and_doubles_are_asked_about():
    neighbor = Membership.objects.get(user__email="kurator.sosh2@example.org")

    offered = [mentor.school for mentor in offered_mentors(neighbor, TODAY)]
    doubles = [pair.why for pair in probable_doubles(neighbor, TODAY)]

    assert offered == ["МОУ «Гимназия № 1»"]
    assert doubles == ["отчество указано только в одном месте"]


def test_invariants_hold():
    assert breaches() == []


def test_every_role_has_a_sign_in_that_works():
    accounts = demo_accounts()

    assert {account.role for account in accounts} == set(Role.values)
    assert all(User.objects.get(email=a.email).check_password(a.password) for a in accounts)


def test_sign_ins_are_readable_by_their_owner_only(demo):
    mode = stat.S_IMODE(os.stat(demo / "demo_accounts.json").st_mode)

    assert mode == 0o600


def test_methodists_of_surgut_see_their_types_only():
    members = Membership.objects.filter(organization__code="surgut").order_by("pk")
    seen = [
        sorted(Organization.objects.visible_to(m).institutions().values_list("code", flat=True))
        for m in members
    ]

    assert seen == [["surgut-cdt", "surgut-sosh-10"], ["surgut-ds-20"], ["surgut-sosh-10"]]


def test_people_are_the_same_every_time():
    first = Person.objects.filter(institution__code="mishkinskaya").order_by("pk").first()

    assert Person.objects.filter(institution__code="mishkinskaya").count() == 74
    assert first.full_name == "Кузьмин Филарет Арсенович"


def test_second_load_is_refused():
    with pytest.raises(DomainError, match="уже есть организации"):
        load_demo(TODAY)


def test_a_round_of_the_district_is_at_work(demo):
    methodist = Membership.objects.get(user__email__startswith="metodist.novoalexandrovsk")
    over, at_work = Round.objects.filter(organization=methodist.organization).order_by("due_on")

    states = Counter(over.reports.values_list("state", flat=True))
    assert (states["accepted"], states["returned"]) == (1, 1)
    assert over.reports.get(organization__code="nva-litsey-3").is_late_on(TODAY)
    assert set(at_work.reports.values_list("state", flat=True)) == {"draft"}


def test_pages_of_conclusions_are_filled_in_every_state():
    found = Note.objects.select_related("organization")
    notes = {(note.organization.code, note.first_year, note.state) for note in found}
    assert notes == {
        ("mishkinskaya", 2022, "issued"),
        ("mishkinsky", 2022, "issued"),
        ("nva-gimnaziya-1", 2026, "draft"),
        ("novoalexandrovsky", 2026, "draft"),
    }
    assert Counter(QualitySheet.objects.values_list("state", flat=True)) == {
        "finished": 1,
        "draft": 1,
    }
    [advice] = advice_for(Organization.objects.get(code="mishkinskaya"))
    assert advice.texts
