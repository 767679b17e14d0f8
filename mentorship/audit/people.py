"""Names for the ids of the reading log; the room of people registers where to find them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership


@dataclass(frozen=True)
class Shown:
    """A person as the log names them today; somebody who is no more has no name."""

    name: str
    place: str = ""
    url: str = ""


# Pks of people → words, of those the member may see; in one statement.
PEOPLE: Registry[Callable[[Collection[int], Membership], dict[int, Shown]]] = Registry()


def named(people: Iterable[int], reader: Membership) -> dict[int, Shown]:
    """Words for every pk: who is gone, or not the reader's to see, stays without a name."""
    wanted = set(people)
    known = {pk: shown for source in PEOPLE for pk, shown in source(wanted, reader).items()}
    return {pk: known.get(pk, Shown("карточки больше нет")) for pk in wanted}
