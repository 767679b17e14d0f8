from django.utils import timezone

from mentorship.jobs.models import Job


class CancelledError(Exception):
    """The user cancelled the job before it began to write."""


class Progress:
    """How a running job tells how far it is; its heartbeat, and where a cancel is seen."""

    def __init__(self, job_pk: int) -> None:
        self.job_pk = job_pk

    def step(self, done: int, total: int, words: str) -> None:
        """Note «обработано done из total»; raises CancelledError when the job was cancelled."""
        running = Job.objects.filter(pk=self.job_pk, state=Job.State.RUNNING).update(
            done=done, total=total, words=words, heartbeat_at=timezone.now()
        )
        if not running:
            raise CancelledError

    def begin_writing(self) -> None:
        """From here on the job cannot be cancelled; raises CancelledError when it already was."""
        if not Job.objects.filter(pk=self.job_pk, state=Job.State.RUNNING).update(is_writing=True):
            raise CancelledError
