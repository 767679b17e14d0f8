import pghistory
from django.db import models
from django.db.models import Q

from mentorship.accounts.models import TokenLink
from mentorship.bank.models import Person
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right, Role
from mentorship.organizations.scoping import NOTHING, people_within
from mentorship.pairs.models.pairs import Pair


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, member: Membership) -> "FeedbackQuerySet":
        """The owner's staff; a mentor sees what they said themselves, never the mentee's words."""
        if not member.may(Right.PAIRS_VIEW):
            return self.filter(NOTHING)
        if member.role == Role.MENTOR:
            return self.filter(person__user=member.user)
        return self.filter(people_within(member, field="pair__institution"))

    def given(self) -> "FeedbackQuerySet":
        return self.exclude(word="")


@pghistory.track()
class Feedback(models.Model):
    """What one side of a pair says of one month (S002, row 25: «не реже 1 раза в месяц»).

    Without a word it waits for one. Written by the person through a link or signed in, or by the
    curator from what was told.
    """

    class Word(models.TextChoices):
        GOOD = "good", "всё хорошо"
        MIXED = "mixed", "есть трудности"
        HELP = "help", "нужна помощь"

    personal_fields = frozenset({"word", "remark"})
    # Read by those who help with it (`Right.FEEDBACK_READ`), not by everybody who opens a story.
    is_confidential = True

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="feedback", verbose_name="пара")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="кто")
    month = models.DateField("месяц", help_text="Первый день месяца.")
    word = models.CharField("ответ", max_length=5, choices=Word, blank=True)
    remark = models.CharField("подробнее", max_length=500, blank=True)
    answered_on = models.DateField("дата ответа", null=True, blank=True)
    # The latest link given for it; the earlier ones are revoked.
    link = models.OneToOneField(
        TokenLink, models.PROTECT, null=True, blank=True, related_name="feedback"
    )
    # Nobody, when the person answered by the link.
    written_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "обратная связь"
        verbose_name_plural = "обратная связь"
        ordering = ["-month", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="feedback_once_a_month", fields=["pair", "person", "month"]
            ),
            models.CheckConstraint(name="feedback_month_is_a_first", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="feedback_word_has_a_day",
                condition=Q(word="", answered_on=None)
                | (~Q(word="") & Q(answered_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id}: {self.person_id}, {self.month:%m.%Y}"


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, member: Membership) -> "ConcernQuerySet":
        """The one adult it was told to, and nobody else: neither curator nor director."""
        return self.filter(adult=member)

    def open(self) -> "ConcernQuerySet":
        return self.filter(closed_at=None)


# The words stay out of the change log: it is read by more people than the adult.
@pghistory.track(exclude=["words", "outcome"])
class Concern(models.Model):
    """What troubles a child, told in the monthly feedback to one named adult."""

    # That there is one is the adult's alone too: no story and no list «всё о человеке» tells of it.
    is_confidential = True

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="concerns")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    pair = models.ForeignKey(Pair, models.CASCADE, related_name="concerns")
    adult = models.ForeignKey(Membership, models.PROTECT, related_name="concerns")
    words = models.TextField("что тревожит", max_length=2000)
    raised_at = models.DateTimeField("сообщено", auto_now_add=True)
    read_at = models.DateTimeField("прочитано", null=True, blank=True)
    closed_at = models.DateTimeField("закрыто", null=True, blank=True)
    outcome = models.TextField("что сделано", max_length=2000, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = "обращение ребёнка"
        verbose_name_plural = "обращения детей"
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="concern_closed_with_an_outcome", condition=Q(closed_at=None) | ~Q(outcome="")
            )
        ]

    def __str__(self) -> str:
        return f"обращение {self.pk}"


@pghistory.track()
class ConcernAdult(models.Model):
    """Whom the children of an institution write to; without a row it is the psychologist."""

    institution = models.OneToOneField(
        Organization, models.PROTECT, related_name="concern_adult", verbose_name="организация"
    )
    adult = models.ForeignKey(
        Membership, models.PROTECT, related_name="+", verbose_name="кому пишут дети"
    )

    class Meta:
        verbose_name = "кому пишут дети"
        verbose_name_plural = "кому пишут дети"

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.adult_id}"
