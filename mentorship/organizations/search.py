"""Sources of the search box: upper rooms register where they look."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership


@dataclass(frozen=True)
class Hit:
    text: str
    detail: str
    url: str


SearchFunction = Callable[[Membership, str], Iterable[Hit]]
# Title of the group («Люди», «Пары и группы») → function of member and the typed text.
SEARCH: Registry[SearchFunction] = Registry()
