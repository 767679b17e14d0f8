"""Valkey does not answer: what may go on without it does, the rest says so with a calm page."""

import contextlib
import logging
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from redis import exceptions

logger = logging.getLogger(__name__)
NO_ANSWER = (exceptions.ConnectionError, exceptions.TimeoutError)
RETRY_AFTER_SECONDS = 60


@contextlib.contextmanager
def able_without_valkey(what: str) -> Iterator[None]:
    """Leave the block where Valkey is needed and silent, with a line in the log."""
    try:
        yield
    except NO_ANSWER as error:
        logger.warning("%s without Valkey: %s", what, type(error).__name__)


class OutageMiddleware:
    """Turns a silent Valkey into 503 in words; the transaction of the page is rolled back by then.

    What was typed stands in the answer, behind a button that sends it again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, NO_ANSWER):
            return None
        logger.error("page %s without Valkey: %s", request.resolver_match, type(error).__name__)
        response = render(request, "unavailable.html", {"typed": typed(request)}, status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form held, to be sent again; nothing where a file or a password was sent."""
    if request.FILES or any("password" in name for name in request.POST):
        return []
    fields = ((name, values) for name, values in request.POST.lists() if name[:4] != "csrf")
    return [(name, value) for name, values in fields for value in values]
