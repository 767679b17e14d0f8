from datetime import date
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from mentorship.bank.births import is_signed_for, sure_age
from mentorship.bank.letters import letters_of
from mentorship.bank.models.consents import Consent
from mentorship.bank.models.partners import Partner
from mentorship.bank.models.withdrawals import Withdrawal
from mentorship.core.names import initials_after, search_key, sort_key
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, member: Membership) -> "PersonQuerySet":
        """People of the member's institution; above the institution nobody is visible."""
        return self.filter(people_within(member, field="institution"))

    def named_like(self, text: str) -> "PersonQuerySet":
        """Parts of words in any order, ё/е and Latin look-alikes folded."""
        found = self
        for word in search_key(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def with_consent_on(self, day: date) -> "PersonQuerySet":
        return self.filter(Exists(Consent.objects.for_processing(OuterRef("pk"), day)))

    def without_consent_on(self, day: date) -> "PersonQuerySet":
        return self.exclude(Exists(Consent.objects.for_processing(OuterRef("pk"), day)))

    def stopped_on(self, day: date) -> "PersonQuerySet":
        """Whose consent was taken back and not given anew: nothing of theirs is processed."""
        taken_back = Withdrawal.objects.of(OuterRef("pk"), Consent.Purpose.PROCESSING)
        return self.without_consent_on(day).filter(Exists(taken_back))


@pghistory.track()
class Person(models.Model):
    """Somebody an institution knows: what never changes. What changes with time is Affiliation."""

    class Sex(models.TextChoices):
        MALE = "m", "мужской"
        FEMALE = "f", "женский"

    personal_fields = frozenset(
        {
            "last_name",
            "first_name",
            "patronymic",
            "sort_name",
            "search_text",
            "sex",
            "born_on",
            "birth_year",
            "contacts",
            "representative_name",
            "representative_contacts",
        }
    )

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="people")
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    sex = models.CharField("пол", max_length=1, choices=Sex, blank=True)
    born_on = models.DateField("дата рождения", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("год рождения", null=True, blank=True)
    contacts = models.CharField("контактные данные", max_length=300, blank=True)
    representative_name = models.CharField("законный представитель", max_length=200, blank=True)
    representative_contacts = models.CharField("контакты представителя", max_length=300, blank=True)
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="партнёр",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="people"
    )
    archived_on = models.DateField("выбыл", null=True, blank=True)
    # Never rely on the database's collation: a private server has no Russian one (ecosystem T2).
    sort_name = models.CharField(max_length=320, editable=False, db_collation="C")
    search_text = models.CharField(max_length=320, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index("institution", "sort_name", name="person_by_name"),
            GinIndex(fields=["search_text"], name="person_search", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="person_birth_year_of_birth_date",
                condition=Q(born_on=None) | Q(birth_year=F("born_on__year")),
            )
        ]
        triggers = [
            # A consent of a representative ends with the coming of age: see `consents.ENDS_ON`.
            pgtrigger.Trigger(
                name="consents_end_by_age",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("born_on", "birth_year"),
                condition=pgtrigger.Q(old__born_on__df=pgtrigger.F("new__born_on"))
                | pgtrigger.Q(old__birth_year__df=pgtrigger.F("new__birth_year")),
                func="""
                    UPDATE bank_consent SET ends_on = NULL
                        WHERE person_id = NEW.id AND signer <> 'self';
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("bank:person_detail", args=[self.pk])

    def fill_keys(self) -> None:
        """Keys that follow from the names; `bulk_create` must call it too."""
        if self.born_on:
            self.birth_year = self.born_on.year
        self.sort_name = sort_key(self.full_name)
        self.search_text = search_key(self.full_name)

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic]))

    @property
    def short_name(self) -> str:
        return initials_after(self.full_name)

    def sure_age_on(self, day: date) -> int | None:
        """`births.sure_age` of the person."""
        born_on = self.born_on
        return sure_age(
            day, born_on=born_on, birth_year=born_on.year if born_on else self.birth_year
        )

    def needs_representative(self, day: date, category: str) -> bool:
        """Whether somebody else signs for whoever is of the category on the day."""
        is_pupil = category == Affiliation.Category.PUPIL
        return is_signed_for(self.sure_age_on(day), is_pupil=is_pupil)


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def visible_to(self, member: Membership) -> "AffiliationQuerySet":
        return self.filter(people_within(member, field="institution"))

    def on(self, day: date) -> "AffiliationQuerySet":
        return self.filter(period__contains=day)


@pghistory.track()
class Affiliation(models.Model):
    """What a person is in the institution for a period: category, class or position."""

    class Category(models.TextChoices):
        PUPIL = "pupil", "обучающийся"
        TEACHER = "teacher", "педагог"
        HEAD = "head", "руководитель"
        STUDENT = "student", "студент"
        EMPLOYER = "employer", "представитель работодателя"
        GRADUATE = "graduate", "выпускник"
        PARENT = "parent", "родитель"

    personal_fields = frozenset({"place"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="affiliations")
    # Found by `affiliation_of_person`.
    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations", db_index=False)
    category = models.CharField("категория", max_length=10, choices=Category)
    place = models.CharField("класс или должность", max_length=200, blank=True)
    teaching_since = models.PositiveSmallIntegerField(
        "педагогический стаж с года", null=True, blank=True
    )
    period = DateRangeField("период")

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = "кем является"
        verbose_name_plural = "кем является"
        ordering = ["-period", "pk"]
        indexes = [
            GinIndex(
                OpClass(letters_of(F("place")), name="gin_trgm_ops"),
                name="affiliation_place_search",
            ),
            # Figures ask of each participation what the person was meanwhile: of the index alone
            # that is five times as quick as of the constraint below.
            models.Index(
                fields=["person"],
                name="affiliation_of_person",
                include=["category", "period", "teaching_since"],
            ),
        ]
        constraints = [
            ExclusionConstraint(
                name="affiliation_no_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="affiliation_period_not_empty",
                condition=Q(period__isempty=False, period__lower_inf=False),
            ),
        ]

    def __str__(self) -> str:
        return self.place or self.get_category_display()
