"""What the pages of batches show."""

from collections.abc import Iterable
from typing import Any

from mentorship.core.exceptions import DomainError
from mentorship.documents.batches.offers import OFFERS
from mentorship.documents.batches.services import KEPT_DAYS
from mentorship.documents.models import Batch
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear

GONE = "строки больше нет"


def page_of(batch: Batch, member: Membership) -> dict[str, Any]:
    """Documents in the order of the rows, those left out, and whether something is to be done."""
    offer, year = OFFERS[batch.kind], SchoolYear(batch.school_year)
    labels = {row.key: row.label for row in offer.rows(member, year, "")}
    items = {item.key: item for item in batch.items.select_related("document")}
    rows = [(labels.get(key, GONE), items.get(key)) for key in batch.rows]
    made = [(label, item) for label, item in rows if item and item.document and not item.left_out]
    return {
        "batch": batch,
        "title": offer.title,
        "made": made,
        "left_out": [(label, item) for label, item in rows if item and item.left_out],
        "waiting": [label for label, item in rows if item is None],
        "kept_days": KEPT_DAYS,
    }


def titles_of(batches: Iterable[Batch]) -> list[tuple[Batch, str]]:
    return [(batch, OFFERS[batch.kind].title) for batch in batches]


def open_files(batch: Batch, member: Membership) -> dict[str, Any]:
    """The files by their roles; DomainError when they may not be given out any more.

    Drafts name people by their consents of the day they were made: once one has ended, the file
    cannot be given in part. What was registered stands.
    """
    if batch.dated_on is None:
        fields = OFFERS[batch.kind].fields(member, SchoolYear(batch.school_year), batch.rows)
        printed = batch.items.filter(left_out="", document__isnull=False)
        keys = printed.values_list("key", flat=True)
        if any(isinstance(fields.get(key, GONE), str) for key in keys):
            raise DomainError(
                "С тех пор как файлы собраны, кто-то из людей больше не может быть назван в "
                "документе. Соберите файлы заново: его в них не будет."
            )
    return {"pdf": batch.pdf, "zip": batch.archive}
