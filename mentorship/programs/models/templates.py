from typing import Any, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.bank.models import MentoringForm
from mentorship.organizations.models import (
    Membership,
    Organization,
    Versioned,
    VersionedQuerySet,
)
from mentorship.programs.models.practices import Practice


class ProgramTemplateQuerySet(VersionedQuerySet["ProgramTemplate"]):
    def shared_with(self, member: Membership) -> Self:
        """Drafts of those above stay theirs."""
        draft = Q(state=ProgramTemplate.State.DRAFT)
        return super().shared_with(member).filter(Q(organization=member.organization_id) | ~draft)

    def in_use_by(self, member: Membership) -> Self:
        return super().in_use_by(member).order_by("form__position", "title", "pk")


@pghistory.track()
class ProgramTemplate(Versioned):
    """A program without a pair: versioned, built in or of an organization, shared downwards.

    `content` is the shape of `content.py`. A copy keeps the code and says what it was copied from,
    so that the difference between the own and the inherited one can be shown.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="program_templates"
    )
    form = models.ForeignKey(
        MentoringForm, models.PROTECT, related_name="+", verbose_name="форма наставничества"
    )
    content: Any = models.JSONField("содержание", default=dict)
    derived_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies"
    )
    practice = models.ForeignKey(
        Practice, models.PROTECT, null=True, blank=True, related_name="templates"
    )
    changed_at = models.DateTimeField("изменён", auto_now=True)
    objects = ProgramTemplateQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = "шаблон программы"
        verbose_name_plural = "шаблоны программ"
        ordering = ["title", "-version", "pk"]
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
    def keeper(self) -> str:
        """Whose template it is, in words."""
        return self.organization.short_name if self.organization else "встроенный"
