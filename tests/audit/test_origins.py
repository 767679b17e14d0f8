import pytest

from mentorship.audit.origins import Authors, may_open
from mentorship.jobs.models import Job
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


def author(context, reader):
    return Authors([context], reader).of(context)


def test_author_has_the_role_of_that_time(curator):
    found = author({"user": curator.user_id, "membership": curator.pk}, curator)

    assert (found.name, found.role) == (curator.user.full_name, "куратор")


def test_deputy_is_called_so(curator):
    context = {"user": curator.user_id, "membership": curator.pk, "acts_for": 5}

    assert author(context, curator).role == "куратор, замещает"


@pytest.mark.parametrize(
    ("context", "name"),
    [
        ({}, "система"),
        ({"command": "import_bank"}, "команда import_bank"),
        ({"user": None, "request": "abc"}, "без входа, по ссылке"),
    ],
)
def test_nobody_signed_in(curator, context, name):
    assert author(context, curator).name == name


@pytest.mark.parametrize(("role", "url"), [("curator", "/bank/imports/1/"), ("director", "")])
def test_job_leads_to_its_result_for_who_may_open_it(curator, role, url):
    reader = MembershipFactory(role=role, organization=curator.organization)
    job = Job.objects.create(
        kind="jobs.probe",
        title="Загрузка",
        organization=curator.organization,
        requested_by=curator,
        result_url="/bank/imports/1/",
    )

    origin = author({"job": job.pk}, reader).origin

    assert (origin.text, origin.url) == ("задание «Загрузка»", url)


@pytest.mark.parametrize(
    ("url", "may"), [("/bank/mentors/", False), ("/pairs/", True), ("", False), ("/jobs/", True)]
)
def test_mentor_may_open_what_the_role_allows(url, may):
    assert may_open(MembershipFactory(role="mentor"), url) == may
