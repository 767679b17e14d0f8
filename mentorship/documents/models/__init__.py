"""Documents, their files, numbers and looks."""

from mentorship.documents.models.documents import Document, DocumentQuerySet
from mentorship.documents.models.files import StoredFile
from mentorship.documents.models.layout import Layout
from mentorship.documents.models.names import NameForm
from mentorship.documents.models.numbers import NumberSeries, TakenNumber
from mentorship.documents.models.templates import UploadedTemplate

__all__ = [
    "Document",
    "DocumentQuerySet",
    "Layout",
    "NameForm",
    "NumberSeries",
    "StoredFile",
    "TakenNumber",
    "UploadedTemplate",
]
