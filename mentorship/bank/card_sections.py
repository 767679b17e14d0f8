"""Parts of a person's card that upper rooms fill: they register here, the card only shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mentorship.bank.models import Person
from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership


@dataclass(frozen=True)
class CardSection:
    """A template and what it shows, as `section`; asked only where more than the name is shown."""

    template: str
    content: Any


CARD_SECTIONS: Registry[Callable[[Membership, Person], CardSection | None]] = Registry()


def sections_of(member: Membership, person: Person) -> list[CardSection]:
    """The parts that have something to show."""
    return [section for fill in CARD_SECTIONS if (section := fill(member, person))]
