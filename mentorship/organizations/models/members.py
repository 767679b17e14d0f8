"""Who works in an organization, in which role, and from when to when."""

from datetime import date
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from mentorship.organizations.models.tree import Organization
from mentorship.organizations.roles import RIGHTS, Right, Role
from mentorship.organizations.scoping import within

if TYPE_CHECKING:
    from mentorship.accounts.models import User


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active_on(self, day: date) -> "MembershipQuerySet":
        """Memberships in force on the day, of organizations that still exist."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day),
            Q(organization__closed_on=None) | Q(organization__closed_on__gt=day),
            starts_on__lte=day,
        )

    def visible_to(self, member: "Membership") -> "MembershipQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class Membership(models.Model):
    """A role of a person in an organization for a period; deputies act for another membership."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="memberships")
    role = models.CharField("роль", max_length=16, choices=Role)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по", null=True, blank=True)
    acts_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name="замещает",
    )
    institution_types = ArrayField(
        models.CharField(max_length=16, choices=Organization.Type),
        verbose_name="только типы организаций",
        default=list,
        blank=True,
    )
    institutions = models.ManyToManyField(
        Organization, blank=True, related_name="+", verbose_name="только эти организации"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "участие"
        verbose_name_plural = "участия"
        ordering = ["organization__name", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="membership_deputy_has_an_end",
                condition=Q(acts_for=None) | Q(ends_on__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="role_fits_level",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("role", "organization_id"),
                func="""
                    IF (SELECT level FROM organizations_organization WHERE id = NEW.organization_id)
                       <> (CASE NEW.role WHEN 'coordinator' THEN 'region'
                           WHEN 'methodist' THEN 'municipality' ELSE 'institution' END) THEN
                        RAISE EXCEPTION 'role % does not fit the level', NEW.role
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organization.short_name}"

    def may(self, right: Right | str) -> bool:
        """Whether the role carries the right; the register is `organizations/roles.py`."""
        return self.role in RIGHTS[Right(right)]


def member_of(user: "User", day: date) -> MembershipQuerySet:
    """Memberships among which the user may switch today, with their organizations."""
    return (
        Membership.objects.filter(user=user)
        .active_on(day)
        .select_related("organization__parent__parent", "user")
        .prefetch_related("institutions")
        .order_by("starts_on", "pk")
    )
