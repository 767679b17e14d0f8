"""Who acts: told once by the middleware, the worker or a command; both logs read it here."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import pghistory

# These serve or wait for others, who say themselves who acts; a shell is nobody's command.
_NOT_ACTING = frozenset({"", "help", "runserver", "shell", "test"})


@dataclass(frozen=True)
class Actor:
    """Ids only: names of people never enter a log. Empty where nobody signed in."""

    user: int | None = None
    membership: int | None = None
    acts_for: int | None = None
    organization: int | None = None
    request: str = ""
    job: int | None = None
    address: str | None = None


_NOBODY = Actor()
_actor: ContextVar[Actor] = ContextVar("actor", default=_NOBODY)


def current_actor() -> Actor:
    return _actor.get()


@contextmanager
def acting(actor: Actor, *, writes: bool = True) -> Iterator[None]:
    """Everything read or written inside is this actor's; `writes` tells the triggers too.

    A page that only reads is spared their words before each statement.
    """
    token = _actor.set(actor)
    try:
        with pghistory.context(**_metadata(actor)) if writes else nullcontext():
            yield
    finally:
        _actor.reset(token)


@contextmanager
def command(arguments: list[str]) -> Iterator[None]:
    """What a management command writes is marked with its name; arguments may be personal."""
    name = arguments[1] if len(arguments) > 1 else ""
    with nullcontext() if name in _NOT_ACTING else pghistory.context(command=name):
        yield


def _metadata(actor: Actor) -> dict[str, Any]:
    """What the change log keeps; the address of a computer stands in the reading log alone."""
    who: dict[str, Any] = {
        "user": actor.user,
        "membership": actor.membership,
        "acts_for": actor.acts_for,
        "organization": actor.organization,
    }
    if actor.request:
        who["request"] = actor.request
    if actor.job:
        who["job"] = actor.job
    return who
