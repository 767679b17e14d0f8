from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from mentorship.bank import consent_printing
from mentorship.bank.consent_jobs import SHEETS
from mentorship.bank.models import ConsentSettings, ConsentSheet, SheetRun
from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from mentorship.jobs.services import enqueue
from mentorship.jobs.services import run as run_job
from tests.factories.bank import ConsentFactory, PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def pupils(curator):
    names = ("Яров", "Бобров", "Аверин")
    places = ("5 «Б»", "5 «Б»", "10 «А»")
    return [
        PersonFactory(
            institution=curator.organization,
            last_name=name,
            birth_year=2011,
            category="pupil",
            category__place=place,
        )
        for name, place in zip(names, places, strict=True)
    ]


def order(member, people, purpose="processing"):
    return consent_printing.order_run(member=member, people=people, purpose=purpose)


def pages_of(run):
    with run.file.open() as file:
        return [page.extract_text() for page in PdfReader(BytesIO(file.read())).pages]


def test_sheet_goes_to_whoever_signs_by_age(curator, pupils):
    teacher = PersonFactory(institution=curator.organization, birth_year=1980, category="teacher")
    ConsentSettings.objects.create(institution=curator.organization, asks_joint=True)
    grown = PersonFactory(institution=curator.organization, birth_year=2007)

    audiences = [
        consent_printing.give_sheet(
            member=curator, person=person, purpose="processing", today=TODAY
        ).text.audience
        for person in (pupils[0], teacher, grown)
    ]

    assert audiences == ["representative", "adult", "joint"]


def test_sheet_of_the_same_day_is_one(curator, pupils):
    first, second = (
        consent_printing.give_sheet(
            member=curator, person=pupils[0], purpose="processing", today=TODAY
        )
        for _ in range(2)
    )

    assert first == second


def test_sheet_of_a_foreign_person_is_denied(curator):
    with pytest.raises(PermissionDenied):
        consent_printing.give_sheet(
            member=curator, person=PersonFactory(), purpose="processing", today=TODAY
        )


def test_run_prints_a_page_for_each_by_class_and_name(curator, pupils):
    run = consent_printing.print_run(member=curator, run=order(curator, pupils), today=TODAY)

    pages = pages_of(run)
    assert [page.split()[0] for page in pages] == ["СОГЛАСИЕ"] * 3
    assert [next(n for n in ("Яров", "Бобров", "Аверин") if n in page) for page in pages] == [
        "Бобров",
        "Яров",
        "Аверин",
    ]
    sheets = ConsentSheet.objects.filter(run=run)
    assert {(s.person_id, s.printed_on) for s in sheets} == {(p.pk, TODAY) for p in pupils}


def test_run_leaves_out_whoever_has_agreed_meanwhile(curator, pupils):
    run = order(curator, pupils)
    ConsentFactory(person=pupils[0])

    run = consent_printing.print_run(member=curator, run=run, today=TODAY)

    assert len(pages_of(run)) == 2
    assert run.left_out == [(pupils[0].pk, "согласие уже есть")]


def test_run_of_nobody_is_refused(curator, pupils):
    for pupil in pupils:
        ConsentFactory(person=pupil)

    with pytest.raises(DomainError, match="Печатать некому"):
        consent_printing.print_run(member=curator, run=order(curator, pupils), today=TODAY)

    with pytest.raises(DomainError, match="не выбран ни один"):
        order(curator, [])


def test_run_printed_twice_is_one_file(curator, pupils):
    run = order(curator, pupils)

    first = consent_printing.print_run(member=curator, run=run, today=TODAY)
    second = consent_printing.print_run(member=curator, run=run, today=TODAY)

    assert first.file.name == second.file.name
    assert ConsentSheet.objects.count() == 3


def test_run_names_no_foreign_people(curator, pupils):
    run = order(curator, pupils)
    foreign = PersonFactory()
    SheetRun.objects.filter(pk=run.pk).update(people=[*run.people, foreign.pk])
    run.refresh_from_db()

    run = consent_printing.print_run(member=curator, run=run, today=TODAY)

    assert run.left_out == [(foreign.pk, "карточка больше не доступна")]


def test_run_without_pango_is_a_word_file(curator, pupils, monkeypatch):
    monkeypatch.setattr(consent_printing, "pdf_is_available", lambda: False)

    run = consent_printing.print_run(member=curator, run=order(curator, pupils), today=TODAY)

    assert run.file.name.endswith(".docx")


class Steps(Progress):
    """Progress that is kept instead of written."""

    def __init__(self):
        self.steps = []

    def step(self, done, total, words):
        self.steps.append((done, total))

    def begin_writing(self):
        self.steps.append("writing")


def test_run_of_many_tells_how_far_it_is_part_by_part(curator, monkeypatch):
    monkeypatch.setattr(consent_printing, "PART", 2)
    people = [PersonFactory(institution=curator.organization) for _ in range(5)]
    progress = Steps()

    run = consent_printing.print_run(
        member=curator, run=order(curator, people), today=TODAY, progress=progress
    )

    assert len(pages_of(run)) == 5
    assert progress.steps == [(0, 5), (2, 5), (4, 5), (5, 5), "writing"]


def job_of(member, run):
    return enqueue(
        kind=SHEETS,
        title="Листы",
        member=member,
        params={"run": run.pk, "membership": member.pk},
    )


def test_job_prints_and_leads_to_the_file(curator, pupils):
    run = order(curator, pupils)
    job = job_of(curator, run)

    run_job(job_pk=job.pk)

    job.refresh_from_db()
    assert (job.state, job.result, job.result_url) == (
        Job.State.DONE,
        {"printed": 3, "left_out": 0},
        run.get_absolute_url(),
    )


def test_job_asks_for_the_right_anew(curator, pupils):
    job = job_of(curator, order(curator, pupils))
    curator.role = "psychologist"
    curator.save()

    run_job(job_pk=job.pk)

    job.refresh_from_db()
    assert (job.state, ConsentSheet.objects.count()) == (Job.State.FAILED, 0)


def test_job_title_and_params_hold_no_names(curator, pupils):
    job = job_of(curator, order(curator, pupils))

    assert [p.last_name for p in pupils if p.last_name in f"{job.title}{job.params}"] == []


def test_old_files_are_dropped_and_the_record_stays(curator, pupils, media):
    run = consent_printing.print_run(member=curator, run=order(curator, pupils), today=TODAY)

    assert consent_printing.drop_old_files(TODAY + timedelta(days=3)) == 0
    assert consent_printing.drop_old_files(TODAY + timedelta(days=4)) == 1

    run.refresh_from_db()
    assert (bool(run.file), list(media.rglob("*.pdf")), run.sheets.count()) == (False, [], 3)


def test_run_that_is_gone_leaves_no_file(curator, pupils, media):
    run = order(curator, pupils)
    SheetRun.objects.filter(pk=run.pk).delete()

    with pytest.raises(SheetRun.DoesNotExist):
        consent_printing.print_run(member=curator, run=run, today=TODAY)

    assert list(media.rglob("*.pdf")) == []


def test_printing_needs_the_right(pupils):
    reader = MembershipFactory(role="director", organization=pupils[0].institution)

    with pytest.raises(PermissionDenied):
        order(reader, pupils)
