import pytest

from mentorship.jobs.models import Job
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


def a_job(member, **fields):
    return Job.objects.create(
        kind="jobs.probe",
        title="Загрузка базы",
        organization=member.organization,
        requested_by=member,
        **fields,
    )


def test_job_of_a_colleague_is_not_found(sign_in):
    member = MembershipFactory()
    other = MembershipFactory(organization=member.organization)

    response = sign_in(member).get(f"/jobs/{a_job(other).pk}/")

    assert response.status_code == 404


def test_bar_is_asked_again_only_while_the_job_runs(sign_in):
    member = MembershipFactory()
    client = sign_in(member)
    running, done = a_job(member, state="running"), a_job(member, state="done")

    bars = [
        client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
        for job in (running, done)
    ]

    assert ["hx-get" in bar for bar in bars] == [True, False]


def test_cancel_button_stops_a_waiting_job(sign_in):
    member = MembershipFactory()
    job = a_job(member)

    sign_in(member).post(f"/jobs/{job.pk}/cancel/")

    job.refresh_from_db()
    assert job.state == "cancelled"


@pytest.mark.parametrize("count", [1, 3])
def test_job_list_query_count(sign_in, django_assert_max_num_queries, count):
    member = MembershipFactory()
    for _ in range(count):
        a_job(member)
    client = sign_in(member)

    with django_assert_max_num_queries(12):
        client.get("/jobs/")
