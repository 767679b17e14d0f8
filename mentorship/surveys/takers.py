"""Answers that rooms above take themselves: surveys ask, spend the link and keep nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.core.registry import Registry
from mentorship.surveys.models import Invitation


@dataclass(frozen=True)
class Taker:
    """`people` are those an answer may name (key, words); `take` keeps the answers of a link.

    `take` runs in the transaction that spends the link and raises DomainError in words.
    """

    people: Callable[[Invitation, date], list[tuple[str, str]]]
    take: Callable[[Invitation, Mapping[str, Any], date], None]


# Purpose of a questionnaire → who takes its answers.
TAKERS: Registry[Taker] = Registry()
