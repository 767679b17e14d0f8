from typing import Any

from django.db import models


class MentoringForm(models.Model):
    """A form of mentoring («ученик – ученик»): reference data with its source, an open list."""

    class Regime(models.TextChoices):
        PUPILS = "pupils", "целевая модель наставничества обучающихся (Р-145)"
        TEACHERS = "teachers", "система наставничества педагогов (АЗ-1128/08)"

    code = models.SlugField("код", unique=True)
    title = models.CharField("форма", max_length=100)
    regime = models.CharField("режим", max_length=10, choices=Regime)
    mentor_categories: Any = models.JSONField("категории наставника", default=list)
    mentee_categories: Any = models.JSONField("категории наставляемого", default=list)
    source = models.CharField("источник", max_length=200)
    checked_on = models.DateField("дата проверки")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "форма наставничества"
        verbose_name_plural = "формы наставничества"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
