from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import at_or_above


class UploadedTemplateQuerySet(models.QuerySet["UploadedTemplate"]):
    def visible_to(self, member: Membership) -> "UploadedTemplateQuerySet":
        """Those of the member's own organization: it accepts and retires them."""
        return self.filter(organization=member.organization_id)

    def shared_with(self, member: Membership) -> "UploadedTemplateQuerySet":
        """One's own, and those above that are in use: a region's template is inherited."""
        above = Q(accepted_at__isnull=False, retired_at=None)
        return self.filter(at_or_above(member, field="organization")).filter(
            Q(organization=member.organization_id) | above
        )

    def in_use(self) -> "UploadedTemplateQuerySet":
        return self.filter(accepted_at__isnull=False, retired_at=None)


@pghistory.track()
class UploadedTemplate(models.Model):
    """A Word file with named fields for one kind of document; each upload is a version.

    Pending until its fields were looked at and it was accepted; a retired one stays for the
    documents that were printed from it.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField("вид документа", max_length=40)
    version = models.PositiveSmallIntegerField("версия")
    file = models.FileField("файл", upload_to="templates/%Y/")
    sha256 = models.CharField(max_length=64)
    # Paths of the fields the file names: «номер», «пары.наставник».
    fields: Any = models.JSONField("поля", default=list)
    uploaded_at = models.DateTimeField("загружен", auto_now_add=True)
    uploaded_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField("принят", null=True, blank=True)
    accepted_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    retired_at = models.DateTimeField("снят", null=True, blank=True)
    retired_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = UploadedTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "шаблон документа"
        verbose_name_plural = "шаблоны документов"
        ordering = ["kind", "-version", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="uploadedtemplate_one_version", fields=["organization", "kind", "version"]
            ),
            models.UniqueConstraint(
                name="uploadedtemplate_one_in_use",
                fields=["organization", "kind"],
                condition=Q(accepted_at__isnull=False, retired_at=None),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="accepted_file_stays",
                operation=pgtrigger.UpdateOf("file", "sha256", "fields", "kind", "version"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, версия {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("documents:template_detail", args=[self.pk])
