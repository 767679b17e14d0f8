import pytest

from mentorship.audit.models import Reading
from mentorship.bank.models import Consent
from mentorship.bank.views import entries, exporting
from mentorship.jobs.models import Job
from tests.factories.bank import MenteeEntryFactory
from tests.factories.imports import finish_jobs
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
URL = "/bank/mentees/export/"


@pytest.fixture
def long_bank(monkeypatch, curator):
    """Three mentees, where two are given at once."""
    for module in (entries, exporting):
        monkeypatch.setattr(module, "MOST_AT_ONCE", 2)
    return MenteeEntryFactory.create_batch(3, institution=curator.organization)


@pytest.mark.parametrize("method", ["get", "post"])
def test_short_bank_is_given_at_once(site, curator, method):
    MenteeEntryFactory(institution=curator.organization)

    response = getattr(site, method)(URL)

    assert (response.content[:2], Job.objects.count()) == (b"PK", 0)


def test_long_bank_becomes_a_job_with_its_file(site, long_bank):
    answer = site.post(URL)
    job = Job.objects.get()
    finish_jobs()
    response = site.get(f"/bank/exports/{job.pk}/")

    assert answer.url == f"/jobs/{job.pk}/"
    assert b"".join(response.streaming_content)[:2] == b"PK"
    assert "2022-2023.xlsx" in response["Content-Disposition"]
    assert [note.count for note in Reading.objects.filter(kind="export")] == [3, 3]


def test_long_bank_is_not_begun_by_an_address(site, long_bank):
    assert site.get(URL).url == "/bank/mentees/"
    assert Job.objects.count() == 0


@pytest.mark.parametrize(("most", "forms"), [(2, 1), (3, 0)])
def test_list_sends_a_form_for_a_long_bank(site, long_bank, monkeypatch, most, forms):
    monkeypatch.setattr(entries, "MOST_AT_ONCE", most)

    page = site.get("/bank/mentees/").content.decode()

    assert page.count(f'<form method="post" action="{URL}"') == forms
    assert page.count(f'href="{URL}"') == 1 - forms


def test_file_with_an_ended_consent_is_refused_in_words(site, long_bank):
    site.post(URL)
    finish_jobs()
    Consent.objects.filter(person=long_bank[0].person).update(withdrawn_on="2022-10-01")

    response = site.get(f"/bank/exports/{Job.objects.get().pk}/", follow=True)

    assert "согласие перестало действовать" in response.content.decode()


def test_file_of_somebody_else_is_not_there(site, sign_in, curator, long_bank):
    site.post(URL)
    finish_jobs()
    colleague = MembershipFactory(role="curator", organization=curator.organization)

    answer = sign_in(colleague).get(f"/bank/exports/{Job.objects.get().pk}/")

    assert answer.status_code == 404
