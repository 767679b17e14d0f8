"""Tables that people make of figures, kept by name."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import at_or_above


class FigureTableQuerySet(models.QuerySet["FigureTable"]):
    def shared_with(self, member: Membership) -> "FigureTableQuerySet":
        """Those of the member's organization, and what organizations above it gave to all."""
        own = Q(organization=member.organization_id)
        above = at_or_above(member, field="organization") & Q(is_shared=True)
        return self.filter(own | above)

    def owned_by(self, member: Membership) -> "FigureTableQuerySet":
        return self.filter(organization=member.organization_id)

    def in_use(self) -> "FigureTableQuerySet":
        return self.filter(archived_on=None)


@pghistory.track()
class FigureTable(models.Model):
    """A choice of figures, cut and years: what is asked, never the numbers.

    `query` is the address of the page that shows it, checked when it is saved; whoever opens it
    sees the numbers of their own organization.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="figure_tables")
    title = models.CharField("название", max_length=200)
    query = models.TextField("что выбрано", max_length=2000)
    is_shared = models.BooleanField("видна организациям ниже", default=False)
    created_at = models.DateTimeField("сохранена", auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    archived_on = models.DateField("убрана", null=True, blank=True)

    objects = FigureTableQuerySet.as_manager()

    class Meta:
        verbose_name = "таблица из показателей"
        verbose_name_plural = "таблицы из показателей"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="figuretable_title_once",
                fields=["organization", "title"],
                condition=Q(archived_on=None),
                violation_error_message="Таблица с таким названием уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('monitoring:table_build')}?{self.query}"
