from collections.abc import Collection

from django.urls import reverse

from mentorship.audit.origins import Origin
from mentorship.jobs.models import Job


def jobs_in_words(pks: Collection[int]) -> dict[int, Origin]:
    """Jobs that wrote into the change log, with the page of what came of them."""
    return {
        job.pk: Origin(f"задание «{job.title}»", job.result_url or reverse("jobs:job_list"))
        for job in Job.objects.filter(pk__in=pks).only("title", "result_url")
    }
