"""How often a link and an address may knock; counted in Valkey, forgotten by itself.

A whole class answers behind one address in one lesson, so the address may do much, a link little.
Wrong secrets are counted together with those of the other links (`accounts.guessing`). Without
Valkey nobody is refused: the lesson goes on, and each link still takes one answer.
"""

import contextlib
from typing import NamedTuple

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

from mentorship.accounts.models import TokenLink
from mentorship.core.outages import able_without_valkey


class Limit(NamedTuple):
    """So many times in so many seconds, counted from the first."""

    name: str
    most: int
    seconds: int


OPENING = Limit("opening", 60, 3600)
SENDING = Limit("sending", 30, 600)
SENDING_FROM_ADDRESS = Limit("sending-from", 300, 600)


def is_hurrying(limit: Limit, who: str) -> bool:
    """Count one more time; True when it is over the limit."""
    key = f"link:{limit.name}:{who}"
    # ValueError: the count ran out between the two.
    with able_without_valkey("links are answered"), contextlib.suppress(ValueError):
        return not cache.add(key, 1, limit.seconds) and int(cache.incr(key)) > limit.most
    return False


def opens_too_often(link: TokenLink) -> bool:
    return is_hurrying(OPENING, str(link.pk))


def sends_too_often(request: HttpRequest, link: TokenLink) -> bool:
    """Every sending counts for its link and for its address, also one sent back with errors."""
    address = is_hurrying(SENDING_FROM_ADDRESS, str(get_client_ip_address(request)))
    return is_hurrying(SENDING, str(link.pk)) or address
