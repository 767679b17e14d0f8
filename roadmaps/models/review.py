"""How a plan is agreed with the municipality: versions, their reviews, remarks, history."""

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from mentorship.documents.models import Document
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import within
from roadmaps.models.plans import Roadmap, Task


class VersionQuerySet(models.QuerySet["Version"]):
    def visible_to(self, member: Membership) -> "VersionQuerySet":
        return self.filter(within(member, field="organization"))


class Version(models.Model):
    """What a plan said at a submission, or at its approval without one; it never changes.

    `content` is `[{key, number, title, tasks: [{key, number, …}]}]` (`review/content.py`); the key
    of a task is its own, so a renumbered or moved task stays the same one.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("версия")
    content: Any = models.JSONField("содержание")
    task_count = models.PositiveSmallIntegerField("мероприятий")
    note = models.TextField("что изменено", blank=True)
    made_at = models.DateTimeField("снята", auto_now_add=True)
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "версия дорожной карты"
        verbose_name_plural = "версии дорожных карт"
        ordering = ["-number", "pk"]
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["roadmap", "number"])
        ]
        triggers = [
            pgtrigger.Protect(name="kept_as_taken", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"версия {self.number}"


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, member: Membership) -> "ReviewQuerySet":
        """Reviews of the member's own plans and of those below, within a methodist's limits."""
        return self.filter(within(member, field="organization"))

    def awaiting(self) -> "ReviewQuerySet":
        """Those without a verdict; a plan in the archive asks for none."""
        return self.filter(state__in=Review.LIVE, roadmap__archived_on=None)


@pghistory.track()
class Review(models.Model):
    """One round: a version on its way to a verdict. Who has taken it alone gives the verdict."""

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт проверки"
        OPEN = "open", "проверяется"
        RETURNED = "returned", "возвращена"
        AGREED = "agreed", "согласована"
        RECALLED = "recalled", "отозвана"

    LIVE = frozenset({State.WAITING, State.OPEN})
    DECIDED = frozenset({State.RETURNED, State.AGREED})

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="reviews")
    version = models.OneToOneField(Version, models.PROTECT, related_name="review")
    state = models.CharField("состояние", max_length=8, choices=State, default=State.WAITING)
    # How many tasks differ from the version of the last verdict; nothing at the first look.
    changed_count = models.PositiveSmallIntegerField("изменено", null=True, blank=True)
    submitted_at = models.DateTimeField("отправлена", auto_now_add=True)
    submitted_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField("взята на проверку", null=True, blank=True)
    taken_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField("завершена", null=True, blank=True)
    ended_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    comment = models.TextField("общий вывод", blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "проверка дорожной карты"
        verbose_name_plural = "проверки дорожных карт"
        ordering = ["submitted_at", "pk"]
        indexes = [
            models.Index(
                "submitted_at",
                "id",
                name="review_awaiting",
                condition=Q(state__in=["waiting", "open"]),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="review_one_at_a_time",
                fields=["roadmap"],
                condition=Q(state__in=["waiting", "open"]),
            ),
            models.CheckConstraint(
                name="review_taken_by_whoever_decides",
                condition=Q(state__in=["waiting", "recalled"], taken_at=None, taken_by=None)
                | Q(
                    state__in=["open", "returned", "agreed"],
                    taken_at__isnull=False,
                    taken_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="review_ended_at_with_ended_by",
                condition=Q(state__in=["waiting", "open"], ended_at=None, ended_by=None)
                | Q(
                    state__in=["returned", "agreed", "recalled"],
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roadmap_id}: {self.get_state_display()}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE


class ReviewDraft(models.Model):
    """What a methodist has typed into the page of a review and not sent; it comes back with it.

    One's own alone; gone once it is written into remarks. Not in the change log: nothing is said.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="drafts")
    saved_by = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    typed: Any = models.JSONField("набранное")
    saved_at = models.DateTimeField("сохранено", auto_now=True)

    class Meta:
        verbose_name = "набранное при проверке"
        verbose_name_plural = "набранное при проверках"
        constraints = [
            models.UniqueConstraint(name="review_draft_once", fields=["review", "saved_by"])
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.saved_by_id}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, member: Membership) -> "RemarkQuerySet":
        return self.filter(within(member, field="organization"))

    def standing(self) -> "RemarkQuerySet":
        """All but those a methodist took back."""
        return self.exclude(state=Remark.State.WITHDRAWN)

    def open(self) -> "RemarkQuerySet":
        return self.filter(state=Remark.State.OPEN)


@pghistory.track()
class Remark(models.Model):
    """What a methodist asks to change: of one task, by its own key, or of the plan as a whole.

    It belongs to the round it was written in and lives on until the school has ticked it off and
    the methodist lets it be; asked again, it is open once more and `repeated` counts it.
    """

    class State(models.TextChoices):
        OPEN = "open", "не исправлено"
        ANSWERED = "answered", "организация отметила: исправлено"
        ACCEPTED = "accepted", "принято"
        WITHDRAWN = "withdrawn", "снято"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="remarks")
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="review_remarks"
    )
    text = models.TextField("замечание")
    state = models.CharField("состояние", max_length=9, choices=State, default=State.OPEN)
    repeated = models.PositiveSmallIntegerField("повторено", default=0)
    created_at = models.DateTimeField("написано", auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    answer = models.TextField("ответ", blank=True)
    answered_at = models.DateTimeField("отмечено", null=True, blank=True)
    answered_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(name="remark_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="remark_answered_at_with_answered_by",
                condition=Q(answered_at=None, answered_by=None) & ~Q(state="answered")
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class RoadmapMove(models.Model):
    """One history row per move of a plan; written once."""

    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="moves")
    action = models.CharField("действие", max_length=24)
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    comment = models.TextField("примечание", blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ход дорожной карты"
        verbose_name_plural = "ходы дорожных карт"
        ordering = ["made_at", "pk"]
        triggers = [
            pgtrigger.Protect(name="kept_as_made", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.roadmap_id}: {self.action}"
