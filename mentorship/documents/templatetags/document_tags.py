"""Tags of the texts of documents: numbered points, declined names, blanks to be filled by hand."""

from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mentorship.core.wording import date_in_words
from mentorship.documents.contexts import DocumentContext, NameInCase

register = template.Library()


@register.simple_block_tag(takes_context=True)
def point(context: Context, content: str) -> SafeString:
    """A point of an order with its number; points left out leave no hole in the numbers."""
    number = int(context.render_context.get("point") or 0) + 1
    context.render_context["point"] = number
    return format_html("<p>{}. {}</p>", number, content)


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
