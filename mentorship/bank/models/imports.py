from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from mentorship.bank.models.people import Person
from mentorship.jobs.models import Job
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


class ImportRun(models.Model):
    """One upload of a bank sheet, led through the steps of the wizard; written once, at the end.

    All of its state stands here, so that a reload or another browser goes on where it stopped.
    """

    class Bank(models.TextChoices):
        MENTORS = "mentors", "база наставников"
        MENTEES = "mentees", "база наставляемых"

    class State(models.TextChoices):
        READING = "reading", "файл читается"
        FAILED = "failed", "файл не принят"
        MAPPING = "mapping", "выбор столбцов"
        CHECKING = "checking", "строки проверяются"
        PREVIEWED = "previewed", "ждёт подтверждения"
        CONFIRMED = "confirmed", "загружено"
        UNDONE = "undone", "загрузка отменена"
        ABANDONED = "abandoned", "не закончено"

    OPEN = frozenset({State.READING, State.FAILED, State.MAPPING, State.CHECKING, State.PREVIEWED})
    # In these the tables of the file are known: the columns may be looked at and chosen again.
    READ = frozenset({State.MAPPING, State.CHECKING, State.PREVIEWED})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="import_runs")
    # Empty until the columns or a person tell it.
    bank = models.CharField("банк", max_length=8, choices=Bank, blank=True)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.READING)
    # Empty for a table pasted into the page.
    file_name = models.CharField("файл", max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64)
    school_year = models.PositiveSmallIntegerField("учебный год")
    # What the file seems to hold: `TableProposal` one by one, the likeliest first.
    tables: Any = models.JSONField(default=list)
    # What was chosen of it: {"sheet": 0, "header": {…}, "mapping": {"0": "name", …}}.
    layout: Any = models.JSONField(default=dict)
    counts: Any = models.JSONField(default=dict)
    # Messages by their kind: [{column, text, is_error, count}]; rows name them by number.
    groups: Any = models.JSONField(default=list)
    notes: Any = models.JSONField(default=list)
    # Only then good rows go in without the refused ones (F14).
    is_partial = models.BooleanField("загрузить только годные строки", default=False)
    error = models.TextField("почему не принято", blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    personal_fields = frozenset({"tables", "groups"})

    class QuerySet(models.QuerySet["ImportRun"]):
        def visible_to(self, member: Membership) -> "ImportRun.QuerySet":
            return self.filter(people_within(member, field="institution"))

        def unfinished(self) -> "ImportRun.QuerySet":
            return self.filter(state__in=ImportRun.OPEN)

    objects = QuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка"
        verbose_name_plural = "загрузки"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name or "вставленная таблица"

    def get_absolute_url(self) -> str:
        """The step where the run stands."""
        name = {
            self.State.FAILED: "file",
            self.State.MAPPING: "columns" if self.layout else "file",
            self.State.PREVIEWED: "check",
        }.get(self.State(self.state), "detail")
        return reverse(f"bank:import_{name}", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def title(self) -> str:
        return self.file_name or "Вставленная таблица"

    @property
    def loadable(self) -> int:
        """Rows that would change something."""
        return sum(self.counts.get(name, 0) for name in ("created", "updated"))

    @property
    def is_ready(self) -> bool:
        """Nothing refused, or somebody said that the good rows go in alone."""
        return self.is_partial or not self.counts.get("refused")

    @property
    def is_busy(self) -> bool:
        """A job is at work on it: nobody else changes anything meanwhile."""
        return self.job is not None and self.job.is_open


class ImportSource(models.Model):
    """What was uploaded, until the run is over: bytes until they are read, then tables of cells.

    Columns of special data are empty in the tables; the whole row dies with the run's last step.
    """

    run = models.OneToOneField(
        ImportRun, models.CASCADE, primary_key=True, related_name="source", verbose_name="загрузка"
    )
    content = models.BinaryField("файл", null=True)
    pasted = models.TextField("вставленный текст", blank=True)
    # Packed JSON: a long table is small so, and any sign of a cell may stand in it.
    workbook = models.BinaryField("таблицы", null=True)

    personal_fields = frozenset({"content", "pasted", "workbook"})

    class Meta:
        verbose_name = "содержимое загрузки"
        verbose_name_plural = "содержимое загрузок"

    def __str__(self) -> str:
        return str(self.run_id)


class ImportRow(models.Model):
    """A row of the file and what becomes of it."""

    class Outcome(models.TextChoices):
        CREATED = "created", "новая запись"
        UPDATED = "updated", "изменится"
        UNCHANGED = "unchanged", "без изменений"
        ASKED = "asked", "нужен ответ"
        SKIPPED = "skipped", "повтор другой строки"
        REFUSED = "refused", "не загрузится"

    TAKEN = frozenset({Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED})
    LEFT_OUT = frozenset({Outcome.REFUSED, Outcome.ASKED})

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("строка")
    outcome = models.CharField("что будет", max_length=9, choices=Outcome)
    # Cleared when the row is written: the bank has them then.
    values: Any = models.JSONField(default=dict)
    messages: Any = models.JSONField(default=list)
    kinds = ArrayField(models.PositiveSmallIntegerField(), default=list)
    # Cells of the file as they were, of rows that stay out, for the file of refused rows.
    cells: Any = models.JSONField(null=True)
    # Whom the row may speak of: [{"person": pk} or {"row": number}, with "why"].
    candidates: Any = models.JSONField(default=list)
    answer = models.CharField("ответ", max_length=24, blank=True)
    takes_spelling = models.BooleanField("взять из файла ФИО и дату рождения", default=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # What the row wrote, with the values before it: by this the import is undone.
    effect: Any = models.JSONField(default=dict)

    personal_fields = frozenset({"values", "messages", "cells", "effect"})

    class Meta:
        verbose_name = "строка загрузки"
        verbose_name_plural = "строки загрузки"
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(name="importrow_once", fields=["run", "number"])]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.number}"

    @property
    def name(self) -> str:
        return " ".join(filter(None, self.values.get("name", [])))
