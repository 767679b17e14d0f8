"""Cards of upper rooms that an account gets together with its role; they register here by role."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership, Organization


@dataclass(frozen=True)
class CardSource:
    """Which cards wait for an account, and how one becomes the account's own.

    `tie` runs in the transaction of the acceptance; it raises DomainError when the card is gone.
    """

    title: str
    free: Callable[[Organization, date], list[tuple[int, str]]]
    tie: Callable[[int, Membership], None]


# Role → its cards: a mentor works with the pairs of their own card in the bank.
CARDS: Registry[CardSource] = Registry()
