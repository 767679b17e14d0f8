import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.scoping import NOTHING, people_within


class KnownToCuratorQuerySet(models.QuerySet):
    """Rows nobody but whoever makes the pairs may read: what one side said of the other."""

    def visible_to(self, member: Membership) -> "KnownToCuratorQuerySet":
        if not member.may(Right.PAIRS_EDIT):
            return self.filter(NOTHING)
        return self.filter(people_within(member, field="institution"))


class PreferenceQuerySet(models.QuerySet):
    """The psychologist knows what was said too; nobody else of the staff, nor who is named."""

    def visible_to(self, member: Membership) -> "PreferenceQuerySet":
        if not member.may(Right.PREFERENCES_VIEW):
            return self.filter(NOTHING)
        return self.filter(people_within(member, field="institution"))


@pghistory.track()
class Preference(models.Model):
    """After the group meeting one side wants, or does not want, the other (S002, 17–18).

    `said_by` tells whose word it is; a wish has a rank, the first is the dearest.
    """

    class Kind(models.TextChoices):
        WISH = "wish", "хочет работать вместе"
        AVOID = "avoid", "просит не ставить вместе"

    class Side(models.TextChoices):
        MENTEE = "mentee", "наставляемый"
        MENTOR = "mentor", "наставник"

    class Source(models.TextChoices):
        SURVEY = "survey", "анкета"
        CURATOR = "curator", "со слов, записал куратор"

    # No story of a card tells of it; the answer to a person's own request has their own words.
    is_confidential = True

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="preferences")
    mentor_entry = models.ForeignKey(MentorEntry, models.PROTECT, related_name="preferences")
    mentee_entry = models.ForeignKey(MenteeEntry, models.PROTECT, related_name="preferences")
    said_by = models.CharField("кто сказал", max_length=6, choices=Side)
    kind = models.CharField("пожелание", max_length=5, choices=Kind)
    rank = models.PositiveSmallIntegerField("какое по порядку", default=1)
    source = models.CharField("откуда", max_length=7, choices=Source, default=Source.SURVEY)
    said_on = models.DateField("когда сказано")

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "пожелание о паре"
        verbose_name_plural = "пожелания о парах"
        ordering = ["said_by", "kind", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="preference_once", fields=["mentor_entry", "mentee_entry", "said_by"]
            ),
            models.CheckConstraint(name="preference_rank_from_one", condition=Q(rank__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_entry_id} – {self.mentee_entry_id}: {self.kind}"


@pghistory.track()
class FreeTime(models.Model):
    """When somebody of a bank can meet: days of the week by half a day.

    A slot is the day of the week (0 is Monday) times two, plus one for the time after lessons.
    """

    SLOTS = [
        (day * 2 + half, f"{name}, {part}")
        for day, name in enumerate(
            ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота"]
        )
        for half, part in enumerate(["до обеда", "после обеда"])
    ]

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    mentor_entry = models.OneToOneField(
        MentorEntry, models.PROTECT, null=True, blank=True, related_name="free_time"
    )
    mentee_entry = models.OneToOneField(
        MenteeEntry, models.PROTECT, null=True, blank=True, related_name="free_time"
    )
    slots = ArrayField(
        models.PositiveSmallIntegerField(choices=SLOTS), verbose_name="когда может встречаться"
    )
    said_on = models.DateField("когда сказано")

    objects = KnownToCuratorQuerySet.as_manager()

    class Meta:
        verbose_name = "время для встреч"
        verbose_name_plural = "время для встреч"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="freetime_of_one_entry",
                condition=Q(mentor_entry=None, mentee_entry__isnull=False)
                | Q(mentor_entry__isnull=False, mentee_entry=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.mentor_entry_id or self.mentee_entry_id}: {self.slots}"
