"""Tags of the texts of documents: numbered points, declined names, blanks to be filled by hand."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from mentorship.core.wording import date_in_words
from mentorship.documents.agreements import Representative
from mentorship.documents.contexts import DocumentContext, NameInCase

register = template.Library()

# Stands between a point and its sub-points until they are numbered; no text can hold it.
_SUB_POINT = "\x1e"


@register.simple_block_tag(takes_context=True)
def points(context: Context, content: str, first_lines: str = "") -> SafeString:
    """The points of an order in the order chosen, numbered; what was typed replaces the standard.

    `first_lines` is the class of their first lines: «part» makes them headings of an agreement.

    The standard points inside only lay their words down here: one that the template leaves out by
    its data, or the form by hand, leaves no hole in the numbers.
    """
    standard = _standard_points(context)
    texts = [
        [conditional_escape(line) for line in item.printed(is_heading=bool(first_lines))]
        or standard.get(item.code, [])
        for item in context["context"].points
    ]
    chosen = [lines for lines in texts if lines]
    numbered = (_numbered(n, lines, first_lines) for n, lines in enumerate(chosen, 1))
    return format_html_join("", "{}", ((lines,) for lines in numbered))


@register.simple_block_tag(takes_context=True)
def point(context: Context, content: str, code: str) -> str:
    """The standard words of a point, kept for `points`."""
    words = [mark_safe(part.strip()) for part in content.split(_SUB_POINT)]  # noqa: S308 -- rendered
    _standard_points(context)[code] = words
    return ""


@register.simple_block_tag
def subpoint(content: str) -> SafeString:
    """A sub-point inside a point: «2.1. …»."""
    return format_html("{}{}", _SUB_POINT, content)


def _standard_points(context: Context) -> dict[str, list[SafeString]]:
    state: Any = context.render_context
    found: dict[str, list[SafeString]] = state.setdefault("points", {})
    return found


def _numbered(number: int, lines: Sequence[str], first_class: str) -> SafeString:
    rest = ((f"{number}.{sub}.", line) for sub, line in enumerate(lines[1:], 1))
    first = format_html(' class="{}"', first_class) if first_class else ""
    head = format_html("<p{}>{} {}</p>", first, f"{number}.", lines[0])
    return format_html("{}{}", head, format_html_join("", "<p>{} {}</p>", rest))


@register.simple_tag
def blank(line: str) -> SafeString:
    """A place to be filled: marked on the screen, a line on paper."""
    return format_html("<mark>{}</mark>", line)


@register.simple_tag
def or_blank(value: str, line: str) -> SafeString | str:
    """The value, or a blank where there is none."""
    return value or blank(line)


@register.simple_tag
def document_date(context: DocumentContext) -> str:
    """«16 марта 2022 г.» of a registered document; a draft has blanks for handwriting."""
    return date_in_words(context.dated_on) if context.dated_on else "«___» ____________ 20___ г."


@register.simple_tag
def document_number(context: DocumentContext) -> str:
    """«№ 204-ОД»; the annex stamp takes the same number as the head, nobody types it twice."""
    return f"№\N{NO-BREAK SPACE}{context.number or '________'}"


@register.simple_tag(takes_context=True)
def in_case(context: Context, name: NameInCase) -> SafeString:
    """A declined name; in the preview it is underlined and opens the form of its correction."""
    document = context.get("corrected_in")
    if document is None:
        return format_html("{}", name.text)
    query = urlencode({"nominative": name.nominative, "case": name.case, "text": name.text})
    address = f"{reverse('documents:name_form_update', args=[document.pk])}?{query}"
    return format_html(
        '<a class="in-case" href="{}" hx-get="{}" hx-target="#name-form"'
        ' hx-swap="innerHTML show:top" title="Исправить форму"><u data-case="{}">{}</u></a>',
        address,
        address,
        name.case,
        name.text,
    )


@register.simple_tag(takes_context=True)
def each_in_case(context: Context, people: Sequence[Representative]) -> SafeString:
    """«учителя физики Седых Надежды Алексеевны, …»: positions with names; nobody is a blank."""
    if not people:
        return blank("______________________________")
    parts = [
        [in_case(context, form) for form in (person.position, person.name) if form.text]
        for person in people
    ]
    joined = [(format_html_join(" ", "{}", ((part,) for part in words)),) for words in parts]
    return format_html_join(", ", "{}", joined)
