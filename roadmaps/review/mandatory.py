"""Which tasks the municipality demands of every institution, and which of them a plan lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from rapidfuzz import fuzz

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from roadmaps.difference import ALIKE
from roadmaps.models import Roadmap, Task, TaskAddress, TaskLink, TaskQuerySet
from roadmaps.review.content import TaskText
from roadmaps.workflow import can_keep

OF_INSTITUTIONS = "Обязательные мероприятия отмечают в плане муниципалитета или региона."


@dataclass(frozen=True)
class Demanded:
    """How many tasks are mandatory for the institution, and those its plan does not have."""

    total: int
    missing: tuple[Task, ...]

    @property
    def present(self) -> int:
        return self.total - len(self.missing)


def demanded_of(roadmap: Roadmap, texts: Iterable[TaskText]) -> Demanded:
    """Compare a plan, as its version says it, with the mandatory tasks of the municipality.

    A task is there when it was taken from the municipal one, or reads alike: plans typed in Word
    are not linked.
    """
    wanted = list(mandatory_for(roadmap))
    said = list(texts)
    linked = set(
        TaskLink.objects.accepted()
        .filter(source__in=wanted, task__in=[text.key for text in said])
        .values_list("source", flat=True)
    )
    titles = [_plain(text.title) for text in said]
    missing = tuple(
        task for task in wanted if task.pk not in linked and not _reads_alike(task, titles)
    )
    return Demanded(len(wanted), missing)


def mandatory_for(roadmap: Roadmap) -> TaskQuerySet:
    """Mandatory tasks of the municipal plans of the same time; where a task is addressed to some
    institutions only, to this one too."""
    institution = roadmap.organization
    reaching = TaskAddress.objects.reaching(institution)
    tasks = Task.objects.filter(
        Q(address=None) | Q(address__in=reaching),
        is_mandatory=True,
        organization=institution.parent_id,
        section__roadmap__archived_on=None,
        section__roadmap__starts_on__lte=roadmap.ends_on,
        section__roadmap__ends_on__gte=roadmap.starts_on,
    )
    return tasks.order_by("section__roadmap", "section__position", "position", "pk")


@transaction.atomic
def mark_mandatory(*, roadmap: Roadmap, member: Membership, tasks: Iterable[int]) -> int:
    """Make exactly these tasks of an office's plan mandatory; how many they are.

    Not a change of the plan's text, so it is possible in every state.
    """
    if not can_keep(member, roadmap):
        raise PermissionDenied
    if roadmap.organization.is_institution:
        raise DomainError(OF_INSTITUTIONS)
    wanted = set(tasks)
    for task in Task.objects.filter(section__roadmap=roadmap).select_for_update(of=("self",)):
        if task.is_mandatory != (task.pk in wanted):
            task.is_mandatory = not task.is_mandatory
            task.save(update_fields=["is_mandatory"])
    return Task.objects.filter(section__roadmap=roadmap, is_mandatory=True).count()


def _reads_alike(task: Task, titles: Sequence[str]) -> bool:
    wanted = _plain(task.title)
    return any(fuzz.token_sort_ratio(wanted, title) >= ALIKE for title in titles)


def _plain(title: str) -> str:
    return " ".join(title.casefold().replace("ё", "е").split())
