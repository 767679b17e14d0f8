import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization
from mentorship.pairs.models import Pair


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, member: Membership) -> "ProgramQuerySet":
        """Programs of the pairs the member sees."""
        return self.filter(pair__in=Pair.objects.visible_to(member))


@pghistory.track()
class Program(models.Model):
    """A personalized program of a pair; S001, 1.3.7 expects 3 months to 1 year."""

    personal_fields = frozenset({"difficulties"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="programs")
    pair = models.OneToOneField(Pair, models.PROTECT, related_name="program")
    goal = models.TextField("цель")
    difficulties = models.TextField("выявленные затруднения", blank=True)
    expected_results = models.TextField("ожидаемые результаты", blank=True)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по")

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = "персонализированная программа"
        verbose_name_plural = "персонализированные программы"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="program_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"Программа: {self.pair}"

    def get_absolute_url(self) -> str:
        return reverse("programs:program_detail", args=[self.pk])

    @property
    def length_warning(self) -> str:
        """Words when the period is outside 3–12 months; a warning, never a refusal."""
        days = (self.ends_on - self.starts_on).days + 1
        if days < 89:
            return "Программа короче 3 месяцев: Положение предполагает срок от 3 месяцев до 1 года."
        if days > 366:
            return "Программа длиннее 1 года: Положение предполагает срок от 3 месяцев до 1 года."
        return ""


@pghistory.track()
class Activity(models.Model):
    """One line of a program: what is planned, by when, what came of it."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="activities")
    title = models.CharField("мероприятие, задание", max_length=300)
    due_on = models.DateField("срок", null=True, blank=True)
    planned_result = models.CharField("планируемый результат", max_length=300, blank=True)
    actual_result = models.CharField("фактический результат", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "мероприятие программы"
        verbose_name_plural = "мероприятия программы"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
