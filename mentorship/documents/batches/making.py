"""The work of a batch, run by the worker: safe to be killed anywhere and done again."""

import io
import re
import secrets
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from pypdf import PdfWriter

from mentorship.core.exceptions import DomainError
from mentorship.documents import services
from mentorship.documents.batches.offers import OFFERS
from mentorship.documents.downloads import contents_of, name_of
from mentorship.documents.kinds import KINDS, kind_of
from mentorship.documents.models import Batch, BatchItem, Document
from mentorship.documents.rendering import render
from mentorship.jobs.progress import Progress
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

LONGEST_REASON, LONGEST_NAME = 500, 120
_NO_FILE_NAME = re.compile(r'[<>:"/\\|?*«»\x00-\x1f]')


def make_batch(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Draw the documents up and gather the files; rights and consents are asked now.

    Each row is one transaction, so a killed worker leaves whole documents, and the next one goes
    on with the others; numbers are given in those transactions and have no gaps.
    """
    member = Membership.objects.select_related("organization").get(pk=params["membership"])
    batch = Batch.objects.visible_to(member).filter(pk=params["batch"]).first()
    if batch is None or (batch.dated_on and not member.may(Right.DOCUMENTS_REGISTER)):
        raise DomainError("Пакет документов не найден: возможно, сменилась роль.")
    year = SchoolYear(batch.school_year)
    fields = OFFERS[batch.kind].fields(member, year, batch.rows)
    for place, key in enumerate(batch.rows):
        progress.step(place, len(batch.rows), f"Готовлю документы: {place} из {len(batch.rows)}")
        make_row(member=member, batch=batch, key=key, fields=fields.get(key, "строки больше нет"))
    _gather(batch, progress)
    made = batch.items.filter(document__isnull=False, left_out="").count()
    return {"made": made, "left_out": len(batch.rows) - made}, batch.get_absolute_url()


@transaction.atomic
def make_row(
    *, member: Membership, batch: Batch, key: str, fields: Mapping[str, Any] | str
) -> BatchItem:
    """The document of one row, or in words why there is none; made already, it is left as it is.

    The row of the item is locked: of two workers the second finds what the first has made.
    """
    BatchItem.objects.bulk_create([BatchItem(batch=batch, key=key)], ignore_conflicts=True)
    items = BatchItem.objects.select_for_update(of=("self",)).select_related("document")
    item = items.get(batch=batch, key=key)
    if item.document and not item.document.is_draft:
        return item
    item.left_out = ""
    if isinstance(fields, str):
        item.left_out = fields[:LONGEST_REASON]
    else:
        item.document = item.document or _draft(member, batch, fields)
        item.left_out = _settled(member, batch, item.document)[:LONGEST_REASON]
    item.save()
    return item


def draft_rows(*, member: Membership, batch: Batch, typed: Mapping[str, Mapping[str, Any]]) -> None:
    """Draft the rows at once with what was typed for each; the worker goes on with these drafts.

    Whoever cannot be named is left for the worker, who says why.
    """
    fields = OFFERS[batch.kind].fields(member, SchoolYear(batch.school_year), batch.rows)
    for key in batch.rows:
        answer = fields.get(key, "")
        if not isinstance(answer, str):
            document = _draft(member, batch, {**answer, **typed.get(key, {})})
            BatchItem.objects.create(batch=batch, key=key, document=document)


def _draft(member: Membership, batch: Batch, fields: Mapping[str, Any]) -> Document:
    year = SchoolYear(batch.school_year)
    kind = KINDS[batch.kind]
    return services.create_draft(member=member, kind=kind, year=year, fields=dict(fields))


def _settled(member: Membership, batch: Batch, document: Document) -> str:
    """Register where it was asked for; gives what is lacking, then the draft waits to be mended."""
    if batch.dated_on is None:
        return "; ".join(kind_of(document).missing(render(document).context))
    try:
        with transaction.atomic():
            services.register(document=document, member=member, dated_on=batch.dated_on)
    except DomainError as refusal:
        return str(refusal)
    return ""


def _gather(batch: Batch, progress: Progress) -> None:
    """One PDF and one archive of what was made, in the order of the rows."""
    places = {key: place for place, key in enumerate(batch.rows)}
    items = batch.items.filter(document__isnull=False, left_out="")
    found = items.select_related("document__organization")
    made: list[Any] = sorted(found, key=lambda item: places[item.key])
    if not made:
        return
    names = _names(batch)
    named = [(names.get(item.key) or name_of(item.document), item.document) for item in made]
    pdf, archive = packed(_with_progress(named, progress))
    progress.begin_writing()
    _keep(batch, pdf, archive)


def _names(batch: Batch) -> dict[str, str]:
    """«Сертификат наставника Иванов И. И»: the kind and who it is for, by the key of the row."""
    member, year = batch.created_by, SchoolYear(batch.school_year)
    title, rows = KINDS[batch.kind].title, OFFERS[batch.kind].rows(member, year, "")
    return {row.key: file_words(f"{title} {row.short or row.label}") for row in rows}


def packed(documents: Iterable[tuple[str, Any]]) -> tuple[bytes, bytes]:
    """One PDF of all that have one (else no bytes), and the archive of their Word files.

    What was issued is put together from its stored bytes, a draft is rendered once.
    """
    merged, archived, printed = PdfWriter(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(archived, "w") as archive:
        for place, (name, document) in enumerate(documents, 1):
            contents = contents_of(document)
            if pdf := contents.get("pdf"):
                merged.append(io.BytesIO(pdf), import_outline=False)
            archive.writestr(f"{place:03} {name}.docx", contents["docx"])
    if not merged.pages:
        return b"", archived.getvalue()
    merged.write(printed)
    return printed.getvalue(), archived.getvalue()


def _with_progress(items: list[tuple[str, Any]], progress: Progress) -> Iterator[tuple[str, Any]]:
    for place, item in enumerate(items, 1):
        progress.step(place, len(items), f"Собираю файлы: {place} из {len(items)}")
        yield item


def file_words(words: str) -> str:
    """Words as a file may be named in Windows too: no signs it keeps for itself, not too long."""
    said = _NO_FILE_NAME.sub(" ", words.replace("\N{EN DASH}", "-"))
    return " ".join(said.split())[:LONGEST_NAME].rstrip(". ")


def _keep(batch: Batch, pdf: bytes, archive: bytes) -> None:
    """The new files take the place of older ones, which are deleted when the row is written."""
    old = [(field.storage, field.name) for field in (batch.pdf, batch.archive) if field]
    batch.pdf, batch.archive, batch.made_on = "", "", timezone.localdate()
    written = [(batch.archive, "zip", archive)] + ([(batch.pdf, "pdf", pdf)] if pdf else [])
    try:
        for field, extension, content in written:
            field.save(f"{secrets.token_hex(16)}.{extension}", ContentFile(content), save=False)
        batch.save(update_fields=["pdf", "archive", "made_on"])
    except BaseException:
        for field, _extension, _content in written:
            if field:
                field.storage.delete(str(field.name))
        raise
    for storage, name in old:
        storage.delete(str(name))
