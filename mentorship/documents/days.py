"""Whether the day a document is given looks like a slip of the pen; nothing here forbids it.

A document may be written into the book later than it was signed, so a doubtful day is asked about
once and then taken.
"""

import re
from datetime import date

from mentorship.documents.kinds import ORDERS, kind_of
from mentorship.documents.models import Document, TakenNumber

_COUNT = re.compile(r"\d+")


def day_doubts(document: Document, dated_on: date, number: str = "") -> list[str]:
    """Sentences about a day before the last of the book, or before what the document rests on.

    `number` is the typed one, empty where the system counts: a counted number is the later always.
    """
    last = _last_of_the_book(document, dated_on)
    doubts = [_words(document, last, dated_on)] if last and _is_later(number, last) else []
    return doubts + kind_of(document).day_doubts(document, dated_on)


def _last_of_the_book(document: Document, dated_on: date) -> Document | None:
    """The document of the series and calendar year with the last day, when that is after ours."""
    taken = TakenNumber.objects.filter(
        organization=document.organization_id,
        series=kind_of(document).series,
        year=dated_on.year,
        document__state=Document.State.REGISTERED,
        document__dated_on__gt=dated_on,
    )
    last = taken.select_related("document").order_by("-document__dated_on", "-pk").first()
    return last.document if last else None


def _is_later(number: str, last: Document) -> bool:
    """Whether a number follows that of another; numbers without a figure follow none."""
    if not number:
        return True
    ours, others = _COUNT.search(number), _COUNT.search(last.number)
    return bool(ours and others and int(ours[0]) > int(others[0]))


def _words(document: Document, last: Document, dated_on: date) -> str:
    dated, what = ("Приказ датирован", "последний приказ")
    if kind_of(document).series != ORDERS:
        dated, what = ("Документ датирован", "последний в этом ряду")
    return (
        f"{dated} {dated_on:%d.%m.%Y}, а {what} № {last.number} – {last.dated_on:%d.%m.%Y}: "
        "проверьте дату."
    )
