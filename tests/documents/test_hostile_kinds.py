"""Every text field of every kind, filled with markup, template syntax and addresses (P1–P4).

What the rooms put into a text stands in `test_hostile_texts`; here is what people type.
"""

import io
import re
from html import unescape

import pytest
from django import forms
from pypdf import PdfReader

from mentorship.documents.kinds import KINDS
from mentorship.documents.points import PointsField
from mentorship.documents.rendering import render
from tests.documents.test_pdf import VECTORS, listener
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    SignatoryFactory,
)

__all__ = ["listener"]
pytestmark = pytest.mark.django_db
ALL = [kind.code for kind in KINDS]
SYNTAX = "{{ 7*70707 }} {% include 'base.html' %} <b>«О'Коннор»</b> &amp; <!--"


def member_for(kind):
    """Somebody who draws up this kind: of a school, else of an office."""
    if "institution" in kind.levels:
        return MembershipFactory(role="director", organization=InstitutionFactory())
    return MembershipFactory(role="methodist", organization=MunicipalityFactory())


def draft(kind, text):
    """A draft with the text in each field a person types freely into, and as its point."""
    member = member_for(kind)
    SignatoryFactory(organization=member.organization)
    fields = kind.form(member=member).fields
    values = {name: field.initial for name, field in fields.items() if field.initial}
    values |= {name: text for name, field in fields.items() if type(field) is forms.CharField}
    if any(isinstance(field, PointsField) for field in fields.values()):
        values["points"] = [{"code": "", "text": text}]
    return DocumentFactory(
        organization=member.organization, kind=kind.code, fields=values, created_by=member
    )


@pytest.mark.parametrize("code", ALL)
def test_syntax_in_any_field_of_any_kind_is_printed_as_it_was_typed(code):
    document = draft(KINDS[code], SYNTAX)
    rendered = render(document)
    # Two kinds print what is typed into the program of the pair: tested with the programs.
    is_typed = SYNTAX in str(document.fields.values())

    page = squeezed(unescape(re.sub(r"<[^>]+>", "", rendered.body)))
    assert text_of_docx(rendered.docx()) == text_of_pdf(rendered.pdf()) == page
    assert (squeezed(SYNTAX) in page, "494949" in page) == (is_typed, False)


@pytest.mark.parametrize("code", ALL)
def test_addresses_in_any_field_of_any_kind_are_never_visited(code, listener, tmp_path):
    port, came = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна-содержимого")
    addresses = (f"http://127.0.0.1:{port}/x", secret.as_uri())
    text = " ".join(vector.format(address) for vector in VECTORS for address in addresses)

    content = render(draft(KINDS[code], text)).pdf()

    reader = PdfReader(io.BytesIO(content))
    printed = "".join(page.extract_text() for page in reader.pages)
    links = [note for page in reader.pages for note in page.get("/Annots", [])]
    assert (reader.attachments, links, came) == ({}, [], [])
    assert "тайна-содержимого" not in printed
