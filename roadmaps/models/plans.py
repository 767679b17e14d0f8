from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from mentorship.documents.models import Document
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import within
from roadmaps.deadlines.values import DOUBTFUL_BELOW


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    def visible_to(self, member: Membership) -> "RoadmapQuerySet":
        """Roadmaps of the member's organization and of those below it."""
        return self.filter(within(member, field="organization"))

    def in_use(self) -> "RoadmapQuerySet":
        return self.filter(archived_on=None)

    def without_stores(self) -> "RoadmapQuerySet":
        """Plans alone: what keeps tasks taken out of a plan is an archived roadmap too."""
        stores = Task.objects.filter(removal__isnull=False).values("section__roadmap")
        return self.exclude(pk__in=stores)

    def of_year(self, year: SchoolYear) -> "RoadmapQuerySet":
        """Roadmaps whose period touches the school year."""
        return self.filter(starts_on__lte=year.ends_on, ends_on__gte=year.starts_on)

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
    """A plan of measures of an organization of any level for a period of years.

    `state` is its way through review (`workflow.MOVES`); `approving_order` is the order in force,
    also while a correction of the approved plan goes through review again.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        SUBMITTED = "submitted", "на проверке"
        IN_REVIEW = "in_review", "проверяется"
        RETURNED = "returned", "возвращена с замечаниями"
        AGREED = "agreed", "согласована"
        APPROVED = "approved", "утверждена приказом"
        CLOSED = "closed", "завершена"

    # Its sections and tasks may change; reports may be written at any time.
    EDITABLE = frozenset({State.DRAFT, State.RETURNED})

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="roadmaps")
    title = models.CharField("название", max_length=400)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по")
    source_name = models.CharField("загружена из", max_length=255, blank=True)
    # Rows that are no task and no section, those of other tables after them: [{row, reason, text}].
    dropped: Any = models.JSONField(default=list)
    warnings: Any = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_on = models.DateField("в архиве", null=True, blank=True)
    state = models.CharField("состояние", max_length=9, choices=State, default=State.DRAFT)
    approving_order = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="приказ"
    )

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        ordering = ["-starts_on", "organization__name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="roadmap_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="roadmap_approved_by_an_order",
                condition=~Q(state__in=["approved", "closed"]) | Q(approving_order__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("roadmaps:roadmap_detail", args=[self.pk])

    @property
    def period(self) -> tuple[date, date]:
        return self.starts_on, self.ends_on


@pghistory.track()
class Section(models.Model):
    """A section of a roadmap; its printed number is text, never a key."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    number = models.CharField("номер", max_length=40, blank=True)
    title = models.TextField("раздел", blank=True)

    class Meta:
        verbose_name = "раздел"
        verbose_name_plural = "разделы"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, member: Membership) -> "TaskQuerySet":
        return self.filter(within(member, field="organization"))

    def of_year(self, year: SchoolYear) -> "TaskQuerySet":
        """Tasks of the roadmaps in use whose period touches the school year."""
        return self.filter(
            section__roadmap__archived_on=None,
            section__roadmap__starts_on__lte=year.ends_on,
            section__roadmap__ends_on__gte=year.starts_on,
        )

    def open(self) -> "TaskQuerySet":
        return self.filter(progress__in=Task.OPEN, section__roadmap__archived_on=None)

    def overdue(self, today: date) -> "TaskQuerySet":
        return self.open().filter(due_on__lt=today)

    def with_evidence_count(self) -> "TaskQuerySet":
        kept = Q(evidence__isnull=False, evidence__archived_on=None)
        return self.annotate(evidence_count=Count("evidence", filter=kept))


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
    # The subheading the task stands under («7.1 Контроль реализации мероприятий», S000).
    heading = models.TextField("подзаголовок", blank=True)
    title = models.TextField("мероприятие")
    content = models.TextField("содержание", blank=True)
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
    # Of a municipal plan: the plan of every institution it is asked of has such a task.
    is_mandatory = models.BooleanField("обязательное для организаций", default=False)
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
            ),
            # Above institutions all of them are asked for at once: a page of all by their day, and
            # the overdue, which are few.
            models.Index("due_on", name="task_by_due"),
            models.Index(
                "due_on",
                name="task_open_due_anywhere",
                condition=Q(progress__in=["planned", "started"]),
            ),
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

    @property
    def is_open(self) -> bool:
        return self.progress in self.OPEN

    @property
    def is_doubtful(self) -> bool:
        """Whether the dates are a guess that a person should confirm."""
        return bool(self.deadline_text) and self.confidence < DOUBTFUL_BELOW

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today
