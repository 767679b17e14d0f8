from typing import Any

from django.db import models

from mentorship.bank.models import MentoringForm


class MentoringKind(models.Model):
    """How a pair works whatever its form (вид, S001 2.3.2–2.3.8): reference data, an open list."""

    GROUP = "group"

    code = models.SlugField("код", unique=True)
    title = models.CharField("вид", max_length=100)
    hint = models.CharField("пояснение", max_length=300, blank=True)
    source = models.CharField("источник", max_length=200)
    checked_on = models.DateField("дата проверки")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "вид наставничества"
        verbose_name_plural = "виды наставничества"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class RoleVariant(models.Model):
    """Who the two sides are to each other inside a form (domain B3): «лидер – пассивный».

    None speaks of health: «ребёнок с ОВЗ» would make the pair a special category (152-ФЗ, ст. 10).
    """

    code = models.SlugField("код", unique=True)
    form = models.ForeignKey(MentoringForm, models.PROTECT, related_name="variants")
    title = models.CharField("ролевая модель", max_length=150)
    source = models.CharField("источник", max_length=200)
    checked_on = models.DateField("дата проверки")
    needs_check = models.BooleanField("формулировку нужно проверить", default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "ролевая модель"
        verbose_name_plural = "ролевые модели"
        ordering = ["form__position", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class EndReasonQuerySet(models.QuerySet["EndReason"]):
    def of(self, action: str) -> "EndReasonQuerySet":
        """Reasons that fit one action: «dissolve», «decline», «substitute» or «remove»."""
        return self.filter(actions__contains=[action])


class EndReason(models.Model):
    """Why a pair ends early, does not come about, or one of its sides changes; an open list."""

    code = models.SlugField("код", unique=True)
    title = models.CharField("причина", max_length=150)
    actions: Any = models.JSONField("к чему подходит", default=list)
    source = models.CharField("источник", max_length=200)
    checked_on = models.DateField("дата проверки")
    position = models.PositiveSmallIntegerField(default=0)

    objects = EndReasonQuerySet.as_manager()

    class Meta:
        verbose_name = "причина"
        verbose_name_plural = "причины"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
