"""Who stands behind a write, and through what: the ids of the log's context in words."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import resolve

from mentorship.accounts.models import User
from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership


@dataclass(frozen=True)
class Origin:
    """A job or another thing that wrote, with the page of its result, if any."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Author:
    """Who wrote, in which role; nobody signed in means the system itself."""

    name: str
    role: str = ""
    origin: Origin | None = None


# Key of the context («job») → words of its ids, in one statement; upper rooms register.
ORIGINS: Registry[Callable[[Collection[int]], dict[int, Origin]]] = Registry()


class Authors:
    """Authors of many contexts: users, memberships and each registered origin in one go."""

    def __init__(self, contexts: Iterable[dict[str, Any]], reader: Membership) -> None:
        known = [context for context in contexts if context]
        self.reader = reader
        self.users = User.objects.in_bulk(_ids(known, "user"))
        self.memberships = Membership.objects.in_bulk(_ids(known, "membership"))
        self.origins = {key: words(_ids(known, key)) for key, words in ORIGINS.items()}

    def of(self, context: dict[str, Any]) -> Author:
        user = self.users.get(context.get("user", 0))
        membership = self.memberships.get(context.get("membership", 0))
        role = membership.get_role_display() if membership else ""
        if membership and context.get("acts_for"):
            role += ", замещает"
        return Author(user.full_name if user else _nobody(context), role, self._origin(context))

    def _origin(self, context: dict[str, Any]) -> Origin | None:
        for key, origins in self.origins.items():
            if origin := origins.get(context.get(key, 0)):
                return origin if may_open(self.reader, origin.url) else Origin(origin.text)
        return None


def may_open(member: Membership, url: str) -> bool:
    """Whether the right of the page at an address is the member's; the row is asked there."""
    if not url:
        return False
    view: Any = resolve(url).func
    guarded = view.view_class.dispatch if hasattr(view, "view_class") else view
    right = getattr(guarded, "access_right", None)
    return right is None or member.may(right)


def _ids(contexts: list[dict[str, Any]], key: str) -> set[int]:
    return {context[key] for context in contexts if context.get(key)}


def _nobody(context: dict[str, Any]) -> str:
    """A command of the administrator, somebody who answered by a secret link, or the system."""
    if name := context.get("command"):
        return f"команда {name}"
    return "без входа, по ссылке" if context.get("request") else "система"
