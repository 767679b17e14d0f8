from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from openpyxl import load_workbook

from mentorship.audit.models import Reading
from mentorship.bank.export_jobs import name_of
from mentorship.jobs.models import Job
from mentorship.organizations.models import Organization
from monitoring.workbooks import fill_jobs, services, views
from tests.factories.imports import finish_jobs
from tests.factories.organizations import InstitutionFactory
from tests.monitoring.workbooks.conftest import YEAR, drawn

CELLS = {
    "A1": "{{ rows.schools }}{{ organization.name }}",
    "B1": "{{ figure.people_here }}",
    "C1": "{{ rows.end }}",
    "A2": "{{ manual.events | integer | max=9 }}",
}


@pytest.fixture
def long_form(coordinator, people_figure, monkeypatch):
    """A form of two rows where one row is long already."""
    monkeypatch.setattr(views, "MOST_AT_ONCE", 1)
    city = InstitutionFactory(parent__parent=coordinator.organization).parent
    InstitutionFactory(parent=city)
    version = services.create_form(
        member=coordinator,
        title="Длинная форма",
        source="письмо № 1",
        year=YEAR,
        content=drawn(CELLS),
        filename="форма.xlsx",
    )
    return services.accept_version(member=coordinator, version=version).form


def filled_by_job(client, form, events):
    response = client.post(reverse("monitoring:form_fill", args=[form.pk]), {"events": events})
    job = Job.objects.get(kind=fill_jobs.FILL)
    assert response.url == reverse("jobs:job_detail", args=[job.pk])
    finish_jobs()
    job.refresh_from_db()
    return job


def test_long_form_is_filled_by_a_job(sign_in, coordinator, long_form):
    client = sign_in(coordinator)

    page = client.get(reverse("monitoring:form_fill", args=[long_form.pk])).content.decode()
    job = filled_by_job(client, long_form, "7")
    answer = client.get(job.result_url)

    rows = Organization.objects.institutions().count()
    assert f"Строк в книге: {rows}" in page
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet.cell(rows + 1, 1).value == 7
    default_storage.delete(name_of(job.pk))
    assert client.get(job.result_url).url == reverse("monitoring:form_list")


def test_wrong_value_is_told_before_any_job(sign_in, coordinator, long_form):
    url = reverse("monitoring:form_fill", args=[long_form.pk])

    response = sign_in(coordinator).post(url, {"events": "10"})

    assert list(response.context["form"].errors) == ["events"]
    assert not Job.objects.exists()


def test_job_fails_in_words_when_the_form_was_taken_away(sign_in, coordinator, long_form):
    client = sign_in(coordinator)
    version = long_form.versions.get()
    job = fill_jobs.fill_later(member=coordinator, version=version, year=YEAR, manual={})
    type(version).objects.filter(pk=version.pk).update(accepted_at=None, accepted_by=None)

    finish_jobs()

    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert client.get(reverse("monitoring:form_filled", args=[job.pk])).status_code == 404


def test_book_that_names_people_is_noted_and_closed_with_their_consent(
    sign_in, coordinator, curator, pair, monkeypatch
):
    monkeypatch.setattr(views, "MOST_AT_ONCE", 0)
    version = services.create_form(
        member=coordinator,
        title="Пары",
        source="приказ",
        year=YEAR,
        content=drawn({"A1": "{{ rows.pairs }}{{ pair.mentor }}"}),
        filename="форма.xlsx",
    )
    services.accept_version(member=coordinator, version=version)
    client, mentor = sign_in(curator), pair.mentor_entry.person
    session = client.session
    session["school_year"] = YEAR.first
    session.save()

    job = filled_by_job(client, version.form, "")
    given = client.get(job.result_url)
    noted = Reading.objects.filter(kind=Reading.Kind.EXPORT).order_by("pk")
    assert (given.status_code, [mentor.pk in row.people for row in noted]) == (200, [True, True])

    mentor.consents.update(withdrawn_on="2022-10-01")
    response = client.get(job.result_url, follow=True)
    assert "согласие перестало действовать" in response.content.decode()
