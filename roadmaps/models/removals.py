import pghistory
from django.db import models

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import within
from roadmaps.models.plans import Roadmap, Task


class RemovedTaskQuerySet(models.QuerySet["RemovedTask"]):
    def visible_to(self, member: Membership) -> "RemovedTaskQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class RemovedTask(models.Model):
    """A task taken out of a roadmap, with the reason; it is kept in an archived roadmap of its own.

    So nothing reported is ever deleted, and no list or count has to leave it out by itself.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    task = models.OneToOneField(Task, models.CASCADE, related_name="removal")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="removed_tasks")
    section_title = models.TextField("раздел", blank=True)
    reason = models.TextField("почему")
    removed_on = models.DateField("исключено")

    objects = RemovedTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "исключённое мероприятие"
        verbose_name_plural = "исключённые мероприятия"
        ordering = ["-removed_on", "task__position", "pk"]

    def __str__(self) -> str:
        return self.reason
