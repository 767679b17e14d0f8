"""A note on paper: the draft as it reads now, a version as it was frozen."""

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from mentorship.documents.contexts import as_signed, lines_of
from mentorship.documents.layouts import layout_of, page_layout
from mentorship.documents.rendering import Printout, printed
from mentorship.organizations.models import Organization, Signatory
from monitoring.models import NoteVersion
from monitoring.notes.blocks import Block, Chart, Grid
from monitoring.notes.body import NoteBody

TEMPLATE = "monitoring/notes/print.html"


def printed_body(
    body: NoteBody, *, is_draft: bool, number: int = 1, reason: str = ""
) -> SafeString:
    """The text in the vocabulary of documents; in a draft live numbers are marked as such."""
    organization = body.note.organization
    settings = layout_of(organization)
    contacts = ", ".join(filter(None, [organization.address, organization.contacts]))
    sections = [
        {"title": row.section.title, "blocks": [_told(block) for block in row.blocks]}
        for row in body.sections
        if row.blocks
    ]
    values = {
        "context": {
            "above_name": lines_of(settings.above_name),
            "organization": organization.name,
            "below_name": lines_of(settings.below_name or contacts),
        },
        "note": body.note,
        "body": body,
        "sections": sections,
        "is_draft": is_draft,
        "number": number,
        "reason": reason,
        "position": signing_position(organization),
    }
    return printed(TEMPLATE, values)


def printed_draft(body: NoteBody) -> SafeString:
    """A draft as its next version will read, on the page and in its files."""
    note = body.note
    number = note.versions.count() + 1
    return printed_body(body, is_draft=True, number=number, reason=note.correction)


def printout_of(note_title: str, organization: Organization, body: str) -> Printout:
    """PDF and Word of a text; both are made of the same words."""
    return Printout(
        title=note_title,
        author=organization.short_name,
        body=mark_safe(body),  # noqa: S308 -- escaped when it was rendered
        layout=page_layout(layout_of(organization)),
    )


def printout_of_version(version: NoteVersion) -> Printout:
    note = version.note
    return printout_of(f"{note}, редакция {version.number}", note.organization, version.body)


def signing_position(organization: Organization) -> str:
    """Who signs, by title: a note names nobody, the name is written by hand."""
    today = timezone.localdate()
    signatories = Signatory.objects.filter(organization=organization).in_office(today)
    found = signatories.order_by("-starts_on", "-pk").first()
    return as_signed(found.position) if found else ""


def _told(block: Block) -> dict[str, object]:
    if isinstance(block, Chart):
        return {"kind": "chart", "block": block, "picture": block.drawing.encoded()}
    return {"kind": "grid" if isinstance(block, Grid) else "line", "block": block}
