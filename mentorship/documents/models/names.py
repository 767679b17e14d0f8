from django.db import models

from mentorship.organizations.models import Organization


class NameForm(models.Model):
    """A declined name or title corrected by hand: remembered for the organization, wins."""

    personal_fields = frozenset({"nominative", "text"})

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    nominative = models.CharField("именительный", max_length=300)
    case = models.CharField("падеж", max_length=16)
    text = models.CharField("форма", max_length=300)

    class Meta:
        verbose_name = "исправленная форма"
        verbose_name_plural = "исправленные формы"
        constraints = [
            models.UniqueConstraint(
                name="nameform_one_per_case", fields=["organization", "nominative", "case"]
            )
        ]

    def __str__(self) -> str:
        return self.text
