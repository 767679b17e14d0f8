"""The number of a document and the files it stands in, made together (docs/decisions/0017)."""

from mentorship.core.exceptions import DomainError
from mentorship.documents.checks import missing_of
from mentorship.documents.kinds import Kind
from mentorship.documents.lengths import refuse_endless
from mentorship.documents.models import Document, StoredFile
from mentorship.documents.numbering import next_number, take_number, took_foreseen
from mentorship.documents.rendering import Rendered, render
from mentorship.documents.uploaded.services import has_pdf, word_of

Contents = dict[StoredFile.Role, bytes]
# So often others may be quicker; then the number is taken first, and they wait for the print.
_TRIES = 3


def numbered_print(
    document: Document, kind: Kind, typed: str, *, prints_first: bool
) -> tuple[Rendered, Contents]:
    """Number the dated document and print its files with that number in them.

    A counted number is taken under the lock of its counter, which is held until the commit: a
    short document prints meanwhile. With `prints_first` the files are made with the number that
    comes next, and the lock is only taken to see that it still does; else they are made again.
    """
    day = document.dated_on
    if day is None:
        raise ValueError("a document is dated before it is numbered")
    if prints_first and next_number(document, day):
        for _ in range(_TRIES):
            document.number = next_number(document, day)
            printed = _printed(document, kind)
            if took_foreseen(document, kind, day.year):
                return printed
    take_number(document, kind, typed, day.year)
    return _printed(document, kind)


def _printed(document: Document, kind: Kind) -> tuple[Rendered, Contents]:
    rendered = render(document)
    if lacking := missing_of(document, rendered.context):
        raise DomainError(f"Документ не готов: {'; '.join(lacking)}.")
    refuse_endless(rendered.body)
    contents = {StoredFile.Role.DOCX: word_of(document, rendered)}
    if has_pdf(document):
        contents[StoredFile.Role.PDF] = rendered.pdf()
    return rendered, contents
