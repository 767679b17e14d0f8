"""Cells of the table school × task: two thousand on a page, so they are written in one go."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from roadmaps.cascade.summaries import Cell, Row

register = template.Library()
TONES = {"done": " good", "late": " bad", "declined": " warn", "started": " info"}
WORDS = {
    "done": "готово {day}",
    "late": "просрочено {day}",
    "waiting": "не принято",
    "declined": "отклонено",
    "dropped": "не проводится",
    "started": "идёт до {day}",
    "open": "до {day}",
}
UNDATED = {"started": "идёт", "open": "в плане", "done": "готово"}
CELL = '<td><a class="tag{}" href="{}{}/">{}</a></td>'
NOBODY = SafeString('<td><span class="muted" title="не поручено">–</span></td>')


@register.simple_tag
def completion_cells(row: Row) -> SafeString:
    """The cells of one school: state and day in words, each a link to its page."""
    cells = [_cell(row, cell) for cell in row.cells]
    return SafeString("".join(cells))


def _cell(row: Row, cell: Cell) -> SafeString:
    if not cell.state:
        return NOBODY
    words = WORDS[cell.state] if cell.day else UNDATED.get(cell.state, WORDS[cell.state])
    said = words.format(day=f"{cell.day:%d.%m.%Y}" if cell.day else "")
    changed = " · изменено" if cell.changed else ""
    tone = TONES.get(cell.state, " warn" if cell.changed else "")
    return format_html(CELL, tone, _page(cell.task), row.pk, said + changed)


@lru_cache(maxsize=4096)
def _page(task: int) -> str:
    """Where the cells of a task open; the pk of the school follows."""
    return reverse("roadmaps:completion_cell", args=[task, 0]).removesuffix("0/")
