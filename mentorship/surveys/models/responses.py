from typing import Any

import pghistory
from django.db import models

from mentorship.bank.models import Person
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within
from mentorship.surveys.models.questionnaires import Questionnaire


class ResponseQuerySet(models.QuerySet["Response"]):
    def visible_to(self, member: Membership) -> "ResponseQuerySet":
        return self.filter(people_within(member, field="institution"))


@pghistory.track()
class Response(models.Model):
    """Answers of one person to one questionnaire in one school year."""

    personal_fields = frozenset({"answers"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="responses")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="responses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="responses")
    school_year = models.PositiveSmallIntegerField("учебный год")
    answered_on = models.DateField("дата ответа")
    answers: Any = models.JSONField("ответы")
    # Follows from the answers and the questionnaire's threshold; stored for counting. None: the
    # answer is none of those that count satisfaction.
    is_satisfied = models.BooleanField("удовлетворён участием", null=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = "ответ на анкету"
        verbose_name_plural = "ответы на анкеты"
        ordering = ["-answered_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="response_once_a_year", fields=["questionnaire", "person", "school_year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire}, {self.answered_on:%d.%m.%Y}"
