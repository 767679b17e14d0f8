"""What is typed anywhere reaches page, PDF and Word as letters: no address, no syntax (P1–P5).

Every text field of an order, its points, the names, the organization and the lines of its paper are
filled with the same hostile text at once.
"""

import io
import re
from html import unescape

import pytest
from pypdf import PdfReader

from mentorship.documents.models import Layout, NameForm
from mentorship.documents.rendering import render
from tests.documents.test_pdf import VECTORS, listener
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.organizations import SignatoryFactory

__all__ = ["listener"]
pytestmark = pytest.mark.django_db
NAMES = [
    "<b>Жирный</b> <script>alert(1)</script>",
    "{{ 7*7 }} {% include 'base.html' %} {#нет#}",
    "&amp; &lt;p&gt; &#1071;",
    "О'Коннор-Мак\u2019Грегор",
    '«ООО «А»» "Б" \\ // --',
    "=1+1 @SUM(A1) +7 -3",
]
UNPRINTABLE = "Раз\x00ве\x0bрну\u202eтый\ufffe\x1b Пётр\x85"


@pytest.fixture
def hostile_order(make_draft):
    """An order whose every typed text is the one given."""

    def make(text):
        points = [{"code": "", "text": f"{text}\n{text}"}, {"code": "pairs", "text": text}]
        document = make_draft(
            {
                "basis": text,
                "protocol_number": text,
                "curator": text,
                "control": "person",
                "control_position": text,
                "control_name": text,
                "points": [*points, {"code": "control", "text": ""}],
                "rows": [[text, text, text]],
            }
        )
        school = document.organization
        # Columns end somewhere; the fields of the document do not.
        short = text[:150]
        school.name, school.locality, school.address = short, short, short
        school.save()
        school.signatories.all().delete()
        SignatoryFactory(organization=school, full_name=short, position=short)
        Layout.objects.create(organization=school, above_name=text, below_name=text)
        NameForm.objects.create(organization=school, nominative=short, case="dative", text=short)
        document.refresh_from_db()
        return document

    return make


def text_of_page(rendered):
    return squeezed(unescape(re.sub(r"<[^>]+>", "", rendered.body)))


@pytest.mark.parametrize("text", NAMES)
def test_hostile_text_is_shown_literally_in_all_three_forms(hostile_order, text):
    rendered = render(hostile_order(text))

    page, pdf, word = (
        text_of_page(rendered),
        text_of_pdf(rendered.pdf()),
        text_of_docx(rendered.docx()),
    )
    assert pdf == word == page
    assert page.count(squeezed(text)) >= 10


def test_addresses_in_any_field_are_never_visited_or_embedded(hostile_order, listener, tmp_path):
    port, came = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна-содержимого")
    vectors = [
        vector.format(address)
        for vector in VECTORS
        for address in (f"http://127.0.0.1:{port}/x", secret.as_uri())
    ]

    reader = PdfReader(io.BytesIO(render(hostile_order(" ".join(vectors))).pdf()))

    text = "".join(page.extract_text() for page in reader.pages)
    assert (reader.attachments, came, "тайна-содержимого" in text) == ({}, [], False)
    links = [note for page in reader.pages for note in page.get("/Annots", [])]
    assert links == []


def test_characters_no_format_holds_leave_the_rest_of_the_text(make_draft):
    """PostgreSQL takes no zero character at all; the others may come from a file."""
    text = UNPRINTABLE.replace("\x00", "")
    document = make_draft(
        {"basis": text, "points": [{"code": "", "text": text}], "rows": [[text, text]]}
    )

    rendered = render(document)

    pdf, word = text_of_pdf(rendered.pdf()), text_of_docx(rendered.docx())
    assert pdf == word == text_of_page(rendered)
    assert pdf.count("РазвернутыйПётр") >= 3


def test_endless_word_is_broken_and_stays_on_the_page(hostile_order):
    word = "Ж" * 400

    rendered = render(hostile_order(word))

    assert text_of_pdf(rendered.pdf()).count(word) >= 5
