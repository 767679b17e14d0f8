from datetime import datetime
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within

if TYPE_CHECKING:
    from mentorship.accounts.models import User

# Younger rows nobody removes, the owner of the database neither: decision 0010.
KEPT_FOR_YEARS = 3


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, member: Membership) -> "ReadingQuerySet":
        """What the people of the member's own institution looked at."""
        return self.filter(people_within(member, field="organization"))

    def about(self, *cards: int) -> "ReadingQuerySet":
        """Who looked at a person, under any of their cards and from whichever institution.

        The caller may see the person.
        """
        return self.filter(people__overlap=list(cards))

    def by(self, user: "User") -> "ReadingQuerySet":
        return self.filter(user=user)

    def between(self, since: datetime, until: datetime) -> "ReadingQuerySet":
        """From a moment up to and including another."""
        return self.filter(at__gte=since, at__lte=until)

    def disclosing(self) -> "ReadingQuerySet":
        """Cards opened and whatever left the house, without what lists and searches showed."""
        return self.exclude(kind__in=Reading.LISTED)


class Reading(models.Model):
    """Somebody was shown or given data of people: who, when, whose (152-ФЗ, ст. 19, ч. 2, п. 8).

    Append-only: the application's role may add and read. Ids only; the names are looked up when
    the log is shown, so an erased person leaves no name here.
    """

    class Kind(models.TextChoices):
        CARD = "card", "карточка"
        EDIT = "edit", "карточка для изменения"
        PAIR = "pair", "пара или группа"
        ROWS = "rows", "люди за показателем"
        LIST = "list", "список на экране"
        EXPORT = "export", "выгрузка списка"
        FILE = "file", "скан или файл"
        DOCUMENT = "document", "документ"
        SHEET = "sheet", "листы для печати"
        ANSWERS = "answers", "ответы на анкету"
        IMPORT = "import", "строки загрузки"
        SEARCH = "search", "поиск"

    # People passing by in rows of a page; everything else opens or hands out one's data.
    LISTED = frozenset({Kind.LIST, Kind.SEARCH})

    at = models.DateTimeField("когда", auto_now_add=True)
    kind = models.CharField("что", max_length=10, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="readings",
        verbose_name="кто",
        db_index=False,
    )
    membership = models.ForeignKey(
        Membership,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="в какой роли",
        db_index=False,
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="организация",
        db_index=False,
    )
    people = ArrayField(models.BigIntegerField(), verbose_name="чьи данные", default=list)
    count = models.PositiveIntegerField("сколько человек")
    # The row that was opened when it is not the person: «bank.consent», 12.
    subject = models.CharField(max_length=60, blank=True)
    subject_pk = models.BigIntegerField(null=True)
    selection = models.CharField("отбор", max_length=200, blank=True)
    request_id = models.CharField("запрос", max_length=12, blank=True)
    job = models.BigIntegerField("задание", null=True)
    address = models.GenericIPAddressField("адрес", null=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        # Two indexes and no more: a row is written at every opened card.
        verbose_name = "обращение к данным"
        verbose_name_plural = "обращения к данным"
        ordering = ["-at", "-pk"]
        indexes = [
            GinIndex(fields=["people"], name="reading_of_people"),
            models.Index(fields=["organization", "-at"], name="reading_of_organization"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="kept_as_written",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '{KEPT_FOR_YEARS} years' THEN
                        RETURN OLD;
                    END IF;
                    RAISE EXCEPTION 'reading % is kept', OLD.id USING ERRCODE = 'check_violation';
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%d.%m.%Y %H:%M}"
