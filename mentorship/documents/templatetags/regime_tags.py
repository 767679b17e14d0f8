"""The words of the chosen regime in the texts of documents."""

from typing import Any

from django import template

from mentorship.documents.regimes import WORDS

register = template.Library()


@register.simple_tag
def model_words(context: Any, form: str) -> str:
    """«целевой модели наставничества обучающихся» and its like, by the field of `RegimeWords`."""
    return str(getattr(WORDS[context.regime], form))
