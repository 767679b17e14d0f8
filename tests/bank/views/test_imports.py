import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentorship.bank.models import ImportRun, MenteeEntry, Person
from mentorship.jobs.models import Job
from mentorship.jobs.services import run as run_job
from tests.factories.bank import MenteeEntryFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
HEADINGS = ["ФИО наставляемого", "Год рождения", "Класс", "Основной запрос", "Форма наставничества"]
ROWS = [
    ["Громова Полина Сергеевна", 2011, "5 «А»", "адаптация", "ученик – ученик"],
    ["Зимин Кирилл Павлович", "31.02.2009", "10 «А»", "профессии", ""],
]


@pytest.fixture
def upload(sign_in, curator, make_sheet):
    """Send a sheet through the page; gives the client and the answer."""
    client = sign_in(curator, 2022)

    def send(content=None, bank="", name="база.xlsx"):
        content = make_sheet(HEADINGS, *ROWS) if content is None else content
        file = SimpleUploadedFile(name, content)
        return client, client.post("/bank/imports/new/", {"file": file, "bank": bank})

    return send


def test_upload_shows_a_preview_and_writes_nothing(upload):
    client, response = upload()

    report = client.get(response.url).context["report"]
    counts = {name: report.counts[name] for name in ("good", "warned", "refused", "created")}
    # The row of Громова has no date of entering, so it is taken with a warning or a note.
    assert counts == {"good": 0, "warned": 1, "refused": 1, "created": 1}
    assert [(g.column, g.is_error) for g in report.groups] == [
        ("Год рождения", True),
        ("Дата вхождения в программу", False),
    ]
    assert not Person.objects.exists()


def test_confirm_writes_in_a_job_and_shows_the_result(upload):
    client, response = upload()
    run = ImportRun.objects.get()

    answer = client.post(f"/bank/imports/{run.pk}/confirm/")
    job = Job.objects.get()
    run_job(job_pk=job.pk)

    job.refresh_from_db()
    assert (answer.url, job.state) == (f"/jobs/{job.pk}/", Job.State.DONE)
    assert (job.result["created"], job.result_url) == (1, response.url)
    assert MenteeEntry.objects.get().person.full_name == "Громова Полина Сергеевна"
    assert client.get(response.url).status_code == 200


def test_confirm_twice_loads_once(upload):
    client, _ = upload()
    run = ImportRun.objects.get()
    client.post(f"/bank/imports/{run.pk}/confirm/")
    client.post(f"/bank/imports/{run.pk}/confirm/")

    for job in Job.objects.order_by("pk"):
        run_job(job_pk=job.pk)

    assert [job.state for job in Job.objects.all()] == [Job.State.DONE] * 2
    assert Person.objects.count() == 1
    assert client.post(f"/bank/imports/{run.pk}/confirm/").url == f"/bank/imports/{run.pk}/"


def test_confirm_asks_for_the_right_when_it_runs(upload, curator):
    client, _ = upload()
    client.post(f"/bank/imports/{ImportRun.objects.get().pk}/confirm/")
    curator.role = "psychologist"
    curator.save()

    run_job(job_pk=Job.objects.get().pk)

    assert Job.objects.get().state == Job.State.FAILED
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "пуст"), (b"hello", "таблиц"), (b"PK\x03\x04broken", "")],
)
def test_upload_of_no_workbook_is_refused_in_the_form(upload, content, words):
    _, response = upload(content)

    error = response.context["form"].errors["file"][0].lower()
    assert words in error
    assert not ImportRun.objects.exists()


def test_upload_into_the_other_bank_is_refused(upload):
    _, response = upload(bank="mentors")

    assert response.context["form"].errors["file"] == [
        "В файле столбцы другой базы: это база наставляемых, а выбрана база наставников."
    ]


def test_preview_of_the_bank_as_it_is_has_nothing_to_load(upload, sign_in, curator):
    MenteeEntryFactory(institution=curator.organization)
    client = sign_in(curator, 2022)
    exported = client.get("/bank/mentees/export/").content

    client, response = upload(exported)

    assert client.get(response.url).context["report"].loadable == 0


def test_import_list_shows_own_runs(upload, sign_in):
    client, _ = upload()

    assert len(client.get("/bank/imports/").context["page_obj"]) == 1
    assert len(sign_in(MembershipFactory()).get("/bank/imports/").context["page_obj"]) == 0


@pytest.mark.parametrize(("action", "method"), [("", "get"), ("confirm/", "post")])
def test_foreign_run_is_not_there(upload, sign_in, action, method):
    upload()
    path = f"/bank/imports/{ImportRun.objects.get().pk}/{action}"

    assert getattr(sign_in(MembershipFactory()), method)(path).status_code == 404


@pytest.mark.parametrize("bank", ["mentors", "mentees"])
def test_sample_can_be_loaded_as_it_is(upload, sign_in, curator, bank):
    client = sign_in(curator, 2022)
    content = client.get(f"/bank/imports/sample/{bank}/").content

    client, response = upload(content)

    report = client.get(response.url).context["report"]
    assert (report.counts["good"], report.counts["refused"], report.notes) == (1, 0, [])


def test_sample_of_no_bank_is_404(sign_in, curator):
    assert sign_in(curator).get("/bank/imports/sample/parents/").status_code == 404


@pytest.mark.parametrize("bank", ["mentors", "mentees"])
def test_export_is_named_by_bank_school_and_year(sign_in, curator, bank):
    curator.organization.short_name = "Школа № 1"
    curator.organization.save()

    response = sign_in(curator, 2022).get(f"/bank/{bank}/export/")

    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "2022-2023.xlsx" in response["Content-Disposition"]


@pytest.mark.parametrize("path", ["imports/", "imports/new/", "mentors/export/", "mentees/export/"])
def test_reader_neither_imports_nor_exports(sign_in, path):
    assert sign_in(MembershipFactory(role="director")).get(f"/bank/{path}").status_code == 403
