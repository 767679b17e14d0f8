from datetime import date

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from mentorship.bank.models import Event
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import people_within
from mentorship.pairs.models.pairs import Pair, PairMember


class OwnDirectionQuerySet(models.QuerySet["OwnDirection"]):
    def visible_to(self, member: Membership) -> "OwnDirectionQuerySet":
        return self.filter(people_within(member, field="institution"))

    def in_use(self) -> "OwnDirectionQuerySet":
        return self.filter(archived_on=None)


@pghistory.track()
class OwnDirection(models.Model):
    """A direction of meetings a school names beside the eleven of the model (domain D4)."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="own_directions")
    title = models.CharField("название", max_length=200)
    archived_on = models.DateField("в архиве с", null=True, blank=True)

    objects = OwnDirectionQuerySet.as_manager()

    class Meta:
        verbose_name = "своё направление встреч"
        verbose_name_plural = "свои направления встреч"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="owndirection_title_once",
                fields=["institution", "title"],
                condition=Q(archived_on=None),
            )
        ]

    def __str__(self) -> str:
        return self.title


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, member: Membership) -> "MeetingQuerySet":
        return self.filter(pair__in=Pair.objects.visible_to(member))

    def of_year(self, year: SchoolYear) -> "MeetingQuerySet":
        """Meetings of the pairs of a school year."""
        return self.filter(pair__school_year=year.first)

    def held(self) -> "MeetingQuerySet":
        """Meetings that took place: they alone count anywhere."""
        return self.filter(held_on__isnull=False)

    def planned(self) -> "MeetingQuerySet":
        """Meetings still ahead, or without an entry."""
        return self.filter(held_on=None, cancelled_on=None)

    def missed_on(self, day: date) -> "MeetingQuerySet":
        """Planned for an earlier day, neither held nor cancelled; of pairs that go on."""
        return self.planned().filter(planned_for__lt=day, pair__in=Pair.objects.going_on())

    def answered(self, answer: bool) -> "MeetingQuerySet":
        """Meetings of which a mentee said that they took place, or that they did not."""
        return self.filter(Exists(_confirmations(happened=answer)))

    def asked(self) -> "MeetingQuerySet":
        """Meetings a mentee was asked about and has not answered."""
        return self.filter(Exists(_confirmations(happened=None)))

    def not_asked(self) -> "MeetingQuerySet":
        return self.exclude(Exists(_confirmations()))


def _confirmations(**which: bool | None) -> models.QuerySet:
    return MeetingConfirmation.objects.filter(meeting=OuterRef("pk"), **which)


@pghistory.track()
class Meeting(models.Model):
    """A meeting of a pair, planned, held or cancelled: stage of the five, main direction.

    The direction is one of the eleven (domain D3, D4) or one of the school's own. The final meeting
    of all pairs together is an event of the bank (`GroupFinal`), not a row here.
    """

    class Stage(models.TextChoices):
        FIRST = "first", "встреча-знакомство"
        TRIAL = "trial", "пробная рабочая встреча"
        PLANNING = "planning", "встреча-планирование"
        REGULAR = "regular", "регулярная встреча"
        FINAL = "final", "заключительная встреча"

    class Format(models.TextChoices):
        IN_PERSON = "in_person", "очно"
        REMOTE = "remote", "дистанционно"
        MIXED = "mixed", "смешанно"

    class Direction(models.TextChoices):
        POTENTIAL = "potential", "раскрытие потенциала наставляемого"
        ADOLESCENCE = "adolescence", "преодоление подросткового кризиса, самоидентификация"
        NEW_CLASS = "new_class", "адаптация обучающегося в новом учебном коллективе"
        MOTIVATION = "motivation", "повышение мотивации к учёбе и образовательных результатов"
        TRAJECTORY = "trajectory", "осознанный выбор образовательной траектории"
        VALUES = "values", "формирование ценностей и активной гражданской позиции"
        SOFT_SKILLS = "soft_skills", "развитие гибких навыков, лидерских качеств, метакомпетенций"
        ENTERPRISE = "enterprise", "формирование предпринимательского потенциала"
        PROFESSION = "profession", "осознанный выбор профессии"
        NEW_STAFF = "new_staff", "адаптация педагога в новом педагогическом коллективе"
        YOUNG_TEACHER = "young_teacher", "плавный «вход» молодого педагога в профессию"

    # A reason may say why a child did not come.
    personal_fields = frozenset({"summary", "cancel_reason"})
    MOST_MINUTES = 600

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="meetings")
    stage = models.CharField("этап", max_length=10, choices=Stage, default=Stage.REGULAR)
    planned_for = models.DateField("запланирована на", null=True, blank=True)
    time = models.TimeField("начало", null=True, blank=True)
    format = models.CharField("формат", max_length=9, choices=Format, default=Format.IN_PERSON)
    place = models.CharField("место", max_length=200, blank=True)
    link = models.URLField("ссылка для подключения", max_length=500, blank=True)
    held_on = models.DateField("дата встречи", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("минут", default=45)
    direction = models.CharField("направление", max_length=16, choices=Direction, blank=True)
    own_direction = models.ForeignKey(
        OwnDirection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="своё направление",
    )
    summary = models.TextField("итог встречи", blank=True)
    cancelled_on = models.DateField("отменена", null=True, blank=True)
    cancel_reason = models.CharField("причина отмены", max_length=200, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "встреча"
        verbose_name_plural = "встречи"
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["pair", "-held_on"], name="meeting_of_pair"),
            models.Index(
                fields=["planned_for"],
                name="meeting_planned",
                condition=Q(held_on=None, cancelled_on=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="meeting_planned_or_held",
                condition=Q(planned_for__isnull=False) | Q(held_on__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_held_or_cancelled",
                condition=Q(held_on=None) | Q(cancelled_on=None),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_with_reason",
                condition=Q(cancelled_on=None) | ~Q(cancel_reason=""),
            ),
            models.CheckConstraint(
                name="meeting_one_direction",
                condition=Q(direction="") | Q(own_direction=None),
            ),
            models.CheckConstraint(
                name="meeting_held_has_direction",
                condition=Q(held_on=None) | ~Q(direction="") | Q(own_direction__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.day:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("pairs:meeting_update", args=[self.pk])

    @property
    def day(self) -> date:
        """The day it was held on, else the one it is planned for."""
        return self.held_on or self.planned_for  # type: ignore[return-value]

    @property
    def is_planned(self) -> bool:
        return self.held_on is None and self.cancelled_on is None

    @property
    def is_missed(self) -> bool:
        """Whether its day is over without an entry; a day is over when the next one begins."""
        return self.is_planned and self.day < timezone.localdate()

    @property
    def direction_title(self) -> str:
        """One of the eleven, or the school's own; empty while a plan does not say."""
        return str(self.own_direction) if self.own_direction_id else self.get_direction_display()

    @property
    def direction_code(self) -> str:
        """The value of a choice over both lists: «values», «own-12»."""
        return f"own-{self.own_direction_id}" if self.own_direction_id else self.direction


