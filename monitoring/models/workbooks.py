"""Report forms: XLSX workbooks with marked cells, in versions by school year."""

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import at_or_above


class ReportFormQuerySet(models.QuerySet["ReportForm"]):
    def visible_to(self, member: Membership) -> "ReportFormQuerySet":
        """Those of the member's own organization, which keeps them."""
        return self.filter(organization=member.organization_id)

    def shared_with(self, member: Membership) -> "ReportFormQuerySet":
        """One's own, the shipped ones, and those above that have an accepted version."""
        flows_down = Q(organization=None) | at_or_above(member, field="organization")
        ready = FormVersion.objects.accepted().filter(form=models.OuterRef("pk"))
        return self.filter(flows_down).filter(
            Q(organization=member.organization_id) | models.Exists(ready)
        )

    def in_use(self) -> "ReportFormQuerySet":
        return self.filter(archived_at=None)


@pghistory.track()
class ReportForm(models.Model):
    """A form of report; without an organization it is shipped with its source."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="report_forms"
    )
    code = models.SlugField("код", max_length=40)
    title = models.CharField("название", max_length=200)
    source = models.CharField(
        "откуда форма", max_length=300, help_text="Письмо, приказ или сайт, откуда взята книга."
    )
    checked_on = models.DateField("дата проверки", null=True, blank=True)
    archived_at = models.DateTimeField("в архиве с", null=True, blank=True)
    archived_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReportFormQuerySet.as_manager()

    class Meta:
        verbose_name = "форма отчёта"
        verbose_name_plural = "формы отчётов"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="reportform_code_once",
                fields=["organization", "code"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="reportform_archived_by_somebody",
                condition=Q(archived_at=None, archived_by=None)
                | Q(archived_at__isnull=False, archived_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("monitoring:form_detail", args=[self.pk])

    def version_for(self, year: SchoolYear) -> "FormVersion | None":
        """The accepted version that holds in a school year: the latest begun by then."""
        begun = self.versions.accepted().light().filter(first_year__lte=year.first)
        return begun.order_by("-first_year", "-number").first()


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    def visible_to(self, member: Membership) -> "FormVersionQuerySet":
        return self.filter(form__organization=member.organization_id)

    def shared_with(self, member: Membership) -> "FormVersionQuerySet":
        """Versions of forms that reach the member; pending ones only of one's own forms."""
        forms = ReportForm.objects.shared_with(member)
        own = Q(form__organization=member.organization_id)
        return self.filter(form__in=forms).filter(own | Q(accepted_at__isnull=False))

    def accepted(self) -> "FormVersionQuerySet":
        return self.filter(accepted_at__isnull=False)

    def light(self) -> "FormVersionQuerySet":
        """Without the file: lists do not carry workbooks about."""
        return self.defer("content")


@pghistory.track(exclude=["content"])
class FormVersion(models.Model):
    """A workbook that holds from a school year on; once accepted it never changes.

    Rounds keep the version they were opened with. `layout` is what was read out of the file when
    it was uploaded: marked cells, formulas, merged areas.
    """

    form = models.ForeignKey(ReportForm, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("редакция")
    first_year = models.PositiveSmallIntegerField("действует с учебного года")
    content = models.BinaryField("файл")
    sha256 = models.CharField(max_length=64)
    layout: Any = models.JSONField("разметка", default=dict)
    uploaded_at = models.DateTimeField("загружена", auto_now_add=True)
    # A shipped version was uploaded and accepted by nobody.
    uploaded_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField("принята", null=True, blank=True)
    accepted_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "редакция формы"
        verbose_name_plural = "редакции форм"
        ordering = ["-first_year", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(name="formversion_number_once", fields=["form", "number"])
        ]
        triggers = [
            pgtrigger.Protect(
                name="workbook_stays",
                operation=pgtrigger.UpdateOf(
                    "form_id", "number", "first_year", "content", "sha256", "layout"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.form}, редакция {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:form_version", args=[self.pk])

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.first_year)

    @property
    def file_name(self) -> str:
        return f"{self.form.title}, редакция {self.number}.xlsx"
