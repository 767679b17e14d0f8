from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mentorship.documents.models import Document
from mentorship.organizations.models import Membership, Organization
from mentorship.pairs.models import Pair
from mentorship.programs.models.templates import ProgramTemplate

# Sections of domain D2 in the order of the paper: names of the text fields of a program.
TEXTS = (
    "relevance",
    "goal",
    "tasks",
    "technologies",
    "mode",
    "difficulties",
    "expected_results",
    "indicators",
    "monitoring",
)
# S001, 1.3.7: from three months to one year; days, the last one included.
SHORTEST, LONGEST = 89, 366


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, member: Membership) -> "ProgramQuerySet":
        """Programs of the pairs the member sees."""
        return self.filter(pair__in=Pair.objects.visible_to(member))


@pghistory.track()
class Program(models.Model):
    """A personalized program of a pair; S001, 1.3.7 expects 3 months to 1 year.

    `approved_content` is what was approved: changes since then are told against it.
    """

    class Kind(models.TextChoices):
        PROGRAM = "program", "персонализированная программа"
        DEVELOPMENT = "development", "индивидуальный план развития, три части"

    class State(models.TextChoices):
        DRAFT = "draft", "составляется"
        APPROVED = "approved", "утверждена"
        RUNNING = "running", "выполняется"
        COMPLETED = "completed", "завершена"

    personal_fields = frozenset({"difficulties", "approved_content"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="programs")
    pair = models.OneToOneField(Pair, models.PROTECT, related_name="program")
    kind = models.CharField("вид", max_length=11, choices=Kind, default=Kind.PROGRAM)
    state = models.CharField("состояние", max_length=9, choices=State, default=State.DRAFT)
    relevance = models.TextField("актуальность", blank=True, max_length=3000)
    goal = models.TextField("цель")
    tasks = models.TextField(
        "задачи", blank=True, max_length=3000, help_text="Каждая с новой строки."
    )
    technologies = models.TextField("технологии наставничества", blank=True, max_length=1000)
    mode = models.TextField("режим работы", blank=True, max_length=1000)
    difficulties = models.TextField(
        "итог диагностики", blank=True, help_text="Что показала диагностика: над чем работает пара."
    )
    expected_results = models.TextField(
        "ожидаемые результаты",
        blank=True,
        help_text="По каким признакам будет видно, что цель достигнута.",
    )
    indicators = models.TextField(
        "показатели результата",
        blank=True,
        max_length=3000,
        help_text="Что и сколько: каждый показатель с новой строки.",
    )
    monitoring = models.TextField("мониторинг и форма отчёта", blank=True, max_length=2000)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по")
    template = models.ForeignKey(
        ProgramTemplate, models.PROTECT, null=True, blank=True, related_name="programs"
    )
    approved_on = models.DateField("утверждена с", null=True, blank=True)
    approved_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approval_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_content: Any = models.JSONField("утверждённый текст", null=True, blank=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = "персонализированная программа"
        verbose_name_plural = "персонализированные программы"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="program_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="program_approved_with_everything",
                condition=Q(
                    state="draft",
                    approved_on=None,
                    approved_by=None,
                    approval_document=None,
                    approved_content=None,
                )
                | Q(
                    ~Q(state="draft"),
                    approved_on__isnull=False,
                    approved_by__isnull=False,
                    approved_content__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Программа: {self.pair}"

    def get_absolute_url(self) -> str:
        return reverse("programs:program_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def lasts_on(self, day: date | None) -> bool:
        """Whether a day of the plan is inside the program; one not set yet is."""
        return day is None or self.starts_on <= day <= self.ends_on

    @property
    def length_warning(self) -> str:
        """Words when the period is outside 3–12 months; a warning, never a refusal."""
        days = (self.ends_on - self.starts_on).days + 1
        if days < SHORTEST:
            return "Программа короче 3 месяцев: Положение предполагает срок от 3 месяцев до 1 года."
        if days > LONGEST:
            return "Программа длиннее 1 года: Положение предполагает срок от 3 месяцев до 1 года."
        return ""


@pghistory.track()
class Difficulty(models.Model):
    """What the diagnosis found, and the goal that answers it."""

    personal_fields = frozenset({"title"})

    program = models.ForeignKey(Program, models.CASCADE, related_name="found_difficulties")
    # The key of the template's line it came from: how the two are compared.
    origin = models.CharField(max_length=20, blank=True, default="")
    title = models.CharField("затруднение", max_length=300)
    goal = models.CharField("цель работы с ним", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "затруднение"
        verbose_name_plural = "затруднения"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Activity(models.Model):
    """One line of a program: what is planned, by when, what came of it, the mentor's mark."""

    class Part(models.TextChoices):
        """The three parts of «Индивидуальный план развития под руководством наставника» (D2)."""

        ANALYSIS = "analysis", "анализ профессиональных трудностей и способы их преодоления"
        ENTERING = "entering", "вхождение в должность"
        DIRECTIONS = "directions", "направления профессиональной деятельности"

    class Mark(models.TextChoices):
        DONE = "done", "выполнено"
        PARTLY = "partly", "выполнено частично"
        MISSED = "missed", "не выполнено"

    program = models.ForeignKey(Program, models.CASCADE, related_name="activities")
    origin = models.CharField(max_length=20, blank=True, default="")
    part = models.CharField("часть плана", max_length=10, choices=Part, blank=True)
    difficulty = models.ForeignKey(
        Difficulty,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="какое затруднение снимает",
    )
    title = models.CharField("мероприятие, задание", max_length=300)
    due_on = models.DateField("срок", null=True, blank=True)
    planned_result = models.CharField("планируемый результат", max_length=300, blank=True)
    actual_result = models.CharField("фактический результат", max_length=300, blank=True)
    mark = models.CharField("оценка наставника", max_length=6, choices=Mark, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "мероприятие программы"
        verbose_name_plural = "мероприятия программы"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class ProgramMove(models.Model):
    """One history row per move of a program, and per correction of an approved one."""

    personal_fields = frozenset({"changes"})

    program = models.ForeignKey(Program, models.CASCADE, related_name="moves")
    action = models.CharField("действие", max_length=20)
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    # From when a correction holds: the day of the agreement with the pair, not of the typing.
    dated_on = models.DateField("действует с")
    comment = models.CharField("причина", max_length=300, blank=True)
    # What a correction changed: {"kind", "place", "before", "after"} of each difference.
    changes: Any = models.JSONField("изменения", default=list, blank=True)

    class Meta:
        verbose_name = "ход программы"
        verbose_name_plural = "ходы программы"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.program_id}: {self.action}"
