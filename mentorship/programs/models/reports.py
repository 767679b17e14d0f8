import pghistory
from django.db import models

from mentorship.organizations.models import Membership
from mentorship.programs.models.plans import Program


@pghistory.track()
class MentorReport(models.Model):
    """The mentor's own words at the end of a program; what was done is read from the plan."""

    personal_fields = frozenset({"achieved", "remaining", "proposals"})

    program = models.OneToOneField(Program, models.CASCADE, related_name="report")
    achieved = models.TextField("что достигнуто", max_length=3000)
    remaining = models.TextField("что осталось сделать", max_length=3000, blank=True)
    proposals = models.TextField("выводы и предложения", max_length=3000, blank=True)
    reported_on = models.DateField("дата отчёта")
    saved_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "итоговый отчёт наставника"
        verbose_name_plural = "итоговые отчёты наставников"
        ordering = ["-reported_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.program_id}"
