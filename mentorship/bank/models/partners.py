import pghistory
from django.db import models

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


@pghistory.track()
class Partner(models.Model):
    """An enterprise or another organization that gives mentors by an agreement (S004, этап 4)."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="partners")
    name = models.CharField("наименование", max_length=300)
    inn = models.CharField("ИНН", max_length=12, blank=True)
    agreement_number = models.CharField("номер договора", max_length=60, blank=True)
    agreed_on = models.DateField("дата договора", null=True, blank=True)
    valid_until = models.DateField("действует до", null=True, blank=True)
    contacts = models.CharField("контакты", max_length=300, blank=True)

    class QuerySet(models.QuerySet["Partner"]):
        def visible_to(self, member: Membership) -> "Partner.QuerySet":
            return self.filter(people_within(member, field="institution"))

    objects = QuerySet.as_manager()

    class Meta:
        verbose_name = "партнёр"
        verbose_name_plural = "партнёры"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
