"""Health of a pair in three words, not a score (ecosystem §4, rule 8)."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from mentorship.pairs.models import Pair


class Health(NamedTuple):
    """A word, its tone in the look (good | warn | info) and the reason behind it."""

    word: str
    tone: str
    reason: str


def health(pair: Any, today: date) -> Health | None:
    """The word about a pair `with_health_facts` and `heard_by`; None once it is over."""
    if pair.state in Pair.OVER:
        return None
    if reason := _trouble(pair, today):
        return Health("Нужно внимание", "warn", reason)
    if pair.state not in Pair.WORKING:
        return Health("Рано судить", "info", "ещё не закреплена приказом")
    if pair.last_met_on is None:
        return Health("Рано судить", "info", "встреч ещё не было")
    return Health("Идёт по плану", "good", f"последняя встреча {pair.last_met_on:%d.%m.%Y}")


def _trouble(pair: Any, today: date) -> str:
    if pair.lacks_consent:
        return "нет согласия на обработку данных"
    if pair.state not in Pair.WORKING:
        return ""
    if pair.asks_help:
        return "в обратной связи просят о помощи"
    if pair.ends_on < today:
        return f"срок закончился {pair.ends_on:%d.%m.%Y}"
    silent_since = max(pair.last_met_on or pair.starts_on, pair.starts_on)
    if silent_since >= today - timedelta(days=Pair.SILENT_DAYS):
        return ""
    if pair.last_met_on is None:
        return "встреч ещё не было"
    return f"последняя встреча {pair.last_met_on:%d.%m.%Y}"
