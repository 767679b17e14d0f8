"""Numbers of a draft above the institution, kept for a few minutes: a region takes seconds."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from django.core.cache import cache

from mentorship.core.outages import able_without_valkey
from monitoring.models import Note

KEPT_SECONDS = 5 * 60
T = TypeVar("T")


def kept_for(note: Note, today: date, what: Iterable[str], count: Callable[[], T]) -> T:
    """What was counted for the same note, day and names, else counted now.

    A school's is counted each time. Without Valkey so is every one.
    """
    if note.organization.is_institution:
        return count()
    named = "\n".join([str(today), *what])
    key = f"note:{note.pk}:{hashlib.sha256(named.encode()).hexdigest()}"
    with able_without_valkey("a note is counted anew"):
        found: T | None = cache.get(key)
        if found is not None:
            return found
    made = count()
    with able_without_valkey("a note is counted anew each time"):
        cache.set(key, made, KEPT_SECONDS)
    return made
