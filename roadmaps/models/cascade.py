"""How a municipal plan reaches the plans of its institutions, task by task (S000)."""

from datetime import date
from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import at_or_above, within
from roadmaps.models.plans import Roadmap, Task


class TaskAddressQuerySet(models.QuerySet["TaskAddress"]):
    def shared_with(self, member: Membership) -> "TaskAddressQuerySet":
        """What the member's own organization and those above it ask the ones below to do."""
        return self.filter(at_or_above(member, field="organization"))

    def reaching(self, institution: Organization) -> "TaskAddressQuerySet":
        """Tasks of plans in use that the institution is asked to take, by type or by name."""
        listed = AddressedInstitution.objects.filter(address=OuterRef("pk"))
        named = Q(Exists(listed.filter(institution=institution.pk))) | ~Q(Exists(listed))
        typed = Q(institution_types=[]) | Q(
            institution_types__contains=[institution.institution_type]
        )
        return self.filter(
            named,
            typed,
            organization=institution.parent_id,
            task__section__roadmap__archived_on=None,
        )


@pghistory.track()
class TaskAddress(models.Model):
    """A task of a municipal plan addressed to institutions: whom, confirmed by a methodist.

    No type means every type; no listed institution means every institution of those types.
    """

    class Recipient(models.TextChoices):
        INSTITUTION = "institution", "образовательные организации"
        HEAD = "head", "руководители организаций"
        CURATOR = "curator", "кураторы"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="task_addresses")
    task = models.OneToOneField(Task, models.CASCADE, related_name="address")
    recipients = ArrayField(
        models.CharField(max_length=12, choices=Recipient), verbose_name="кому поручено"
    )
    institution_types = ArrayField(
        models.CharField(max_length=16, choices=Organization.Type),
        verbose_name="типы организаций",
        default=list,
        blank=True,
    )
    confirmed_at = models.DateTimeField("поручено", auto_now_add=True)
    confirmed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = TaskAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "поручение организациям"
        verbose_name_plural = "поручения организациям"
        ordering = ["task__section__position", "task__position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="taskaddress_names_somebody", condition=Q(recipients__len__gt=0)
            )
        ]

    def __str__(self) -> str:
        return ", ".join(self.Recipient(code).label for code in self.recipients)

    @property
    def types_in_words(self) -> str:
        """«школы, детские сады» or nothing for all types."""
        return ", ".join(Organization.Type(code).label for code in self.institution_types)


@pghistory.track()
class AddressedInstitution(models.Model):
    """An institution named in an address, where not all of its type are asked."""

    address = models.ForeignKey(TaskAddress, models.CASCADE, related_name="listed")
    institution = models.ForeignKey(Organization, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "названная организация"
        verbose_name_plural = "названные организации"
        ordering = ["institution__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="addressedinstitution_once", fields=["address", "institution"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.address_id}: {self.institution_id}"


class TaskLinkQuerySet(models.QuerySet["TaskLink"]):
    def visible_to(self, member: Membership) -> "TaskLinkQuerySet":
        return self.filter(within(member, field="institution"))

    def accepted(self) -> "TaskLinkQuerySet":
        return self.filter(state=TaskLink.State.ACCEPTED)

    def in_force(self) -> "TaskLinkQuerySet":
        """All but those whose task is out of use: taken out of its plan, or archived with it."""
        return self.filter(Q(task=None) | Q(task__section__roadmap__archived_on=None))

    def settled(self, today: date) -> "TaskLinkQuerySet":
        """Decisions that still answer what is asked.

        A municipal plan runs for years, a school's mostly for one: when the school's plan is over
        and the municipal one goes on, what is due after it is asked again.
        """
        ended = F("task__section__roadmap__ends_on")
        return self.in_force().filter(
            Q(task=None)
            | Q(task__section__roadmap__ends_on__gte=today)
            | Q(source__section__roadmap__ends_on__lt=today)
            | Q(source__due_on__lte=ended)
        )


@pghistory.track()
class TaskLink(models.Model):
    """What an institution decided about a task it was asked to take, and the task it became.

    `taken` is the wording of the source at the last decision, `taken_mark` its mark: a source that
    reads otherwise now is a proposal to change. The tree is held by the database: a source is of
    the organization right above, the task of the institution itself, so links make no circle.
    """

    class State(models.TextChoices):
        ACCEPTED = "accepted", "принято в план"
        DECLINED = "declined", "отклонено"

    source = models.ForeignKey(Task, models.CASCADE, related_name="links")
    institution = models.ForeignKey(Organization, models.PROTECT, related_name="task_links")
    task = models.OneToOneField(
        Task, models.CASCADE, null=True, blank=True, related_name="source_link"
    )
    state = models.CharField("решение", max_length=8, choices=State)
    reason = models.TextField("причина", blank=True)
    taken: Any = models.JSONField(default=dict)
    taken_mark = models.CharField(max_length=16)
    decided_at = models.DateTimeField("решено", auto_now=True)
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = TaskLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "связь с вышестоящим планом"
        verbose_name_plural = "связи с вышестоящим планом"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="tasklink_once", fields=["source", "institution"]),
            models.CheckConstraint(
                name="tasklink_task_with_acceptance",
                condition=Q(state="accepted", task__isnull=False)
                | Q(state="declined", task=None) & ~Q(reason=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="from_the_organization_above",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("source_id", "institution_id", "task_id"),
                func="""
                    IF (SELECT organization_id FROM roadmaps_task WHERE id = NEW.source_id)
                        IS DISTINCT FROM (SELECT parent_id FROM organizations_organization
                                          WHERE id = NEW.institution_id)
                        OR NEW.task_id IS NOT NULL AND NEW.institution_id IS DISTINCT FROM
                        (SELECT organization_id FROM roadmaps_task WHERE id = NEW.task_id)
                    THEN
                        RAISE EXCEPTION 'link of task % leads outside its tree', NEW.source_id
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.institution_id}: {self.get_state_display()}"


class PlanLinkQuerySet(models.QuerySet["PlanLink"]):
    def visible_to(self, member: Membership) -> "PlanLinkQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class PlanLink(models.Model):
    """The plan another plan rests on: that of the organization above, or the one it corrects.

    A plan never rests on itself, also not through others; the database refuses the circle too.
    """

    class Kind(models.TextChoices):
        ABOVE = "above", "опирается на план"
        CORRECTION = "correction", "корректирует план"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="plan_links")
    roadmap = models.OneToOneField(Roadmap, models.CASCADE, related_name="base_link")
    parent = models.ForeignKey(Roadmap, models.CASCADE, related_name="resting_links")
    kind = models.CharField("связь", max_length=10, choices=Kind)
    linked_at = models.DateTimeField(auto_now_add=True)
    linked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = PlanLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "связь планов"
        verbose_name_plural = "связи планов"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="plans_make_no_circle",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("roadmap_id", "parent_id"),
                func="""
                    IF EXISTS (
                        WITH RECURSIVE above(id) AS (
                            SELECT NEW.parent_id
                            UNION
                            SELECT link.parent_id FROM roadmaps_planlink link
                                JOIN above ON link.roadmap_id = above.id
                        )
                        SELECT 1 FROM above WHERE id = NEW.roadmap_id
                    ) THEN
                        RAISE EXCEPTION 'plan % would rest on itself', NEW.roadmap_id
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.roadmap_id} {self.get_kind_display()} {self.parent_id}"
