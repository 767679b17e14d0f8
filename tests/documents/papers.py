"""Drafts of any kind and their words, for the tests of the rooms that register kinds."""

import re
from html import unescape

from mentorship.documents.kinds import KINDS
from mentorship.documents.rendering import render
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import SignatoryFactory

_TAG = re.compile(r"<[^>]+>")


def draft_of(code, *, member, **fields):
    """A draft of a kind with the first values of its form and those given; somebody signs."""
    organization = member.organization
    if not organization.signatories.exists():
        SignatoryFactory(organization=organization)
    form = KINDS[code].form(member=member)
    first = {name: field.initial for name, field in form.fields.items() if field.initial}
    return DocumentFactory(organization=organization, kind=code, fields=first | fields)


def words_of(document):
    """The text of a document, the same on the page, in the PDF and in Word."""
    rendered = render(document)
    page = squeezed(unescape(_TAG.sub("", rendered.body)))
    assert text_of_pdf(rendered.pdf()) == text_of_docx(rendered.docx()) == page
    return re.sub(r"\s+", " ", unescape(_TAG.sub(" ", rendered.body))).strip()


def missing_of(document):
    """What forbids its registration, in words."""
    kind = KINDS[document.kind]
    return kind.missing(kind.build(document))
