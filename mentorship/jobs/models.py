from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import within

# A worker that lives takes a job at once.
LATE_AFTER = timedelta(seconds=10)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, member: Membership) -> "JobQuerySet":
        """Jobs of the member's own organization that the member asked for."""
        return self.filter(within(member, field="organization"), requested_by__user=member.user)


class Job(models.Model):
    """One long task: the outbox row, its progress and its result.

    The broker only carries ids; this row is the truth. A row that waits too long or whose worker
    went silent is queued again by the sweeper, so kinds must be idempotent.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "в очереди"
        RUNNING = "running", "выполняется"
        DONE = "done", "готово"
        FAILED = "failed", "не выполнено"
        CANCELLED = "cancelled", "отменено"

    OPEN = frozenset({State.QUEUED, State.RUNNING})

    kind = models.CharField("вид", max_length=40)
    title = models.CharField("название", max_length=200)
    # Nobody's where somebody without a role asked: the letter with a new password.
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="jobs")
    requested_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="jobs")
    params: Any = models.JSONField(default=dict)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField("обработано", default=0)
    total = models.PositiveIntegerField("всего", default=0)
    words = models.CharField("ход", max_length=200, blank=True)
    is_writing = models.BooleanField("отменить уже нельзя", default=False)
    result: Any = models.JSONField(default=dict)
    result_url = models.CharField(max_length=300, blank=True)
    error = models.CharField("причина", max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "задание"
        verbose_name_plural = "задания"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                "created_at", name="job_open", condition=Q(state__in=["queued", "running"])
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="job_of_somebody_or_nobody",
                condition=Q(organization=None, requested_by=None)
                | Q(organization__isnull=False, requested_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_late(self) -> bool:
        """Whether nobody took it in time: the broker or the worker is down."""
        return self.state == self.State.QUEUED and timezone.now() - self.created_at > LATE_AFTER

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0
