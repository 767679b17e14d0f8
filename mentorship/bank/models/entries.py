from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from mentorship.bank.models.consents import Consent
from mentorship.bank.models.mentoring_forms import MentoringForm
from mentorship.bank.models.people import Person
from mentorship.bank.models.topics import Topic
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import people_within


class EntryQuerySet(models.QuerySet[Any]):
    """Entries of either bank."""

    def visible_to(self, member: Membership) -> "EntryQuerySet":
        return self.filter(people_within(member, field="institution"))

    def of_year(self, year: SchoolYear) -> "EntryQuerySet":
        """Entries that stood in the bank on at least one day of the school year."""
        return self.filter(
            Q(left_on=None) | Q(left_on__gte=year.starts_on), entered_on__lte=year.ends_on
        )

    def by_names(self) -> "EntryQuerySet":
        """The same rows, cut into pages by the index of people by name.

        An entry and its person are of one institution: saying so lets the database walk the index
        instead of sorting everybody. A count needs no people: it is asked of the rows before this.
        """
        return self.filter(person__institution=F("institution"))

    def with_consent_on(self, day: date) -> "EntryQuerySet":
        return self.filter(Exists(Consent.objects.for_processing(OuterRef("person"), day)))

    def without_consent_on(self, day: date) -> "EntryQuerySet":
        return self.exclude(Exists(Consent.objects.for_processing(OuterRef("person"), day)))

    def open_on(self, day: date) -> "EntryQuerySet":
        """Entries that stand in the bank on the day."""
        return self.filter(Q(left_on=None) | Q(left_on__gte=day), entered_on__lte=day)

    def unconfirmed_since(self, day: date) -> "EntryQuerySet":
        """Entries nobody has looked at after the day: neither entered nor confirmed since."""
        return self.filter(Q(confirmed_on=None) | Q(confirmed_on__lte=day), entered_on__lte=day)


class MentorEntryQuerySet(EntryQuerySet):
    def not_declined(self) -> "MentorEntryQuerySet":
        """Mentors whose selection goes on or was passed: nobody else may be given a mentee."""
        return self.exclude(stage=MentorEntry.Stage.DECLINED)


class Entry(models.Model):
    """What both banks share: the official columns of `domain.md` C."""

    # Each bank has its own `person`, with its own name for the way back.
    person: Any
    institution = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    interests = models.TextField("интересы", blank=True)
    entered_on = models.DateField("дата вхождения в программу")
    left_on = models.DateField("дата завершения программы", null=True, blank=True)
    outcome = models.TextField("результаты программы", blank=True)
    case_link = models.URLField("ссылка на кейс или отзыв", max_length=500, blank=True)
    # The yearly refresh (S001, 4.6.2): who said last that the entry still holds, and when.
    confirmed_on = models.DateField("сведения подтверждены", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Membership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="кто подтвердил",
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.person.full_name


@pghistory.track()
class MentorEntry(Entry):
    """A mentor in the bank of an institution."""

    class Stage(models.TextChoices):
        APPLIED = "applied", "подал заявку"
        INTERVIEWED = "interviewed", "прошёл собеседование"
        TRAINED = "trained", "прошёл обучение"
        ADMITTED = "admitted", "допущен приказом"
        DECLINED = "declined", "не прошёл отбор"

    personal_fields = frozenset(
        {"competences", "achievements", "interests", "outcome", "case_link"}
    )

    person = models.ForeignKey(Person, models.PROTECT, related_name="mentor_entries")
    forms = models.ManyToManyField(
        MentoringForm, related_name="+", blank=True, verbose_name="формы наставничества"
    )
    topics = models.ManyToManyField(
        Topic,
        through="bank.MentorTopic",
        related_name="mentor_entries",
        blank=True,
        verbose_name="темы",
    )
    competences = models.TextField("основные компетенции", blank=True)
    achievements = models.TextField("важные для программы достижения", blank=True)
    desired_age = models.CharField("желаемый возраст наставляемых", max_length=100, blank=True)
    time_resource = models.CharField("ресурс времени", max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField("сколько наставляемых может вести", default=1)
    stage = models.CharField("этап отбора", max_length=12, choices=Stage, default=Stage.APPLIED)

    objects = MentorEntryQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "наставник"
        verbose_name_plural = "наставники"
        ordering = ["person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="mentorentry_one_open", fields=["person"], condition=Q(left_on=None)
            ),
            models.CheckConstraint(
                name="mentorentry_leaves_after_entering",
                condition=Q(left_on=None) | Q(left_on__gte=F("entered_on")),
            ),
            models.CheckConstraint(
                name="mentorentry_capacity_sane", condition=Q(capacity__gte=1, capacity__lte=100)
            ),
            models.CheckConstraint(
                name="mentorentry_confirmed_by_somebody",
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
            ),
        ]


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class MentorForm(MentorEntry.forms.through):  # type: ignore[name-defined, misc]
    """A form a mentor is ready for, so that the change log knows of it."""

    class Meta:
        proxy = True
        verbose_name = "форма наставничества наставника"
        verbose_name_plural = "формы наставничества наставников"

    def __str__(self) -> str:
        return f"{self.mentorentry_id}: {self.mentoringform_id}"


@pghistory.track()
class MenteeEntry(Entry):
    """A mentee in the bank of an institution."""

    personal_fields = frozenset({"request", "interests", "outcome", "case_link"})

    person = models.ForeignKey(Person, models.PROTECT, related_name="mentee_entries")
    form = models.ForeignKey(
        MentoringForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="форма наставничества",
    )
    topics = models.ManyToManyField(
        Topic,
        through="bank.MenteeTopic",
        related_name="mentee_entries",
        blank=True,
        verbose_name="темы",
    )
    request = models.TextField("основной запрос", blank=True)
    completion_mark = models.CharField(
        "отметка о прохождении программы", max_length=200, blank=True
    )

    class Meta:
        verbose_name = "наставляемый"
        verbose_name_plural = "наставляемые"
        ordering = ["person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="menteeentry_one_open", fields=["person"], condition=Q(left_on=None)
            ),
            models.CheckConstraint(
                name="menteeentry_leaves_after_entering",
                condition=Q(left_on=None) | Q(left_on__gte=F("entered_on")),
            ),
            models.CheckConstraint(
                name="menteeentry_confirmed_by_somebody",
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
            ),
        ]
