from datetime import date

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from mentorship.bank.models.consents import Consent
from mentorship.bank.models.entries import MentorEntry
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import NOTHING, people_within


class MentorOfferQuerySet(models.QuerySet["MentorOffer"]):
    def visible_to(self, member: Membership) -> "MentorOfferQuerySet":
        """Offers the member's institution made."""
        return self.filter(people_within(member, field="institution"))

    def made(self) -> "MentorOfferQuerySet":
        """Not taken back."""
        return self.filter(ended_on=None)

    def open_on(self, day: date) -> "MentorOfferQuerySet":
        """Offers that hold on the day: made, the mentor admitted, both consents in force.

        The consents are asked each time: with a withdrawal the offer is gone at once.
        """
        in_force = Consent.objects.in_force_on(day).filter(person=OuterRef("entry__person"))
        return self.made().filter(
            Q(entry__left_on=None) | Q(entry__left_on__gte=day),
            Exists(in_force.filter(purpose=Consent.Purpose.PROCESSING)),
            Exists(in_force.filter(purpose=Consent.Purpose.TRANSFER)),
            entry__stage=MentorEntry.Stage.ADMITTED,
        )

    def offered_to(self, member: Membership, day: date) -> "MentorOfferQuerySet":
        """Open offers of the other institutions of the member's municipality (S001, 3.2)."""
        organization = member.organization
        if not organization.is_institution:
            return self.filter(NOTHING)
        neighbors = self.filter(institution__parent=organization.parent_id)
        return neighbors.exclude(institution=organization.pk).open_on(day)


@pghistory.track()
class MentorOffer(models.Model):
    """A mentor whom an institution offers to the other institutions of its municipality (B8).

    They see name, position, school, topics and free places, and nothing else.
    """

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="mentor_offers")
    entry = models.ForeignKey(MentorEntry, models.PROTECT, related_name="offers")
    places = models.PositiveSmallIntegerField("сколько мест предлагается", default=1)
    offered_on = models.DateField("предложен")
    ended_on = models.DateField("снято", null=True, blank=True)

    objects = MentorOfferQuerySet.as_manager()

    class Meta:
        verbose_name = "предложение наставника"
        verbose_name_plural = "предложения наставников"
        ordering = ["-offered_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="mentoroffer_one_open", fields=["entry"], condition=Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="mentoroffer_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("offered_on")),
            ),
            models.CheckConstraint(
                name="mentoroffer_places_sane", condition=Q(places__gte=1, places__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.offered_on:%d.%m.%Y}"
