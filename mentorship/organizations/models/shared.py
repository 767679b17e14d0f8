"""What is kept at one level of the tree and flows down to all below it, and its versions."""

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Case, Q, Value, When

from mentorship.organizations.models.members import Membership
from mentorship.organizations.models.tree import Organization
from mentorship.organizations.scoping import at_or_above

Row = TypeVar("Row", bound=models.Model)


class SharedQuerySet(models.QuerySet[Row]):
    """Rows with an `organization`; those without one are built in and everybody's."""

    def shared_with(self, member: Membership) -> Self:
        """Those of the member's organization, of those above it, and the built-in ones."""
        return self.filter(Q(organization=None) | at_or_above(member, field="organization"))

    def owned_by(self, member: Membership) -> Self:
        """Those the member's organization keeps itself; nobody rewrites what is from above."""
        return self.filter(organization=member.organization_id)


class VersionedQuerySet(SharedQuerySet[Row]):
    def published(self) -> Self:
        return self.filter(state=Versioned.State.PUBLISHED)

    def in_use_by(self, member: Membership) -> Self:
        """One row of each code: the own one, else that of the nearest organization above."""
        nearest = Case(
            When(organization=None, then=Value(3)),
            When(organization__level=Organization.Level.REGION, then=Value(2)),
            When(organization__level=Organization.Level.MUNICIPALITY, then=Value(1)),
            default=Value(0),
        )
        chosen = self.shared_with(member).published().order_by("code", nearest)
        return self.filter(pk__in=chosen.distinct("code").values("pk"))


class Versioned(models.Model):
    """A text with a code and versions: at most one draft and one version in use a code."""

    # Each kind keeps these two under names of its own.
    organization_id: int | None
    changed_at: "models.DateTimeField[datetime, datetime]"

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        PUBLISHED = "published", "используется"
        ARCHIVED = "archived", "в архиве"

    code = models.SlugField("код")
    version = models.PositiveSmallIntegerField("редакция", default=1)
    state = models.CharField("состояние", max_length=9, choices=State, default=State.PUBLISHED)
    title = models.CharField("название", max_length=200)
    source = models.CharField("источник", max_length=300)
    checked_on = models.DateField("дата проверки")
    published_at = models.DateTimeField("введено в действие", null=True, blank=True)
    published_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                name="%(class)s_version_once",
                fields=["organization", "code", "version"],
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="%(class)s_one_in_use",
                fields=["organization", "code"],
                condition=Q(state="published"),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="%(class)s_one_draft",
                fields=["organization", "code"],
                condition=Q(state="draft"),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="%(class)s_published_at_with_by",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT
