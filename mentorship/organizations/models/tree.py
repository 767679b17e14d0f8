"""The tree region → municipality → institution, and who signs in its nodes."""

import re
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from mentorship.core.organization_names import genitive_of
from mentorship.organizations.scoping import within

if TYPE_CHECKING:
    from mentorship.organizations.models.members import Membership


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def visible_to(self, member: "Membership") -> "OrganizationQuerySet":
        """The member's own organization and every one below it."""
        return self.filter(within(member, field=""))

    def institutions(self) -> "OrganizationQuerySet":
        return self.filter(level=Organization.Level.INSTITUTION)

    def municipalities(self) -> "OrganizationQuerySet":
        return self.filter(level=Organization.Level.MUNICIPALITY)

    def below(self, organization: "Organization") -> "OrganizationQuerySet":
        """Every node under the organization, itself left out."""
        return self.filter(Q(parent=organization.pk) | Q(parent__parent=organization.pk))

    def named_like(self, text: str) -> "OrganizationQuerySet":
        """Every word is a part of a name, the locality, the code or the ИНН; ё is е."""
        found = self
        for word in text.split():
            pattern = re.sub("[её]", "[её]", re.escape(word.lower()))
            fields = ("name", "short_name", "locality", "code", "inn")
            found = found.filter(reduce(or_, (Q(**{f"{f}__iregex": pattern}) for f in fields)))
        return found

    def open_on(self, day: date) -> "OrganizationQuerySet":
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))


@pghistory.track()
class Organization(models.Model):
    """A node of the tree region → municipality → institution."""

    class Level(models.TextChoices):
        REGION = "region", "регион"
        MUNICIPALITY = "municipality", "муниципалитет"
        INSTITUTION = "institution", "организация"

    class Type(models.TextChoices):
        SCHOOL = "school", "школа"
        COLLEGE = "college", "профессиональная образовательная организация"
        KINDERGARTEN = "kindergarten", "детский сад"
        SUPPLEMENTARY = "supplementary", "организация дополнительного образования"

    class Numbering(models.TextChoices):
        EXTERNAL = "external", "номер берётся из книги приказов организации"
        OWN = "own", "номер присваивает система"

    level = models.CharField("уровень", max_length=16, choices=Level)
    institution_type = models.CharField("тип", max_length=16, choices=Type, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="входит в",
    )
    code = models.SlugField("код", unique=True)
    name = models.CharField("полное наименование", max_length=400)
    short_name = models.CharField("краткое наименование", max_length=150)
    short_name_genitive = models.CharField(
        "краткое наименование в родительном падеже", max_length=150, blank=True
    )
    locality = models.CharField("населённый пункт", max_length=150, blank=True)
    address = models.CharField("адрес", max_length=300, blank=True)
    contacts = models.CharField("телефоны, почта", max_length=300, blank=True)
    inn = models.CharField("ИНН", max_length=12, blank=True)
    time_zone = models.CharField("часовой пояс", max_length=40, default="Europe/Moscow")
    order_numbering = models.CharField(
        "нумерация приказов", max_length=10, choices=Numbering, default=Numbering.EXTERNAL
    )
    order_number_pattern = models.CharField("образец номера", max_length=40, default="{n}-ОД")
    closed_on = models.DateField("закрыта", null=True, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="organization_level_fits_parent",
                condition=Q(level="region", parent=None)
                | Q(level__in=["municipality", "institution"], parent__isnull=False),
            ),
            models.CheckConstraint(
                name="organization_type_of_institutions_only",
                condition=Q(level="institution") & ~Q(institution_type="")
                | ~Q(level="institution") & Q(institution_type=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="parent_is_one_level_up",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id", "level"),
                func="""
                    IF NEW.parent_id IS NOT NULL AND (
                        SELECT level FROM organizations_organization WHERE id = NEW.parent_id
                    ) IS DISTINCT FROM (
                        CASE NEW.level WHEN 'municipality' THEN 'region' ELSE 'municipality' END
                    ) THEN
                        RAISE EXCEPTION 'parent of % must be one level up', NEW.code
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_institution(self) -> bool:
        return self.level == self.Level.INSTITUTION

    @property
    def genitive(self) -> str:
        """«МОУ гимназии № 7»: the form entered by the organization, else made of its name."""
        return self.short_name_genitive or genitive_of(self.short_name)

    @property
    def region(self) -> "Organization":
        return self.parent.region if self.parent else self


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def visible_to(self, member: "Membership") -> "SignatoryQuerySet":
        """Those of exactly the member's organization, who names them itself."""
        return self.filter(organization=member.organization_id)

    def in_office(self, day: date) -> "SignatoryQuerySet":
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


@pghistory.track()
class Signatory(models.Model):
    """Who signs documents of an organization in a period: the director or one acting for them."""

    personal_fields = frozenset({"full_name"})

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="signatories")
    full_name = models.CharField("фамилия, имя, отчество", max_length=200)
    position = models.CharField("должность", max_length=200, default="Директор")
    starts_on = models.DateField("с")
    ends_on = models.DateField("по", null=True, blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = "подписывающее лицо"
        verbose_name_plural = "подписывающие лица"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="signatory_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.full_name}"
