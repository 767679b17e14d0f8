"""What is printed on the sheets of consents: versioned texts, and what a school says in them."""

from typing import Any

import pghistory
from django.db import models

from mentorship.bank.models.consents import Consent
from mentorship.organizations.models import Membership, Organization, SharedQuerySet
from mentorship.organizations.scoping import within


class ConsentTextQuerySet(SharedQuerySet["ConsentText"]):
    def visible_to(self, member: Membership) -> "ConsentTextQuerySet":
        return self.shared_with(member)


@pghistory.track()
class ConsentText(models.Model):
    """The variable parts of one kind of consent; a change makes a new version (152-ФЗ, ст. 9).

    The frame with the fields of ст. 9, ч. 4 is a template. Without an organization it is reference
    data; an organization's own text is used by it and by everybody below.
    """

    class Audience(models.TextChoices):
        ADULT = "adult", "совершеннолетний участник"
        REPRESENTATIVE = "representative", "законный представитель"
        JOINT = "joint", "участник 14–17 лет вместе с представителем"

    # Keys of `parts`, as the sheet prints them; `data` is a list.
    PARTS = {
        "goal": "Цель обработки",
        "data": "Перечень данных",
        "actions": "Действия с данными",
        "ways": "Способы обработки",
        "term": "Срок действия",
        "withdrawal": "Порядок отзыва",
        "conditions": "Условия",
    }

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="consent_texts"
    )
    code = models.SlugField("код")
    purpose = models.CharField("цель", max_length=12, choices=Consent.Purpose)
    audience = models.CharField("кто подписывает", max_length=16, choices=Audience)
    version = models.PositiveSmallIntegerField("редакция", default=1)
    title = models.CharField("заголовок", max_length=300)
    parts: Any = models.JSONField("части текста")
    source = models.CharField("источник", max_length=600)
    checked_on = models.DateField("дата проверки")
    # What a lawyer of the operator has to look at first; empty when nothing is in doubt.
    to_verify = models.TextField("проверить", blank=True)

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = "текст согласия"
        verbose_name_plural = "тексты согласий"
        ordering = ["purpose", "audience", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="consenttext_once",
                fields=["organization", "code", "version"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, редакция {self.version}"


class ConsentSettingsQuerySet(models.QuerySet["ConsentSettings"]):
    def visible_to(self, member: Membership) -> "ConsentSettingsQuerySet":
        return self.filter(within(member, field="institution"))


@pghistory.track()
class ConsentSettings(models.Model):
    """What an institution says in its consents; without a row it says nothing of its own."""

    institution = models.OneToOneField(
        Organization, models.PROTECT, related_name="consent_settings", verbose_name="организация"
    )
    asks_joint = models.BooleanField(
        "с 14 лет участник подписывает вместе с представителем", default=False
    )
    processor = models.CharField("кто обрабатывает данные по поручению", max_length=400, blank=True)
    site = models.CharField("сайт организации", max_length=200, blank=True)

    objects = ConsentSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = "настройки согласий"
        verbose_name_plural = "настройки согласий"

    def __str__(self) -> str:
        return f"согласия: {self.institution_id}"
