"""Tasks taken out of a roadmap and put back: nothing is deleted, the reason stays."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from roadmaps.models import RemovedTask, Roadmap, Section, Task
from roadmaps.workflow import refuse_edit

STORE = "Исключено из карты «{title}»"
SECTION = "Исключённые мероприятия"
LONGEST_TITLE = 400


@transaction.atomic
def remove_tasks(
    *, roadmap: Roadmap, member: Membership, reasons: Mapping[Task, str]
) -> list[RemovedTask]:
    """Take tasks out of the roadmap, each with its reason; reports and files go with them."""
    refuse_edit(member, roadmap)
    if any(not reason.strip() for reason in reasons.values()):
        raise DomainError("Напишите, почему мероприятие исключается: по нему уже есть отчёт.")
    if not reasons:
        return []
    section = _store(roadmap)
    removed = [
        RemovedTask(
            organization=roadmap.organization,
            task=task,
            roadmap=roadmap,
            section_title=task.section.title,
            reason=reason.strip(),
            removed_on=timezone.localdate(),
        )
        for task, reason in reasons.items()
    ]
    for task in reasons:
        task.section = section
        task.save(update_fields=["section"])
    return RemovedTask.objects.bulk_create(removed)


@transaction.atomic
def restore_task(*, removed: RemovedTask, member: Membership) -> Task:
    """Put a task back into its section; a section that is there no more is made again."""
    roadmap = Roadmap.objects.select_for_update().get(pk=removed.roadmap_id)
    refuse_edit(member, roadmap)
    if roadmap.archived_on:
        raise DomainError("Дорожная карта в архиве. Сначала верните её из архива.")
    tasks = Task.objects.select_for_update(of=("self",)).select_related("section")
    task = tasks.get(pk=removed.task_id)
    store = task.section.roadmap_id
    sections = list(Section.objects.filter(roadmap=roadmap).order_by("position", "pk"))
    same = [section for section in sections if section.title == removed.section_title]
    title, last_one = removed.section_title, sections[-1:]
    if not same and (title or not sections):
        position = last_one[0].position + 1 if last_one else 1
        same = [Section.objects.create(roadmap=roadmap, position=position, title=title)]
    task.section = (same or last_one)[0]
    last = Task.objects.filter(section=task.section).order_by("-position").first()
    task.position = last.position + 1 if last else 1
    task.save(update_fields=["section", "position"])
    removed.delete()
    # An emptied store is nobody's plan: it must not come out of the archive as one.
    if store != roadmap.pk and not Task.objects.filter(section__roadmap=store).exists():
        Roadmap.objects.filter(pk=store).delete()
    return task


def _store(roadmap: Roadmap) -> Section:
    """The section of the archived roadmap that keeps what was taken out of this one."""
    kept = Section.objects.filter(tasks__removal__roadmap=roadmap).first()
    if kept:
        return kept
    archived = Roadmap.objects.create(
        organization=roadmap.organization,
        title=STORE.format(title=roadmap.title)[:LONGEST_TITLE],
        starts_on=roadmap.starts_on,
        ends_on=roadmap.ends_on,
        archived_on=timezone.localdate(),
    )
    return Section.objects.create(roadmap=archived, position=1, title=SECTION)
