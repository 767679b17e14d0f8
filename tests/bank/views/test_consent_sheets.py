from io import BytesIO

import pytest
from docx import Document as Docx
from pypdf import PdfReader

from mentorship.bank import consent_printing
from mentorship.bank.models import ConsentSheet, SheetRun
from mentorship.jobs.models import Job
from tests.factories.bank import ConsentFactory, MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pupil(curator):
    entry = MenteeEntryFactory(
        institution=curator.organization,
        person__consented=False,
        person__birth_year=2015,
        person__last_name="Громов",
    )
    return entry.person


def sheet_of(client, person):
    response = client.post(f"/bank/people/{person.pk}/consents/sheet/", {"purpose": "processing"})
    return response.url


def test_sheet_is_noted_and_shown_as_a_page(sign_in, curator, pupil):
    client = sign_in(curator, 2022)

    page = client.get(sheet_of(client, pupil))

    assert ConsentSheet.objects.get().person == pupil
    assert "несовершеннолетнего(ей) <b>Громов" in page.content.decode()


def test_sheet_comes_as_a_pdf_of_one_page_and_as_word(sign_in, curator, pupil):
    client = sign_in(curator, 2022)
    url = sheet_of(client, pupil)

    pdf = PdfReader(BytesIO(client.get(f"{url}pdf/").content))
    word = Docx(BytesIO(client.get(f"{url}docx/").content))

    assert len(pdf.pages) == 1
    assert word.paragraphs[0].text == "СОГЛАСИЕ\nна обработку персональных данных"


def test_sheet_has_no_other_file(sign_in, curator, pupil):
    client = sign_in(curator, 2022)

    assert client.get(f"{sheet_of(client, pupil)}exe/").status_code == 404


def test_few_sheets_come_at_once(sign_in, curator, pupil):
    client = sign_in(curator, 2022)

    response = client.post("/bank/consents/sheets/new/", {"people": [pupil.pk]})

    run = SheetRun.objects.get()
    file = client.get(f"{response.url}file/")
    assert (response.url, run.printed_on is not None) == (run.get_absolute_url(), True)
    assert b"".join(file.streaming_content).startswith(b"%PDF-")


def test_everybody_of_the_filter_is_printed(sign_in, curator, pupil):
    MenteeEntryFactory(institution=curator.organization, person__consented=False)
    client = sign_in(curator, 2022)

    client.post("/bank/consents/sheets/new/?words=громов", {"everyone": "1"})

    assert SheetRun.objects.get().people == [pupil.pk]


def test_many_sheets_are_a_job(sign_in, curator, pupil, monkeypatch):
    monkeypatch.setattr(consent_printing, "AT_ONCE", 0)

    response = sign_in(curator, 2022).post("/bank/consents/sheets/new/", {"everyone": "1"})

    job = Job.objects.get()
    assert response.url == f"/jobs/{job.pk}/"
    assert (job.title, "Громов" in str(job.params)) == ("Листы согласий: 1", False)


def test_nobody_ticked_is_told_and_the_filter_stays(sign_in, curator, pupil):
    response = sign_in(curator, 2022).post("/bank/consents/sheets/new/?state=out", {})

    assert response.url == "/bank/consents/?state=out"
    assert not SheetRun.objects.exists()


def test_number_that_is_no_number_is_a_bad_request(sign_in, curator, pupil):
    client = sign_in(curator, 2022)

    response = client.post("/bank/consents/sheets/new/", {"people": ["1; drop"]})

    assert response.status_code == 400


def test_foreign_people_are_not_printed(sign_in, curator, pupil):
    foreign = MenteeEntryFactory(person__consented=False).person

    sign_in(curator, 2022).post("/bank/consents/sheets/new/", {"people": [foreign.pk]})

    assert not SheetRun.objects.exists()


def test_run_names_who_was_left_out(sign_in, curator, pupil):
    other = PersonFactory(institution=curator.organization, birth_year=2015)
    run = consent_printing.order_run(member=curator, people=[pupil, other], purpose="processing")
    ConsentFactory(person=other)
    consent_printing.print_run(member=curator, run=run, today=run.created_at.date())

    page = sign_in(curator).get(run.get_absolute_url())

    assert page.context["left_out"] == [(other.full_name, "согласие уже есть")]


@pytest.mark.parametrize("url", ["", "file/"])
def test_foreign_run_is_not_there(sign_in, curator, url):
    stranger = MembershipFactory()
    run = SheetRun.objects.create(institution=stranger.organization, created_by=stranger)

    assert sign_in(curator).get(f"{run.get_absolute_url()}{url}").status_code == 404
