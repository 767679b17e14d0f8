from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import within


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    def visible_to(self, member: Membership) -> "RoadmapQuerySet":
        """Roadmaps of the member's organization and of those below it."""
        return self.filter(within(member, field="organization"))

    def with_progress(self, today: date) -> "RoadmapQuerySet":
        """Adds tasks_total, tasks_done, tasks_overdue."""
        tasks = Count("sections__tasks", distinct=True)
        done = Q(sections__tasks__progress=Task.Progress.DONE)
        late = Q(sections__tasks__due_on__lt=today, sections__tasks__progress__in=Task.OPEN)
        return self.annotate(
            tasks_total=tasks,
            tasks_done=Count("sections__tasks", filter=done, distinct=True),
            tasks_overdue=Count("sections__tasks", filter=late, distinct=True),
        )


@pghistory.track()
class Roadmap(models.Model):
    """A plan of measures of an organization of any level for a period of years."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="roadmaps")
    title = models.CharField("название", max_length=400)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по")
    source_name = models.CharField("загружена из", max_length=255, blank=True)
    # What the import did with every row that is not a task or a section: [{row, reason, text}].
    dropped: Any = models.JSONField(default=list)
    warnings: Any = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_on = models.DateField("в архиве", null=True, blank=True)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        ordering = ["-starts_on", "organization__name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="roadmap_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("roadmaps:roadmap_detail", args=[self.pk])


@pghistory.track()
class Section(models.Model):
    """A section of a roadmap; its printed number is text, never a key."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    number = models.CharField("номер", max_length=40, blank=True)
    title = models.CharField("раздел", max_length=600, blank=True)

    class Meta:
        verbose_name = "раздел"
        verbose_name_plural = "разделы"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, member: Membership) -> "TaskQuerySet":
        return self.filter(within(member, field="organization"))

    def open(self) -> "TaskQuerySet":
        return self.filter(progress__in=Task.OPEN, section__roadmap__archived_on=None)

    def overdue(self, today: date) -> "TaskQuerySet":
        return self.open().filter(due_on__lt=today)


@pghistory.track()
class Task(models.Model):
    """One measure of a roadmap. The deadline's text is kept as printed; dates are its reading."""

    class Progress(models.TextChoices):
        PLANNED = "planned", "запланировано"
        STARTED = "started", "выполняется"
        DONE = "done", "выполнено"
        DROPPED = "dropped", "не проводится"

    OPEN = frozenset({Progress.PLANNED, Progress.STARTED})

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="tasks")
    section = models.ForeignKey(Section, models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    number = models.CharField("номер", max_length=40, blank=True)
    title = models.TextField("мероприятие")
    deadline_text = models.TextField("срок", blank=True)
    # [[start | null, end | null], …] in ISO; empty where the phrase gives no dates.
    windows: Any = models.JSONField(default=list)
    starts_on = models.DateField("начало", null=True, blank=True)
    due_on = models.DateField("срок по календарю", null=True, blank=True)
    recurrence = models.CharField("повторение", max_length=60, blank=True)
    deadline_kind = models.CharField(max_length=20, blank=True)
    confidence = models.FloatField("уверенность в сроке", default=0)
    unclear: Any = models.JSONField("что неясно в сроке", default=list)
    responsible = models.TextField("ответственный", blank=True)
    expected_result = models.TextField("результат, вид документа", blank=True)
    progress = models.CharField(
        "состояние", max_length=8, choices=Progress, default=Progress.PLANNED
    )
    done_on = models.DateField("выполнено", null=True, blank=True)
    report_text = models.TextField("отчёт об исполнении", blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["section__position", "position", "pk"]
        indexes = [
            models.Index(
                "organization",
                "due_on",
                name="task_open_by_due",
                condition=Q(progress__in=["planned", "started"]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="task_done_on_with_done",
                condition=Q(progress="done", done_on__isnull=False)
                | ~Q(progress="done") & Q(done_on=None),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("roadmaps:task_detail", args=[self.pk])


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, member: Membership) -> "EvidenceQuerySet":
        """Files of the member's own organization: they may name people, so they stay inside it."""
        return self.filter(organization=member.organization_id)


@pghistory.track()
class Evidence(models.Model):
    """A file that shows a task done."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, related_name="evidence")
    name = models.CharField("название", max_length=255)
    file = models.FileField("файл", upload_to="evidence/%Y/%m/")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name
