"""Numbers of a generated report text, in the wording of S002."""

from typing import Any

from django import template

from roadmaps.progress.facts import Facts

register = template.Library()
OF_INSTITUTION, OF_ALL = "от общего количества в ОО", "от общего количества в организациях"


@register.simple_tag(takes_context=True)
def number(context: Any, code: str) -> str:
    """«55»: the figure of the code as it may be read."""
    return _found(context["facts"], code).text


@register.simple_tag(takes_context=True)
def share(context: Any, code: str, base: str) -> str:
    """«55 / 33 % от общего количества в ОО», or the number and why there is no share."""
    facts: Facts = context["facts"]
    row, whole = _found(facts, code), facts.bases[base]
    if whole.value is None:
        return f"{row.text} (доля не посчитана: {whole.lacks})"
    if row.is_hidden:
        return row.text
    of = OF_INSTITUTION if context["organization"].is_institution else OF_ALL
    return f"{row.text} / {percent(row.value, whole.value)} % {of}"


def percent(part: int, whole: int) -> int:
    """Whole percent, half rounded up."""
    return (200 * part + whole) // (2 * whole)


def _found(facts: Facts, code: str) -> Any:
    return next(row for row in facts.numbers if row.key == code)
