import pghistory
from django.db import models

from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models.pairs import Pair


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, member: Membership) -> "MeetingQuerySet":
        return self.filter(pair__in=Pair.objects.visible_to(member))

    def of_year(self, year: SchoolYear) -> "MeetingQuerySet":
        """Meetings of the pairs of a school year."""
        return self.filter(pair__school_year=year.first)


@pghistory.track()
class Meeting(models.Model):
    """A meeting of a pair: stage of the five, main direction of the eleven (domain D3, D4)."""

    class Stage(models.TextChoices):
        FIRST = "first", "встреча-знакомство"
        TRIAL = "trial", "пробная рабочая встреча"
        PLANNING = "planning", "встреча-планирование"
        REGULAR = "regular", "регулярная встреча"
        FINAL = "final", "заключительная встреча"

    class Direction(models.TextChoices):
        POTENTIAL = "potential", "раскрытие потенциала наставляемого"
        ADOLESCENCE = "adolescence", "преодоление подросткового кризиса, самоидентификация"
        NEW_CLASS = "new_class", "адаптация обучающегося в новом учебном коллективе"
        MOTIVATION = "motivation", "повышение мотивации к учёбе и образовательных результатов"
        TRAJECTORY = "trajectory", "осознанный выбор образовательной траектории"
        VALUES = "values", "формирование ценностей и активной гражданской позиции"
        SOFT_SKILLS = "soft_skills", "развитие гибких навыков, лидерских качеств, метакомпетенций"
        ENTERPRISE = "enterprise", "формирование предпринимательского потенциала"
        PROFESSION = "profession", "осознанный выбор профессии"
        NEW_STAFF = "new_staff", "адаптация педагога в новом педагогическом коллективе"
        YOUNG_TEACHER = "young_teacher", "плавный «вход» молодого педагога в профессию"

    personal_fields = frozenset({"summary"})

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="meetings")
    stage = models.CharField("этап", max_length=10, choices=Stage, default=Stage.REGULAR)
    held_on = models.DateField("дата встречи")
    minutes = models.PositiveSmallIntegerField("минут", default=45)
    direction = models.CharField("направление", max_length=16, choices=Direction)
    summary = models.TextField("итог встречи", blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "встреча"
        verbose_name_plural = "встречи"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["pair", "-held_on"], name="meeting_of_pair")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.held_on:%d.%m.%Y}"
