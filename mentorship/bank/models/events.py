from datetime import date

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from mentorship.bank.models.consents import Consent
from mentorship.bank.models.people import Person
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import at_or_above, people_within


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, member: Membership) -> "EventQuerySet":
        """Own events, and those that organizations above hold for everybody below.

        Upwards an institution's events are not seen: their words may name people. What the
        municipality and the region learn of them are the figures.
        """
        above = at_or_above(member, field="organization") & Q(is_shared=True)
        return self.filter(Q(organization=member.organization_id) | above)

    def owned_by(self, member: Membership) -> "EventQuerySet":
        return self.filter(organization=member.organization_id)

    def of_year(self, year: SchoolYear) -> "EventQuerySet":
        return self.filter(starts_on__range=(year.starts_on, year.ends_on))

    def held(self) -> "EventQuerySet":
        return self.filter(state=Event.State.HELD)


@pghistory.track()
class Event(models.Model):
    """Something mentors and mentees take part in, planned and then held (S000 2.3–2.8, 4.1–4.3)."""

    class Kind(models.TextChoices):
        TRAINING = "training", "обучение наставников"
        SEMINAR = "seminar", "семинар"
        PSYCHOLOGY = "psychology", "тренинг психолога"
        GROUP_MEETING = "group_meeting", "групповая встреча"
        OPEN_DAY = "open_day", "день открытых дверей, открытое мероприятие"
        CONTEST = "contest", "конкурс"
        AWARD = "award", "номинация, награждение"
        PUBLICATION = "publication", "публикация"
        COMMUNITY = "community", "сообщество"
        EXPERTS = "experts", "поиск экспертов"

    class State(models.TextChoices):
        PLANNED = "planned", "запланировано"
        HELD = "held", "проведено"
        CANCELLED = "cancelled", "отменено"

    # What counts as training of mentors (S002, rows 16 and 17).
    TEACHING = frozenset({Kind.TRAINING, Kind.SEMINAR, Kind.PSYCHOLOGY})

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="mentoring_events")
    kind = models.CharField("вид", max_length=14, choices=Kind)
    title = models.CharField("название", max_length=300)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.PLANNED)
    starts_on = models.DateField("дата")
    ends_on = models.DateField("по", null=True, blank=True)
    starts_time = models.TimeField("начало", null=True, blank=True)
    place = models.CharField("место", max_length=200, blank=True)
    program = models.TextField("программа", blank=True)
    result = models.TextField("итоги", blank=True)
    materials_link = models.URLField("материалы", max_length=500, blank=True)
    is_shared = models.BooleanField("видно организациям территории", default=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index("organization", "starts_on", name="event_by_day")]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("bank:event_detail", args=[self.pk])

    @property
    def last_day(self) -> date:
        return self.ends_on or self.starts_on

    @property
    def is_teaching(self) -> bool:
        return self.kind in self.TEACHING


@pghistory.track()
class EventSession(models.Model):
    """One line of the schedule of an event: the day, the hour, what about, who leads."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    held_on = models.DateField("дата")
    time = models.TimeField("начало", null=True, blank=True)
    title = models.CharField("тема занятия", max_length=300)
    hours = models.DecimalField("часов", max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        verbose_name = "занятие"
        verbose_name_plural = "занятия"
        ordering = ["held_on", "time", "pk"]
        constraints = [
            models.CheckConstraint(
                name="eventsession_hours_positive", condition=Q(hours=None) | Q(hours__gt=0)
            )
        ]

    def __str__(self) -> str:
        return self.title


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, member: Membership) -> "AttendanceQuerySet":
        """Rows of the member's own people, whoever holds the event; above nobody is named."""
        return self.filter(people_within(member, field="institution"))

    def present(self) -> "AttendanceQuerySet":
        return self.filter(state=Attendance.State.PRESENT)

    def with_consent_on(self, day: date) -> "AttendanceQuerySet":
        return self.filter(Exists(Consent.objects.for_processing(OuterRef("person"), day)))

    def for_figures(self, day: date) -> "AttendanceQuerySet":
        """Rows that count above the institution: the rule of figures, since the event began."""
        began = OuterRef("event__starts_on")
        return self.filter(Exists(Consent.objects.for_figures(OuterRef("person"), began, day)))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Attendance(models.Model):
    """One person at one event, marked by the person's own institution."""

    class State(models.TextChoices):
        EXPECTED = "expected", "ожидается"
        PRESENT = "present", "участвовал(а)"
        ABSENT = "absent", "не участвовал(а)"

    personal_fields = frozenset({"result"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="attendances")
    event = models.ForeignKey(Event, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    state = models.CharField("участие", max_length=8, choices=State, default=State.EXPECTED)
    result = models.CharField("результат", max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "участие в мероприятии"
        verbose_name_plural = "участие в мероприятиях"
        ordering = ["person__sort_name", "pk"]
        constraints = [models.UniqueConstraint(name="attendance_once", fields=["event", "person"])]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.person_id}"
