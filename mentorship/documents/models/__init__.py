"""Documents, their files, numbers and looks."""

from mentorship.documents.models.acquaintance import Acquaintance, AcquaintanceQuerySet
from mentorship.documents.models.batches import Batch, BatchItem
from mentorship.documents.models.checks import CheckCode
from mentorship.documents.models.dispatches import Dispatch, DispatchQuerySet
from mentorship.documents.models.documents import (
    Document,
    DocumentLink,
    DocumentQuerySet,
    StoredFile,
)
from mentorship.documents.models.drafts import DraftSave, DraftStart
from mentorship.documents.models.layout import Layout
from mentorship.documents.models.names import NameForm
from mentorship.documents.models.numbers import NumberSeries, SeriesNumbering, TakenNumber
from mentorship.documents.models.templates import UploadedTemplate

__all__ = [
    "Acquaintance",
    "AcquaintanceQuerySet",
    "Batch",
    "BatchItem",
    "CheckCode",
    "Dispatch",
    "DispatchQuerySet",
    "Document",
    "DocumentLink",
    "DocumentQuerySet",
    "DraftSave",
    "DraftStart",
    "Layout",
    "NameForm",
    "NumberSeries",
    "SeriesNumbering",
    "StoredFile",
    "TakenNumber",
    "UploadedTemplate",
]
