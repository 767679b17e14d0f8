"""Those left without a pair: what is done for them meanwhile, and what comes next (S003, 5.3)."""

import pghistory
from django.db import models
from django.db.models import Q

from mentorship.bank.models import MenteeEntry
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


class WaitingStepQuerySet(models.QuerySet["WaitingStep"]):
    def visible_to(self, member: Membership) -> "WaitingStepQuerySet":
        return self.filter(people_within(member, field="institution"))

    def planned(self) -> "WaitingStepQuerySet":
        """Next actions that nobody has marked done."""
        return self.filter(done_on=None)

    def given(self) -> "WaitingStepQuerySet":
        """Support that was given."""
        return self.filter(done_on__isnull=False)


@pghistory.track()
class WaitingStep(models.Model):
    """A step for a mentee who waits for a mentor: planned for a day, or given on a day.

    A planned step that was done is the same row with the day it was done on, so nothing is
    written twice. A mentee has one next action of a year at a time: a list of plans is no plan.
    """

    class Kind(models.TextChoices):
        TALK = "talk", "беседа с куратором"
        PSYCHOLOGIST = "psychologist", "встреча с педагогом-психологом"
        TEACHER = "teacher", "помощь учителя по предмету"
        GROUP = "group", "групповое занятие"
        EVENT = "event", "мероприятие"
        SEARCH = "search", "поиск наставника"
        FAMILY = "family", "разговор с родителями"
        OTHER = "other", "другое"

    personal_fields = frozenset({"note"})
    # Notes are for whoever supports the mentee, not for everybody who may open the story of a card.
    is_confidential = True

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="waiting_steps")
    entry = models.ForeignKey(MenteeEntry, models.PROTECT, related_name="waiting_steps")
    school_year = models.PositiveSmallIntegerField("учебный год")
    kind = models.CharField("что делается", max_length=12, choices=Kind)
    given_by = models.CharField("кто проводит", max_length=200, blank=True)
    note = models.CharField("примечание", max_length=300, blank=True)
    due_on = models.DateField("срок", null=True, blank=True)
    done_on = models.DateField("сделано", null=True, blank=True)
    recorded_at = models.DateTimeField("записано", auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = WaitingStepQuerySet.as_manager()

    class Meta:
        verbose_name = "шаг поддержки ожидающего"
        verbose_name_plural = "шаги поддержки ожидающих"
        ordering = ["-done_on", "-pk"]
        indexes = [models.Index("entry", "school_year", name="waitingstep_of_entry")]
        constraints = [
            models.CheckConstraint(
                name="waitingstep_has_a_day",
                condition=Q(due_on__isnull=False) | Q(done_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="waitingstep_one_next_action",
                fields=["entry", "school_year"],
                condition=Q(done_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.kind}"
