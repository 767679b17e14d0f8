import pghistory
from django.db import models
from django.db.models import Q

from mentorship.accounts.models import TokenLink
from mentorship.bank.models import Person
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.scoping import NOTHING, people_within
from mentorship.pairs.models.pairs import Pair


class TrialAnswerQuerySet(models.QuerySet["TrialAnswer"]):
    def visible_to(self, member: Membership) -> "TrialAnswerQuerySet":
        """Nobody but the owner's curator: what one side says of the other."""
        if not member.may(Right.PAIRS_EDIT):
            return self.filter(NOTHING)
        return self.filter(people_within(member, field="pair__institution"))

    def given(self) -> "TrialAnswerQuerySet":
        return self.exclude(word="")


@pghistory.track()
class TrialAnswer(models.Model):
    """What one side says after the trial meeting (S002, row 22): ready to work in the pair or not.

    Written down by the curator, or by the person through a link; without a word it waits for one.
    """

    class Word(models.TextChoices):
        YES = "yes", "готов работать в паре"
        NO = "no", "не готов работать в паре"
        UNSURE = "unsure", "сомневается"

    personal_fields = frozenset({"word", "remark"})
    # The curator's alone, so no story of a card tells of it.
    is_confidential = True

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="trial_answers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    word = models.CharField("ответ", max_length=6, choices=Word, blank=True)
    answered_on = models.DateField("дата ответа", null=True, blank=True)
    remark = models.CharField("примечание", max_length=500, blank=True)
    # The latest link given for it; the earlier ones are revoked.
    link = models.OneToOneField(
        TokenLink, models.PROTECT, null=True, blank=True, related_name="trial_answer"
    )
    # Nobody, when the person answered by the link.
    written_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TrialAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "ответ после пробной встречи"
        verbose_name_plural = "ответы после пробных встреч"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="trialanswer_one_of_a_side", fields=["pair", "person"]),
            models.CheckConstraint(
                name="trialanswer_word_has_a_day",
                condition=Q(word="", answered_on=None)
                | (~Q(word="") & Q(answered_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id}: {self.person_id}"
