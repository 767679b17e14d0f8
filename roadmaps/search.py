from collections.abc import Sequence

from mentorship.core.folding import Holds
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.search import Hit, Query, Source
from roadmaps.attention import short
from roadmaps.models import Task, TaskQuerySet


def find_tasks(member: Membership, query: Query) -> TaskQuerySet:
    """Tasks of the roadmaps in use by words of the title, the newest roadmaps first."""
    if not member.may(Right.ROADMAPS_VIEW) or not query.words:
        return Task.objects.none()
    found = Task.objects.visible_to(member).filter(section__roadmap__archived_on=None)
    for word in query.words:
        found = found.filter(Holds("title", word))
    return found.select_related("organization").order_by("-section__roadmap__starts_on", "pk")


def show_tasks(member: Membership, rows: Sequence[Task]) -> list[Hit]:
    return [
        Hit(
            short(task.title),
            f"{task.organization.short_name} · {task.deadline_text or 'срок не указан'}",
            task.get_absolute_url(),
        )
        for task in rows
    ]


TASKS = Source("Мероприятия дорожных карт", 60, (find_tasks,), show_tasks)
