import pytest
from django.urls import reverse

from mentorship.jobs.models import Job
from mentorship.jobs.services import run
from monitoring.insights.learning import accuracy_learnt, learn_later

pytestmark = pytest.mark.django_db


def test_region_is_counted_by_a_job_and_keeps_the_numbers(sign_in, coordinator, methodist, ended):
    ended("dissolved", 12)
    ended("completed", 12)
    client = sign_in(coordinator)
    before = client.get(reverse("monitoring:insight_attention")).context["learnt"]

    asked = client.post(reverse("monitoring:insight_learn"))
    again = learn_later(member=coordinator)
    run(job_pk=again.pk)
    page = client.get(reverse("monitoring:insight_attention"))

    job = Job.objects.get()
    live = accuracy_learnt(methodist, page.context["learnt"].counted_on)
    assert (before.counted_on, before.looked) == (None, [])
    assert asked["Location"] == reverse("jobs:job_detail", args=[job.pk])
    assert (job.state, again) == ("done", job)
    assert sorted(page.context["learnt"].looked, key=str) == sorted(live.looked, key=str)
    assert page.context["measured"]
    assert sign_in(methodist).post(reverse("monitoring:insight_learn")).status_code == 403
