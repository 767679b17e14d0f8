import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from mentorship.accounts.models import TokenLink
from mentorship.bank.models import Person
from mentorship.jobs.models import Job
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within
from mentorship.surveys.models.questionnaires import Questionnaire


class BatchQuerySet(models.QuerySet["InvitationBatch"]):
    def visible_to(self, member: Membership) -> "BatchQuerySet":
        return self.filter(people_within(member, field="institution"))


@pghistory.track()
class InvitationBatch(models.Model):
    """Invitations given out at once: links to send, or a sheet of QR codes to cut.

    Their secrets are shown for an hour after they were made and are kept nowhere (`secrets.py`);
    giving out anew makes other secrets and ends the earlier ones.
    """

    class Manner(models.TextChoices):
        LINKS = "links", "ссылки для отправки"
        SHEET = "sheet", "лист с QR-кодами"

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="invitation_batches")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="batches")
    school_year = models.PositiveSmallIntegerField("учебный год")
    manner = models.CharField("как выдано", max_length=5, choices=Manner)
    days = models.PositiveSmallIntegerField("срок действия, дней")
    created_at = models.DateTimeField("выдано", auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    reissued_at = models.DateTimeField("выдано заново", null=True, blank=True)
    reissued_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Printing of a big sheet.
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "выдача приглашений"
        verbose_name_plural = "выдачи приглашений"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitationbatch_days_sane", condition=Q(days__gte=1, days__lte=60)
            ),
            models.CheckConstraint(
                name="invitationbatch_reissued_at_with_by",
                condition=Q(reissued_at=None, reissued_by=None)
                | Q(reissued_at__isnull=False, reissued_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire.title}, {timezone.localtime(self.created_at):%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("surveys:batch_detail", args=[self.pk])

    @property
    def is_sheet(self) -> bool:
        return self.manner == self.Manner.SHEET


class SurveyInvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, member: Membership) -> "SurveyInvitationQuerySet":
        return self.filter(people_within(member, field="institution"))

    def open(self) -> "SurveyInvitationQuerySet":
        """Those whose link can still be used."""
        return self.filter(
            link__used_at=None, link__revoked_at=None, link__expires_at__gt=timezone.now()
        )

    def unanswered(self) -> "SurveyInvitationQuerySet":
        return self.filter(link__used_at=None)


@pghistory.track()
class Invitation(models.Model):
    """One link to one questionnaire: for a person or for nobody by name; `about` a pupil.

    The questionnaire is that of the batch, in the version it was given out with.
    """

    class State(models.TextChoices):
        OPEN = "open", "ждёт ответа"
        ANSWERED = "answered", "ответ получен"
        REVOKED = "revoked", "отозвано"
        EXPIRED = "expired", "срок истёк"

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="survey_invitations")
    batch = models.ForeignKey(InvitationBatch, models.PROTECT, related_name="invitations")
    link = models.OneToOneField(TokenLink, models.PROTECT, related_name="survey_invitation")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    about = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="invitations_about"
    )

    objects = SurveyInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашение к анкете"
        verbose_name_plural = "приглашения к анкетам"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"приглашение {self.pk}"

    @property
    def questionnaire(self) -> Questionnaire:
        return self.batch.questionnaire

    @property
    def state(self) -> State:
        """What has become of the link."""
        if self.link.used_at:
            return self.State.ANSWERED
        if self.link.revoked_at:
            return self.State.REVOKED
        return self.State.OPEN if self.link.is_open else self.State.EXPIRED
