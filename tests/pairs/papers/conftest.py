import re
from datetime import date
from html import unescape

import pytest

from mentorship.documents.kinds import KINDS
from mentorship.documents.rendering import render
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import SignatoryFactory

DAY = date(2022, 10, 3)


@pytest.fixture
def paper(school, curator):
    """A draft of a kind with its first fields and those given; somebody signs."""

    def make(code, **fields):
        if not school.signatories.exists():
            SignatoryFactory(organization=school)
        form = KINDS[code].form(member=curator)
        initial = {name: field.initial for name, field in form.fields.items() if field.initial}
        return DocumentFactory(organization=school, kind=code, fields=initial | fields)

    return make


@pytest.fixture
def words():
    """The text of a document, the same on the page, in the PDF and in Word."""

    def of(document):
        rendered = render(document)
        page = squeezed(unescape(re.sub(r"<[^>]+>", "", rendered.body)))
        assert text_of_pdf(rendered.pdf()) == text_of_docx(rendered.docx()) == page
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", rendered.body)))

    return of
