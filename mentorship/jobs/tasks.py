from celery import Task, shared_task

from mentorship.jobs import services


@shared_task(name="jobs.run", bind=True)
def run_job(self: Task, job_pk: int) -> None:
    services.run(job_pk=job_pk, redelivered=bool(self.request.delivery_info.get("redelivered")))


@shared_task(name="jobs.requeue_lost")
def requeue_lost() -> None:
    services.requeue_lost()
