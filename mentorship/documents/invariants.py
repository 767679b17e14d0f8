"""What must hold of documents whatever happened: asked by `bin/manage verify`."""

from collections.abc import Iterator

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q

from mentorship.documents.files import sha256_of
from mentorship.documents.models import Document, NumberSeries, StoredFile, TakenNumber
from mentorship.documents.orphans import orphans


def breaches() -> list[str]:
    """Every breach in words with ids, never with names; empty when all holds."""
    return [*_gaps(), *_numbers(), *_files(), *_orphans()]


def _gaps() -> Iterator[str]:
    """Numbers of an own series have no gap from where it begins to what the counter says."""
    key = ("organization_id", "series", "year")
    counted = TakenNumber.objects.filter(ordinal__isnull=False).values(*key)
    taken = {
        tuple(row[name] for name in key): row["ordinals"]
        for row in counted.annotate(ordinals=ArrayAgg("ordinal", order_by="ordinal"))
    }
    counters = {
        (row.organization_id, row.kind, row.year): range(row.begins_after + 1, row.last + 1)
        for row in NumberSeries.objects.all()
    }
    for series in sorted(taken.keys() | counters.keys()):
        if taken.get(series, []) != list(counters.get(series, ())):
            organization, code, year = series
            yield f"организация {organization}, ряд {code}, {year} год: номера идут не подряд"


def _numbers() -> Iterator[str]:
    """Each issued document holds its number in the book, and nothing else does."""
    issued = Document.objects.exclude(state=Document.State.DRAFT)
    unheld = issued.exclude(
        taken_number__number_key=F("number_key"),
        taken_number__organization=F("organization"),
        taken_number__year=F("dated_on__year"),
    )
    for pk in unheld.order_by("pk").values_list("pk", flat=True):
        yield f"документ {pk}: номера нет в книге занятых номеров"
    idle = TakenNumber.objects.filter(document__state=Document.State.DRAFT)
    for pk in idle.order_by("pk").values_list("document", flat=True):
        yield f"документ {pk}: черновик занял номер"


def _files() -> Iterator[str]:
    """Each issued document has its Word file, and every stored file is what it was."""
    has_docx = Q(files__role=StoredFile.Role.DOCX)
    issued = Document.objects.exclude(state=Document.State.DRAFT)
    for pk in issued.exclude(has_docx).order_by("pk").values_list("pk", flat=True):
        yield f"документ {pk}: нет сохранённого файла"
    for row in StoredFile.objects.order_by("pk").iterator():
        found = sha256_of(row)
        if found is None:
            yield f"документ {row.document_id}: файл {row.pk} потерян"
        elif found != row.sha256:
            yield f"документ {row.document_id}: файл {row.pk} изменён"


def _orphans() -> Iterator[str]:
    """No file lies there for more than a day without a row; the nightly task takes it away."""
    for name in orphans():
        yield f"файл {name}: ни один документ его не знает"
