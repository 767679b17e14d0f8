"""Tags of long texts: numbered chapters «1. …» and clauses «1.1. …» without holes."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def chapter(context: Context, title: str) -> SafeString:
    """The heading of the next chapter; the count belongs to one template."""
    numbers = _numbers(context)
    numbers[:] = [numbers[0] + 1, 0]
    return format_html('<p class="section">{}. {}</p>', numbers[0], title)


@register.simple_block_tag(takes_context=True)
def clause(context: Context, content: str) -> SafeString:
    """The next clause of the chapter; items of its list follow as paragraphs of their own."""
    numbers = _numbers(context)
    numbers[1] += 1
    words = mark_safe(content.strip())  # noqa: S308 -- rendered
    return format_html('<p class="clause">{}.{}. {}</p>', *numbers, words)


def _numbers(context: Context) -> list[int]:
    state: Any = context.render_context
    found: list[int] = state.setdefault("clauses", [0, 0])
    return found
