"""Short names of organizations in the genitive, as orders and letters write them."""

import re

from mentorship.core.names import Case
from mentorship.core.positions import decline_position

# «МБОУ», «МОУ ДО», «ГБПОУ»: an abbreviation has one form for all cases, and so has what is quoted.
_ONE_WORD = re.compile(r"[А-ЯЁ][а-яё]+")
_ABBREVIATIONS = re.compile(r"(?:[А-ЯЁ]{2,}\s+)*")


def genitive_of(short_name: str) -> str:
    """«МБОУ «Озёрская СОШ»» as it is, «МОУ гимназии № 7», «Детского сада № 20»."""
    start = _ABBREVIATIONS.match(short_name)
    head = start.group() if start else ""
    rest = short_name[len(head) :]
    if not rest or rest[0] in '«"„':
        return short_name
    if _ONE_WORD.fullmatch(short_name):
        # A name of one word may be anything: «Родник» is no common noun to be declined.
        return f"организации «{short_name}»"
    words = zip(rest.split(" "), decline_position(rest, Case.GENITIVE).split(" "), strict=True)
    return head + " ".join(_with_capitals(was, now) for was, now in words)


def _with_capitals(was: str, now: str) -> str:
    """«Ханты-Мансийский» keeps both capitals."""
    halves = list(zip(was.split("-"), now.split("-"), strict=False))
    if len(halves) == 1:
        return now
    return "-".join(new[:1].upper() + new[1:] if old[:1].isupper() else new for old, new in halves)