@pghistory.track()
class MeetingAttendance(models.Model):
    """Whether a mentee of the pair came to a meeting that was held."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="attendances", verbose_name="встреча"
    )
    member = models.ForeignKey(
        PairMember, models.CASCADE, related_name="attendances", verbose_name="участник"
    )
    came = models.BooleanField("присутствие")

    class Meta:
        verbose_name = "присутствие на встрече"
        verbose_name_plural = "присутствие на встречах"
        ordering = ["member__person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(name="meetingattendance_once", fields=["meeting", "member"])
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.member_id}"


@pghistory.track()
class MeetingConfirmation(models.Model):
    """A mentee asked by a one-time link whether a meeting took place.

    `happened` is empty until the mentee answers; when that was is the `used_at` of the link.
    """

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="confirmations", verbose_name="встреча"
    )
    member = models.ForeignKey(
        PairMember, models.CASCADE, related_name="confirmations", verbose_name="участник"
    )
    link = models.OneToOneField(
        "accounts.TokenLink", models.PROTECT, related_name="meeting_confirmation"
    )
    happened = models.BooleanField("встреча состоялась", null=True, blank=True)

    class Meta:
        verbose_name = "подтверждение встречи"
        verbose_name_plural = "подтверждения встреч"
        ordering = ["member__person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(name="meetingconfirmation_once", fields=["meeting", "member"])
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.member_id}"


class GroupFinalQuerySet(models.QuerySet["GroupFinal"]):
    def visible_to(self, member: Membership) -> "GroupFinalQuerySet":
        return self.filter(people_within(member, field="institution"))

    def of_year(self, year: SchoolYear) -> "GroupFinalQuerySet":
        return self.filter(school_year=year.first)


@pghistory.track()
class GroupFinal(models.Model):
    """Which event of the bank was the final meeting of all pairs of a year (S000 3.6).

    Who came is marked there, once.
    """

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="group_finals")
    school_year = models.PositiveSmallIntegerField("учебный год")
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="group_finals", verbose_name="мероприятие"
    )

    objects = GroupFinalQuerySet.as_manager()

    class Meta:
        verbose_name = "групповая заключительная встреча"
        verbose_name_plural = "групповые заключительные встречи"
        ordering = ["-event__starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(name="groupfinal_event_once", fields=["institution", "event"])
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.event_id}"


class CalendarFeed(models.Model):
    """The secret address a calendar reads somebody's meetings from; only its hash is kept."""

    membership = models.OneToOneField(
        Membership, models.CASCADE, related_name="meeting_feed", verbose_name="чья"
    )
    link = models.OneToOneField("accounts.TokenLink", models.PROTECT, related_name="meeting_feed")

    class Meta:
        verbose_name = "подписка на календарь встреч"
        verbose_name_plural = "подписки на календарь встреч"

    def __str__(self) -> str:
        return f"{self.membership_id}"
