"""Who is invited to which role, and what became of it."""

from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from mentorship.accounts.models import TokenLink, User
from mentorship.organizations.models.members import Membership
from mentorship.organizations.models.tree import Organization
from mentorship.organizations.roles import OFFICIALS, Role
from mentorship.organizations.scoping import within


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, member: Membership) -> "InvitationQuerySet":
        """Those of one's own organization, and below it invitations of officials only."""
        own = Q(organization=member.organization_id)
        return self.filter(within(member, field="organization")).filter(own | Q(role__in=OFFICIALS))

    def handed_over_by(self, user: User, day: date) -> "InvitationQuerySet":
        """Accepted invitations that ended a role of the user, by the day, the newest first."""
        ended = self.filter(replaces__user=user, replaces__ends_on__lt=day, accepted__isnull=False)
        return ended.select_related("replaces__organization", "accepted__user").order_by("-pk")

    def waiting(self) -> "InvitationQuerySet":
        """Those whose link opens something now."""
        return self.filter(
            link__used_at=None, link__revoked_at=None, link__expires_at__gt=timezone.now()
        )


# Whom and at which address is in the row itself while it lives; the log keeps numbers only.
@pghistory.track(exclude=["email", "full_name"])
class Invitation(models.Model):
    """A role offered by a one-time link: the account and the membership begin when it is taken."""

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт"
        ACCEPTED = "accepted", "принято"
        EXPIRED = "expired", "истекло"
        REVOKED = "revoked", "отозвано"

    personal_fields = frozenset({"email", "full_name"})

    link = models.OneToOneField(TokenLink, models.PROTECT, related_name="invitation")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="invitations")
    role = models.CharField("роль", max_length=16, choices=Role)
    email = models.EmailField("электронная почта")
    full_name = models.CharField("фамилия, имя, отчество", max_length=200)
    starts_on = models.DateField("роль действует с", null=True, blank=True)
    ends_on = models.DateField("роль действует по", null=True, blank=True)
    acts_for = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="замещает"
    )
    replaces = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="сменяет"
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
    # A card of an upper room that becomes the account's own (`cards.py`): the mentor's in the bank.
    card = models.PositiveBigIntegerField("карточка", null=True, blank=True)
    invited_by = models.ForeignKey(
        Membership, models.PROTECT, related_name="+", verbose_name="пригласил"
    )
    accepted = models.OneToOneField(
        Membership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitation",
        verbose_name="принятая роль",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_ends_after_start",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="invitation_deputy_has_an_end",
                condition=Q(acts_for=None) | Q(ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_of_deputy_or_successor",
                condition=Q(acts_for=None) | Q(replaces=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organization.short_name}"

    @property
    def state(self) -> "Invitation.State":
        if self.link.used_at:
            return self.State.ACCEPTED
        if self.link.revoked_at:
            return self.State.REVOKED
        return self.State.WAITING if self.link.is_open else self.State.EXPIRED

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED
