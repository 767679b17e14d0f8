"""The name of one press of a button that begins a draft."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mentorship.documents.drafts import new_start

register = template.Library()


@register.simple_tag
def start_token() -> SafeString:
    """A hidden field: the form sent twice, with a script or without, begins one draft."""
    return format_html('<input type="hidden" name="start_token" value="{}">', new_start())
