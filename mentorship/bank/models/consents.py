from datetime import date
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within

# The paper of a representative ends the day before the person comes of age, whatever term it names:
# then the person's own is asked (152-ФЗ, ст. 9, ч. 6; ГК, ст. 21). By the year of birth alone,
# which is all the official form asks of a mentee, that is when the year is over (`births`).
# Kept here, not in the service, because the birth may be put right later and papers come in bulk.
ENDS_ON = """
    NEW.ends_on := NEW.valid_until;
    IF NEW.signer <> 'self' THEN
        NEW.ends_on := (
            SELECT LEAST(
                NEW.valid_until, CASE WHEN NEW.signed_on < p.adult_on THEN p.adult_on - 1 END)
            FROM (SELECT COALESCE((born_on + interval '18 years')::date,
                                  make_date(birth_year + 19, 1, 1)) AS adult_on
                  FROM bank_person WHERE id = NEW.person_id) p);
    END IF;
    RETURN NEW;
"""


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, member: Membership) -> "ConsentQuerySet":
        return self.filter(people_within(member, field="institution"))

    def in_force_on(self, day: date) -> "ConsentQuerySet":
        """signed_on ≤ day ≤ ends_on and not withdrawn by the day (architecture §4)."""
        return self.lasting_on(day).standing_on(day)

    def standing_on(self, day: date) -> "ConsentQuerySet":
        """Papers signed by a day and not withdrawn by it, run out or not."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day), signed_on__lte=day)

    def lasting_on(self, day: Any) -> "ConsentQuerySet":
        """Papers that have not run out before a day, which may be an expression of the query."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def for_processing(self, person: Any, day: date) -> "ConsentQuerySet":
        """Consents to processing of one person (pk or OuterRef) in force on a day."""
        return self.for_purpose(person, Consent.Purpose.PROCESSING, day)

    def for_figures(self, person: Any, since: Any, day: date) -> "ConsentQuerySet":
        """Papers by which a person (pk or OuterRef) counts in what began `since`, on a day.

        One that ran out in between counts: it changes no figure of what happened under it.
        """
        standing = self.lasting_on(since).standing_on(day)
        return standing.filter(person=person, purpose=Consent.Purpose.PROCESSING)

    def for_purpose(self, person: Any, purpose: str, day: date) -> "ConsentQuerySet":
        return self.in_force_on(day).filter(person=person, purpose=purpose)


@pghistory.track()
class Consent(models.Model):
    """A consent of one person for one purpose: a document of its own (152-ФЗ, ст. 9; 156-ФЗ).

    Passport lines are blanks on the printed sheet and are never stored.
    """

    class Purpose(models.TextChoices):
        PROCESSING = "processing", "обработка персональных данных"
        PUBLICATION = "publication", "публикация"
        TRANSFER = "transfer", "передача другой организации"

    class Signer(models.TextChoices):
        SELF = "self", "сам участник"
        REPRESENTATIVE = "representative", "законный представитель"
        JOINT = "joint", "участник и законный представитель"

    personal_fields = frozenset({"representative_name", "scan"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="consents")
    person = models.ForeignKey("bank.Person", models.PROTECT, related_name="consents")
    purpose = models.CharField("цель", max_length=12, choices=Purpose, default=Purpose.PROCESSING)
    # Empty when the paper was not printed here; the hash tells what exactly was signed.
    text = models.ForeignKey(
        "bank.ConsentText",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name="редакция текста",
    )
    text_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    signed_on = models.DateField("подписано")
    signer = models.CharField("кто подписал", max_length=16, choices=Signer)
    representative_name = models.CharField(
        "фамилия, имя, отчество представителя", max_length=200, blank=True
    )
    valid_until = models.DateField("действует до", null=True, blank=True)
    # Written by the trigger alone: the term of the paper, or the day before the coming of age.
    ends_on = models.DateField("заканчивается", null=True, blank=True, editable=False)
    withdrawn_on = models.DateField("отозвано", null=True, blank=True)
    withdrawal = models.ForeignKey(
        "bank.Withdrawal",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name="отзыв",
    )
    scan = models.FileField("скан", upload_to="consents/%Y/%m/", blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        ordering = ["-signed_on", "-pk"]
        indexes = [models.Index("person", "purpose", "signed_on", name="consent_of_person")]
        constraints = [
            models.CheckConstraint(
                name="consent_dates_in_order",
                condition=(Q(valid_until=None) | Q(valid_until__gte=F("signed_on")))
                & (Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("signed_on"))),
            ),
            models.CheckConstraint(
                name="consent_representative_is_named",
                condition=Q(signer="self") | ~Q(representative_name=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ends_by_term_and_age",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("valid_until", "ends_on", "signed_on", "signer", "person_id"),
                func=ENDS_ON,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.signed_on:%d.%m.%Y}"
