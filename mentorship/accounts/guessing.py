"""How many wrong secrets an address may try before every link is closed to it for a while (S2).

A secret has 192 random bits, so without Valkey links go on uncounted. Letters do not: whoever asks
for one could fill a mailbox. Wrong passwords are counted in the database and need no Valkey.
"""

import contextlib

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

from mentorship.core.outages import able_without_valkey

# A school stands behind one address, and a link is mistyped or opened late now and then.
MOST_WRONG = 20
WAIT_SECONDS = 15 * 60
WORDS = "С вашего адреса слишком часто открывали неверные ссылки. Повторите через 15 минут."


def is_guessing(request: HttpRequest) -> bool:
    """Whether the address of the request has to wait; the trusted proxy's word counts (axes)."""
    with able_without_valkey("links are opened"):
        return int(cache.get(_key(request), 0)) >= MOST_WRONG
    return False


def count_wrong(request: HttpRequest) -> None:
    """One more secret that opened nothing; the count is forgotten after `WAIT_SECONDS`."""
    with able_without_valkey("wrong links are opened"):
        _count(request)


def asks_too_often(request: HttpRequest) -> bool:
    """Count one more letter asked for, among the wrong secrets; raises when Valkey is silent."""
    return _count(request) > MOST_WRONG


def _count(request: HttpRequest) -> int:
    key = _key(request)
    if not cache.add(key, 1, WAIT_SECONDS):
        with contextlib.suppress(ValueError):  # it ran out between the two
            return int(cache.incr(key))
    return 1


def _key(request: HttpRequest) -> str:
    return f"wrong-links:{get_client_ip_address(request)}"
