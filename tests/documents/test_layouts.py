import io

import docx
import pytest
from django.core.exceptions import ValidationError
from docx.shared import Pt
from pypdf import PdfReader

from mentorship.documents.layouts import STANDARD, PageLayout, layout_in_force
from mentorship.documents.models import Layout
from mentorship.documents.rendering import render
from mentorship.documents.services import register

OWN = {"left": 20, "right": 10, "font_size": 12, "spacing": 150}


@pytest.fixture
def narrow(draft):
    """The organization of the draft has settings of its own."""
    return Layout.objects.create(
        organization=draft.organization, above_name="Администрация района\nОтдел", **OWN
    )


def test_organization_without_settings_has_the_standard_look(draft):
    assert layout_in_force(draft) == STANDARD


def test_settings_reach_the_word_file(draft, narrow):
    file = docx.Document(io.BytesIO(render(draft).docx()))
    section = file.sections[0]

    assert [round(side.mm) for side in (section.left_margin, section.right_margin)] == [20, 10]
    assert file.styles["Normal"].font.size == Pt(12)
    assert [p.text for p in file.paragraphs[:2]] == ["Администрация района", "Отдел"]


def test_settings_reach_the_pdf(draft, narrow):
    page = PdfReader(io.BytesIO(render(draft).pdf())).pages[0]
    lines = []
    page.extract_text(
        visitor_text=lambda _text, cm, tm, _font, size: lines.append(
            (round(cm[0] * tm[4] + cm[4], 1), round(cm[0] * size))
        )
    )
    text_lines = [line for line in lines if line[1] == 12]

    # 20 mm are 56.7 points.
    assert min(left for left, _size in text_lines if left) == 56.7


def test_registered_document_keeps_the_look_of_its_day(draft, narrow):
    registered = register(
        document=draft,
        member=draft.created_by,
        dated_on=draft.created_at.date(),
        number="1-ОД",
    )
    narrow.delete()

    assert layout_in_force(registered) == PageLayout(**OWN)


@pytest.mark.parametrize("wrong", [{"left": 19}, {"right": 9}, {"top": 51}, {"font_size": 11}])
def test_margins_and_letters_keep_within_the_standard(draft, wrong):
    with pytest.raises(ValidationError):
        Layout(organization=draft.organization, **wrong).full_clean()


def test_curator_sets_the_look(sign_in, draft):
    client = sign_in(draft.created_by)
    form = {**OWN, "top": 20, "bottom": 20, "above_name": "Комитет", "below_name": ""}

    client.post("/documents/layout/", form)

    kept = Layout.objects.get(organization=draft.organization)
    assert (kept.left, kept.above_name) == (20, "Комитет")
    css = client.get(f"/documents/{draft.pk}/layout.css").text
    assert css.startswith("@page { margin: 20mm 10mm 20mm 20mm }")


def test_snapshot_holds_the_layout(draft):
    assert render(draft).context.snapshot()["layout"] == vars(STANDARD)
