"""Who works in an organization, in which role, and from when to when."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from mentorship.organizations.models.tree import Organization
from mentorship.organizations.roles import OFFICIALS, RIGHTS, Right, Role
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

    def not_over(self, day: date) -> "MembershipQuerySet":
        """Those that have not ended by the day: in force, or beginning later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def visible_to(self, member: "Membership") -> "MembershipQuerySet":
        """Roles of the member's branch: to count, not to name (see `named_to`)."""
        return self.filter(within(member, field="organization"))

    def named_to(self, member: "Membership") -> "MembershipQuerySet":
        """Roles whose holders the member may see by name.

        Everybody of their own organization, and below it the officials who answer for it: a
        methodist knows the curators of the schools, and no council, psychologist or mentor.
        """
        own = Q(organization=member.organization_id)
        return self.visible_to(member).filter(own | Q(role__in=OFFICIALS))


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

    # Who ended the role, and when; `was_to_end_on` is what a mistaken ending goes back to.
    ended_at = models.DateTimeField("завершено", null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    was_to_end_on = models.DateField("прежний срок", null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "участие"
        verbose_name_plural = "участия"
        ordering = ["organization__name", "role", "pk"]
        constraints = [
            # A role taken back on its first day ends the day before: an empty period.
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on") - timedelta(days=1)),
            ),
            models.CheckConstraint(
                name="membership_ended_at_with_ended_by",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ends_on__isnull=False),
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

    @property
    def limit_types(self) -> list[str]:
        """Types of institutions the role is narrowed to, in words."""
        return [Organization.Type(code).label for code in self.institution_types]

    def is_in_force(self, day: date) -> bool:
        return self.starts_on <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on < day

    def may(self, right: Right | str) -> bool:
        """Whether the role carries the right; the register is `organizations/roles.py`."""
        return self.role in RIGHTS[Right(right)]


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class MembershipLimit(Membership.institutions.through):  # type: ignore[name-defined, misc]
    """An institution that a methodist is narrowed to, so that the change log knows of it."""

    class Meta:
        proxy = True
        verbose_name = "закреплённая организация"
        verbose_name_plural = "закреплённые организации"

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.organization_id}"


def member_of(user: "User", day: date) -> MembershipQuerySet:
    """Memberships among which the user may switch today, with their organizations."""
    return (
        Membership.objects.filter(user=user)
        .active_on(day)
        .select_related("organization__parent__parent", "user")
        .prefetch_related("institutions")
        .order_by("starts_on", "pk")
    )
