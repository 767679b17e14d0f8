from typing import Any

import pghistory
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from mentorship.bank.models import MentoringForm
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import across_region, within


class PracticeQuerySet(models.QuerySet["Practice"]):
    def visible_to(self, member: Membership) -> "PracticeQuerySet":
        """Own ones in any state, and those published by anybody of the same region."""
        own = Q(organization=member.organization_id)
        shared = across_region(member, field="organization") & Q(state=Practice.State.PUBLISHED)
        return self.filter(own | shared)

    def owned_by(self, member: Membership) -> "PracticeQuerySet":
        return self.filter(organization=member.organization_id)

    def reviewed_by(self, member: Membership) -> "PracticeQuerySet":
        """Published ones of the member's own branch: what a methodist recommends."""
        branch = within(member, field="organization")
        return self.filter(branch, state=Practice.State.PUBLISHED)

    def with_takings(self) -> "PracticeQuerySet":
        """Adds `takings`: how many organizations took the practice over."""
        return self.annotate(takings=Count("templates__organization", distinct=True))


@pghistory.track()
class Practice(models.Model):
    """A program or a best practice that others may take over: no person is named in it.

    The third bank («базы эффективных программ наставничества, которые могут реализовываться как в
    данной, так и в иных ОО», S000, 2.2). `content` is empty or the shape of `content.py`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        PUBLISHED = "published", "опубликована"
        ARCHIVED = "archived", "в архиве"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="practices")
    state = models.CharField("состояние", max_length=9, choices=State, default=State.DRAFT)
    title = models.CharField("название", max_length=200)
    form = models.ForeignKey(
        MentoringForm, models.PROTECT, related_name="+", verbose_name="форма наставничества"
    )
    description = models.TextField("описание", max_length=4000)
    result = models.TextField("результат", max_length=2000, blank=True)
    link = models.URLField("ссылка", max_length=500, blank=True)
    content: Any = models.JSONField("программа", default=dict, blank=True)
    # Where it was made of; the check of names looks at the people of this program's pair.
    program = models.ForeignKey(
        "programs.Program", models.SET_NULL, null=True, blank=True, related_name="practices"
    )
    changed_at = models.DateTimeField("изменена", auto_now=True)
    published_on = models.DateField("опубликована с", null=True, blank=True)
    recommended_at = models.DateTimeField("рекомендована", null=True, blank=True)
    recommended_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = "практика"
        verbose_name_plural = "практики"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="practice_published_on_when_published",
                condition=~Q(state="published") | Q(published_on__isnull=False),
            ),
            models.CheckConstraint(
                name="practice_recommended_at_with_by",
                condition=Q(recommended_at=None, recommended_by=None)
                | Q(recommended_at__isnull=False, recommended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:practice_detail", args=[self.pk])

    @property
    def has_plan(self) -> bool:
        return bool(self.content.get("activities"))
