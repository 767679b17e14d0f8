"""What in a text reads like the name of a person: what goes above the institution names nobody.

Asked of the words alone: whoever is above must not learn from a refusal whom the banks know.
"""

import re
from collections.abc import Iterable
from functools import cache

from faker.providers.person.ru_RU import Provider

from mentorship.organizations.models import Organization

# Whom a school or a street is called after is no participant.
HONOUR = (
    r"(?:\b(?:им\.|имени|памяти|премии|ул\.|улиц[аеыу]|пр\.|проспект[аеу]?|площад[иь])\s+"
    r"(?:А\.\s)?)?(?:\bГероя(?:\s+[А-ЯЁ][а-яё]+){0,2}?\s+)?"
)
INITIALS = r"[А-ЯЁ]\.\s?[А-ЯЁ]\."
WORD = r"[А-ЯЁ](?:[а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]+(?:-[А-ЯЁ]+)?)"
PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|вич[ауе]|вичем|вн[аыеу]|вной|ичн[аыеу]|ичной)"
SURNAME = (
    r"[А-ЯЁ][а-яё]*(?:[оеё]в|[иы]н)(?:а|у|ой|ым|е|ы|ых)?|[А-ЯЁ][а-яё]*[сц]к(?:ий|ая|ого|ому|им|ой|ую)"
    r"|[А-ЯЁ][а-яё]*(?:енко|[ую]к|[ую]ка|ян|ых|их)"
)
# A shorter beginning would fit too many words.
SHORTEST_STEM = 3


def names_in(text: str, organization: Organization | None = None) -> list[str]:
    """«Иванова А. Б.», «А.Б. ИВАНОВА», «Анна Борисовна», «Иванова Анна», in any case."""
    for own in (organization.name, organization.short_name) if organization else ():
        text = text.replace(own, "")
    return [found["name"] for found in _pattern().finditer(text) if not found["honour"]]


@cache
def _pattern() -> re.Pattern[str]:
    first = "|".join(sorted(map(_declined, _first_names()), key=len, reverse=True))
    shapes = (
        rf"{WORD}\s+{INITIALS}",
        rf"{INITIALS}\s?{WORD}\b",
        rf"{WORD}\s+{PATRONYMIC}\b",
        rf"(?:{SURNAME})\s+(?:{first})\b",
        rf"(?:{first})\s+(?:{SURNAME})\b",
    )
    return re.compile(rf"(?P<honour>{HONOUR})\b(?P<name>{'|'.join(shapes)})")


def _first_names() -> Iterable[str]:
    return {*Provider.first_names_male, *Provider.first_names_female}


def _declined(name: str) -> str:
    """«Анн» with any ending of a case."""
    stem = name.rstrip("аяйь")
    return rf"{stem}[а-яё]{{0,3}}" if len(stem) >= SHORTEST_STEM else name
