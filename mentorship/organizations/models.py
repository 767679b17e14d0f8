from datetime import date
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from mentorship.organizations.roles import RIGHTS, Right, Role
from mentorship.organizations.scoping import within

if TYPE_CHECKING:
    from mentorship.accounts.models import User


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def visible_to(self, member: "Membership") -> "OrganizationQuerySet":
        """The member's own organization and every one below it."""
        return self.filter(within(member, field=""))

    def institutions(self) -> "OrganizationQuerySet":
        return self.filter(level=Organization.Level.INSTITUTION)

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
        """«МОУ гимназии № 7»: the form entered by the institution, else the name in quotes."""
        return self.short_name_genitive or f"организации «{self.short_name}»"

    @property
    def region(self) -> "Organization":
        return self.parent.region if self.parent else self


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def visible_to(self, member: "Membership") -> "SignatoryQuerySet":
        return self.filter(within(member, field="organization"))

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


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active_on(self, day: date) -> "MembershipQuerySet":
        """Memberships in force on the day, of organizations that still exist."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day),
            Q(organization__closed_on=None) | Q(organization__closed_on__gt=day),
            starts_on__lte=day,
        )

    def visible_to(self, member: "Membership") -> "MembershipQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class Membership(models.Model):
    """A role of a person in an organization for a period; deputies act for another membership."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="memberships")
    role = models.CharField("роль", max_length=16, choices=Role)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по", null=True, blank=True)
    acts_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name="замещает",
    )
    institution_types = ArrayField(
        models.CharField(max_length=16, choices=Organization.Type),
        verbose_name="только типы организаций",
        default=list,
        blank=True,
    )
    institutions = models.ManyToManyField(
        Organization, blank=True, related_name="+", verbose_name="только эти организации"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "участие"
        verbose_name_plural = "участия"
        ordering = ["organization__name", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="membership_deputy_has_an_end",
                condition=Q(acts_for=None) | Q(ends_on__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="role_fits_level",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("role", "organization_id"),
                func="""
                    IF (SELECT level FROM organizations_organization WHERE id = NEW.organization_id)
                       <> (CASE NEW.role WHEN 'coordinator' THEN 'region'
                           WHEN 'methodist' THEN 'municipality' ELSE 'institution' END) THEN
                        RAISE EXCEPTION 'role % does not fit the level', NEW.role
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organization.short_name}"

    def may(self, right: Right | str) -> bool:
        """Whether the role carries the right; the register is `organizations/roles.py`."""
        return self.role in RIGHTS[Right(right)]


class HeadcountQuerySet(models.QuerySet["Headcount"]):
    def visible_to(self, member: "Membership") -> "HeadcountQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class Headcount(models.Model):
    """How many people of a category an organization has on a day: a denominator, never guessed.

    Ages are full years, both bounds included; `experience_to` is full years of teaching.
    An empty bound means «любой». Enterprises of the territory are counted here too.
    """

    class Category(models.TextChoices):
        PUPIL = "pupil", "обучающиеся"
        TEACHER = "teacher", "педагогические работники"
        ENTERPRISE = "enterprise", "предприятия территории"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="headcounts")
    as_of = models.DateField("на дату")
    category = models.CharField("категория", max_length=16, choices=Category)
    age_from = models.PositiveSmallIntegerField("возраст от", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("возраст до", null=True, blank=True)
    experience_to = models.PositiveSmallIntegerField("стаж до, лет", null=True, blank=True)
    value = models.PositiveIntegerField("численность")
    source = models.CharField("источник", max_length=200)

    objects = HeadcountQuerySet.as_manager()

    class Meta:
        verbose_name = "численность"
        verbose_name_plural = "численность"
        ordering = ["-as_of", "category", "age_from", "age_to", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="headcount_once_a_day",
                fields=["organization", "as_of", "category", "age_from", "age_to", "experience_to"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="headcount_ages_in_order",
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}{self.bounds}: {self.value}"

    @property
    def bounds(self) -> str:
        """« 10–19 лет», « стаж до 3 лет» or nothing."""
        parts = []
        if self.age_from is not None and self.age_to is not None:
            parts.append(f" {self.age_from}–{self.age_to} лет")
        if self.experience_to is not None:
            parts.append(f" со стажем до {self.experience_to} лет")
        return "".join(parts)


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, member: "Membership") -> "ParticipationQuerySet":
        return self.filter(within(member, field="institution"))


@pghistory.track()
class Participation(models.Model):
    """The yearly list of participants, approved by order of the region (S004, этап 3)."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="participations")
    year = models.PositiveSmallIntegerField("учебный год")
    order = models.CharField("приказ", max_length=200, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "участие в году"
        verbose_name_plural = "участие в году"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="participation_once_a_year", fields=["institution", "year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}, {self.year}"


def member_of(user: "User", day: date) -> MembershipQuerySet:
    """Memberships among which the user may switch today, with their organizations."""
    return (
        Membership.objects.filter(user=user)
        .active_on(day)
        .select_related("organization__parent__parent", "user")
        .prefetch_related("institutions")
        .order_by("starts_on", "pk")
    )
