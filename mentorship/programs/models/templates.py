from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from mentorship.bank.models import MentoringForm
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import at_or_above
from mentorship.programs.models.practices import Practice


class ProgramTemplateQuerySet(models.QuerySet["ProgramTemplate"]):
    def shared_with(self, member: Membership) -> "ProgramTemplateQuerySet":
        """Own templates, those put to use above, and the built-in ones."""
        above = Q(organization=None) | at_or_above(member, field="organization")
        own = Q(organization=member.organization_id)
        return self.filter(own | above & ~Q(state=ProgramTemplate.State.DRAFT))

    def owned_by(self, member: Membership) -> "ProgramTemplateQuerySet":
        """Templates the member's organization keeps itself; nobody rewrites those from above."""
        return self.filter(organization=member.organization_id)

    def published(self) -> "ProgramTemplateQuerySet":
        return self.filter(state=ProgramTemplate.State.PUBLISHED)

    def in_use_by(self, member: Membership) -> "ProgramTemplateQuerySet":
        """One template of each code: the own one, else that of the nearest organization above."""
        nearest = Case(
            When(organization=None, then=Value(3)),
            When(organization__level=Organization.Level.REGION, then=Value(2)),
            When(organization__level=Organization.Level.MUNICIPALITY, then=Value(1)),
            default=Value(0),
        )
        chosen = self.shared_with(member).published().order_by("code", nearest)
        nearest_ones = ProgramTemplate.objects.filter(pk__in=chosen.distinct("code").values("pk"))
        return nearest_ones.order_by("form__position", "title", "pk")


@pghistory.track()
class ProgramTemplate(models.Model):
    """A program without a pair: versioned, built in or of an organization, shared downwards.

    `content` is the shape of `content.py`. A copy keeps the code and says what it was copied from,
    so that the difference between the own and the inherited one can be shown.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        PUBLISHED = "published", "используется"
        ARCHIVED = "archived", "в архиве"

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="program_templates"
    )
    code = models.SlugField("код")
    version = models.PositiveSmallIntegerField("редакция", default=1)
    state = models.CharField("состояние", max_length=9, choices=State, default=State.PUBLISHED)
    title = models.CharField("название", max_length=200)
    form = models.ForeignKey(
        MentoringForm, models.PROTECT, related_name="+", verbose_name="форма наставничества"
    )
    content: Any = models.JSONField("содержание", default=dict)
    source = models.CharField("источник", max_length=300)
    checked_on = models.DateField("дата проверки")
    derived_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies"
    )
    practice = models.ForeignKey(
        Practice, models.PROTECT, null=True, blank=True, related_name="templates"
    )
    changed_at = models.DateTimeField("изменён", auto_now=True)
    published_at = models.DateTimeField("введён в действие", null=True, blank=True)
    published_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ProgramTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "шаблон программы"
        verbose_name_plural = "шаблоны программ"
        ordering = ["title", "-version", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="programtemplate_version_once",
                fields=["organization", "code", "version"],
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="programtemplate_one_in_use",
                fields=["organization", "code"],
                condition=Q(state="published"),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="programtemplate_one_draft",
                fields=["organization", "code"],
                condition=Q(state="draft"),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="programtemplate_published_at_with_by",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("content", "title", "code", "version", "form_id"),
                func="""
                    IF OLD.published_at IS NOT NULL AND
                        (NEW.content, NEW.title, NEW.code, NEW.version, NEW.form_id)
                        IS DISTINCT FROM
                        (OLD.content, OLD.title, OLD.code, OLD.version, OLD.form_id)
                    THEN
                        RAISE EXCEPTION 'template % is in use and never changes', OLD.id
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:template_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def keeper(self) -> str:
        """Whose template it is, in words."""
        return self.organization.short_name if self.organization else "встроенный"
