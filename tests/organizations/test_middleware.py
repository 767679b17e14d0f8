import pytest
from django.utils import timezone

from mentorship.jobs.models import Job
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Europe/Moscow", "01.10.2022 в 23:30"), ("Asia/Omsk", "02.10.2022 в 02:30")],
)
def test_moments_are_shown_in_the_zone_of_the_organization(sign_in, zone, shown):
    member = MembershipFactory()
    member.organization.time_zone = zone
    member.organization.save()
    job = Job.objects.create(
        kind="jobs.probe", title="", organization=member.organization, requested_by=member
    )
    Job.objects.update(created_at="2022-10-01T20:30:00Z")

    page = sign_in(member).get(f"/jobs/{job.pk}/").content.decode()

    assert shown in page


def test_zone_of_a_request_does_not_stay_for_the_next(sign_in):
    member = MembershipFactory()
    member.organization.time_zone = "Asia/Omsk"
    member.organization.save()

    sign_in(member).get("/")

    assert timezone.get_current_timezone_name() == "Europe/Moscow"


def test_role_that_ended_is_gone_at_the_next_click(sign_in):
    member = MembershipFactory()
    client = sign_in(member)
    assert client.get("/jobs/").status_code == 200

    member.ends_on = member.starts_on
    member.save()

    assert client.get("/jobs/").status_code == 403
