"""Secrets of links that were just made: shown and printed for an hour, kept nowhere else.

Only their hashes are in the database. Who comes later gives the links out anew.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.core.cache import cache

from mentorship.core.outages import able_without_valkey
from mentorship.surveys.models import InvitationBatch

KEPT_FOR = timedelta(hours=1)
Tokens = dict[int, str]


def keep_links(batch: InvitationBatch, tokens: Mapping[int, str]) -> None:
    """Tokens by the pk of their invitation."""
    cache.set(_key(batch, "links"), dict(tokens), KEPT_FOR.total_seconds())


def links_of(batch: InvitationBatch) -> Tokens:
    """What can still be shown; empty when the hour is over."""
    kept: Tokens = cache.get(_key(batch, "links"), {})
    return kept


def keep_sheet(batch: InvitationBatch, pdf: bytes) -> None:
    cache.set(_key(batch, "sheet"), pdf, KEPT_FOR.total_seconds())


def sheet_of(batch: InvitationBatch) -> bytes | None:
    kept: bytes | None = cache.get(_key(batch, "sheet"))
    return kept


def forget(batch: InvitationBatch) -> None:
    """The links are not good any more: nobody may print or send them.

    They end in the database; a withdrawn consent does not wait for Valkey.
    """
    with able_without_valkey("links end"):
        cache.delete_many([_key(batch, "links"), _key(batch, "sheet")])


def _key(batch: InvitationBatch, what: str) -> str:
    return f"survey-secrets:{batch.pk}:{what}"
