"""Job titles of people of an organization by their names: the room that keeps the cards tells."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from mentorship.core.registry import Registry
from mentorship.organizations.models import Organization

Source = Callable[[Organization, Iterable[str], date], Mapping[str, str]]
POSTS: Registry[Source] = Registry()


def known_posts(organization: Organization, names: Iterable[str], day: date) -> dict[str, str]:
    """Job titles on a day by full name; whoever is not known has none."""
    asked = list(names)
    return {name: post for find in POSTS for name, post in find(organization, asked, day).items()}
