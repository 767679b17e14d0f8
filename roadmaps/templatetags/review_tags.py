from collections.abc import Sequence

from django import template
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from roadmaps.review.comparing import FieldChange, Piece, TaskChange
from roadmaps.review.forms import AnswerForm, ReviewForm

register = template.Library()


@register.filter
def remark_field(form: ReviewForm, key: int) -> BoundField | None:
    """The field for a remark to the task, where the page offers one."""
    return form.remark_field(key)


@register.filter
def change_of(change: TaskChange, name: str) -> FieldChange | None:
    return change.field(name)


@register.filter
def pieces(side: Sequence[Piece], tag: str) -> SafeString:
    """A text with the words of its own side in `<del>` or `<ins>`."""
    marked = f"<{tag}>{{}}</{tag}>"
    texts = [
        format_html(marked, piece.text) if piece.is_marked else format_html("{}", piece.text)
        for piece in side
    ]
    return format_html_join("", "{}", ((text,) for text in texts))


@register.simple_tag
def answer_form(remark) -> AnswerForm:
    """The field of a remark on the plan's page, named apart from the others of the page."""
    return AnswerForm(initial={"answer": remark.answer}, auto_id=f"answer_{remark.pk}_%s")
