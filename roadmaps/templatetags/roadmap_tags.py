from datetime import date

from django import template
from django.utils import timezone

from roadmaps import workflow
from roadmaps.models import Task
from roadmaps.readings import Reading
from roadmaps.wording import reading_in_words

register = template.Library()


@register.filter
def reading_words(row: Task | Reading) -> str:
    """Say what the deadline was read as."""
    return reading_in_words(row.windows, row.recurrence, row.deadline_kind)


@register.filter
def days_late(task: Task) -> int:
    """Days since the due date of an open task; 0 when it is not late."""
    today: date = timezone.localdate()
    return (today - task.due_on).days if task.due_on and task.is_overdue(today) else 0


@register.simple_tag
def can_edit(member, row) -> bool:
    """The predicate of the services, for buttons."""
    return workflow.can_edit(member, row)
