from datetime import date

from django import template
from django.utils import timezone

from mentorship.core.working_days import day_off_in_words, last_working_day, moves_may_come
from roadmaps import workflow
from roadmaps.models import Task
from roadmaps.readings import NAMED_DAYS, Reading
from roadmaps.wording import reading_in_words
from roadmaps.work.bulk import mark_of

register = template.Library()


@register.filter
def reading_words(row: Task | Reading) -> str:
    """Say what the deadline was read as; of an open recurring task also when it is next due."""
    is_open = isinstance(row, Task) and row.is_open
    return reading_in_words(
        row.windows, row.recurrence, row.deadline_kind, row.due_on if is_open else None
    )


@register.filter
def reading_hint(task: Task) -> str:
    """The reading under the printed deadline, unless it only repeats the print."""
    words = reading_words(task)
    return "" if words in task.deadline_text.lower() else words


@register.filter
def days_late(task: Task) -> int:
    """Days since the due date of an open task; 0 when it is not late."""
    today: date = timezone.localdate()
    return (today - task.due_on).days if task.due_on and task.is_overdue(today) else 0


@register.filter
def day_off(task: Task) -> str:
    """What to say of an open task that is due on a day off; nothing else is worth a remark."""
    return day_off_in_words(task.due_on) if task.due_on and task.is_open else ""


@register.filter
def unsure_day(task: Task) -> bool:
    """Whether the due date of an open task may yet become a day off or a working one."""
    is_named = task.is_open and task.deadline_kind in NAMED_DAYS
    return is_named and task.due_on is not None and moves_may_come(task.due_on)


@register.filter
def day_off_brief(task: Task) -> str:
    """The same in a table, where the day stands beside it already."""
    if task.due_on is None or not day_off(task):
        return ""
    return f"выходной; последний рабочий день {last_working_day(task.due_on):%d.%m}"


@register.filter
def row_mark(task: Task) -> str:
    """The state of a row as the page shows it, for what is done with several rows at once."""
    return mark_of(task)


@register.simple_tag
def can_edit(member, row) -> bool:
    """The predicate of the services, for buttons."""
    return workflow.can_edit(member, row)
