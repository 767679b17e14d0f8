"""Template filters over `core.wording`, `core.names` and `core.positions`; no rule lives here."""

from datetime import date

from django import template
from django.utils.html import format_html_join

from mentorship.core import names, positions, wording

register = template.Library()


@register.filter
def plural_ru(number: float, forms: str) -> str:
    """Choose the noun's form after a number: `{{ n|plural_ru:"школа,школы,школ" }}`."""
    one, few, many = forms.split(",")
    return wording.plural_ru(number, one, few, many)


@register.filter
def counted(number: float, forms: str) -> str:
    """Write the count with its noun: `{{ n|counted:"школа,школы,школ" }}`."""
    one, few, many = forms.split(",")
    return wording.counted(number, one, few, many)


@register.filter
def unbroken(text: str | None) -> str:
    """Keep each name of a list «учитель – ученик; студент – ученик» on a line of its own."""
    names_in_list = ((name,) for name in (text or "").split("; "))
    return format_html_join("; ", '<span class="text-nowrap">{}</span>', names_in_list)


@register.filter
def date_words(day: date | None) -> str:
    """Write «16 марта 2022 г.»; nothing for no date."""
    return wording.date_in_words(day) if day else ""


@register.filter
def date_stamp(day: date | None) -> str:
    """Write ««16» марта 2022 г.»; blanks to be filled by hand for no date."""
    return wording.date_for_stamp(day) if day else "«___» ____________ 20___ г."


@register.filter
def initials_after(full_name: str) -> str:
    """Shorten a name for running text: «Лагунова Н. В.»."""
    return names.initials_after(full_name)


@register.filter
def initials_before(full_name: str) -> str:
    """Shorten a name for a signature line: «Н. В. Лагунова»."""
    return names.initials_before(full_name)


@register.filter
def position_in(position: str, case: str) -> str:
    """Decline a job title: `{{ position|position_in:"genitive" }}`."""
    return positions.decline_position(position, case)
