from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.bank.models import MenteeEntry, MentorEntry, Person
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within
from mentorship.surveys.models.invitations import Invitation
from mentorship.surveys.models.questionnaires import Questionnaire
from mentorship.surveys.questions import Field


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, member: Membership) -> "ReplyQuerySet":
        return self.filter(people_within(member, field="institution"))

    def waiting(self) -> "ReplyQuerySet":
        return self.filter(state=Reply.State.WAITING)

    def rejected(self) -> "ReplyQuerySet":
        return self.filter(state=Reply.State.REJECTED)

    def forgettable(self, before: date) -> "ReplyQuerySet":
        """Never taken into the bank, and answered before the day: nothing justifies keeping."""
        return self.exclude(state=Reply.State.ACCEPTED).filter(answered_on__lt=before)


# The answers stay out of the log, which nobody can purge: they die with the row.
@pghistory.track(exclude=["answers", "reason"])
class Reply(models.Model):
    """What somebody sent by a link: it belongs to nobody until the curator has looked at it.

    Taken into the bank it says whom it became; about a pupil it hangs on the pupil's card.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт просмотра"
        ACCEPTED = "accepted", "внесено"
        REJECTED = "rejected", "отклонено"

    personal_fields = frozenset({"answers", "reason"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="replies")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="replies")
    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="reply")
    school_year = models.PositiveSmallIntegerField("учебный год")
    answered_on = models.DateField("дата ответа")
    answers: Any = models.JSONField("ответы")
    state = models.CharField("состояние", max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField("причина отказа", max_length=300, blank=True)
    # Whom it became, or the pupil it speaks about.
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="replies"
    )
    mentor_entry = models.ForeignKey(
        MentorEntry, models.PROTECT, null=True, blank=True, related_name="+"
    )
    mentee_entry = models.ForeignKey(
        MenteeEntry, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_person = models.BooleanField("человек внесён по этому ответу", default=False)
    reviewed_at = models.DateTimeField("просмотрено", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "ответ по ссылке"
        verbose_name_plural = "ответы по ссылкам"
        ordering = ["answered_on", "pk"]
        indexes = [models.Index("institution", "state", name="reply_by_state")]
        constraints = [
            models.CheckConstraint(
                name="reply_accepted_names_a_person",
                condition=~Q(state="accepted") | Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="reply_rejected_has_a_reason", condition=~Q(state="rejected") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="reply_reviewed_at_with_state",
                condition=Q(state="waiting", reviewed_at=None)
                | (~Q(state="waiting") & Q(reviewed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire}, {self.answered_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("surveys:reply_detail", args=[self.pk])

    @property
    def author(self) -> str:
        """Whom the reply is listed by: the name given, the pupil it is about, or its number."""
        if self.person:
            is_about = self.questionnaire.purpose == Questionnaire.Purpose.THIRD_PARTY
            name = self.person.full_name
            return f"Об обучающемся: {name}" if is_about else name
        names = [q.code for q in self.questionnaire.asked if q.field == Field.NAME]
        return next(
            (self.answers[code] for code in names if self.answers.get(code)), f"№ {self.pk}"
        )

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def entry(self) -> MentorEntry | MenteeEntry | None:
        return self.mentor_entry or self.mentee_entry
