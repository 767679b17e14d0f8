"""How many wrong secrets an address may try before every link is closed to it for a while (S2)."""

import contextlib

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

# A school stands behind one address, and a link is mistyped or opened late now and then.
MOST_WRONG = 20
WAIT_SECONDS = 15 * 60
WORDS = "С вашего адреса слишком часто открывали неверные ссылки. Повторите через 15 минут."


def is_guessing(request: HttpRequest) -> bool:
    """Whether the address of the request has to wait; the trusted proxy's word counts (axes)."""
    return int(cache.get(_key(request), 0)) >= MOST_WRONG


def count_wrong(request: HttpRequest) -> None:
    """One more secret that opened nothing; the count is forgotten after `WAIT_SECONDS`."""
    key = _key(request)
    if not cache.add(key, 1, WAIT_SECONDS):
        with contextlib.suppress(ValueError):  # it ran out between the two
            cache.incr(key)


def _key(request: HttpRequest) -> str:
    return f"wrong-links:{get_client_ip_address(request)}"
