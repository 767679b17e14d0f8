import io
import re
import zipfile
from datetime import date
from html import unescape

import docx
import pytest
from django.utils.safestring import mark_safe
from docx.oxml.ns import qn
from pypdf import PdfReader

from mentorship.documents.layouts import STANDARD
from mentorship.documents.rendering import Printout, render, template_version
from mentorship.documents.word import word_file
from mentorship.documents.workflow import State
from tests.documents.texts import pages_of_pdf, squeezed, text_of_docx, text_of_pdf

pytestmark = pytest.mark.django_db

HOSTILE = [
    "<b>Жирный</b>",
    "{{7*7}}",
    "{% include 'base.html' %}",
    "&amp; &lt;",
    "O'Коннор Мэри",
    '"ООО «А»"',
    "Разве\u202eрнутый\x0bПётр",
]


def point(code="", text=""):
    return {"code": code, "text": text}


def text_of_page(document):
    """What the page says, tags taken away."""
    return squeezed(unescape(re.sub(r"<[^>]+>", "", render(document).body)))


def test_page_pdf_and_docx_carry_the_same_text(make_draft):
    document = make_draft({"rows": [[name, "Жданова Ирина Петровна", name] for name in HOSTILE]})
    rendered = render(document)

    assert text_of_pdf(rendered.pdf()) == text_of_docx(rendered.docx()) == text_of_page(document)


def test_hostile_names_are_printed_literally(make_draft):
    document = make_draft({"rows": [[name, "Жданова Ирина Петровна"] for name in HOSTILE[:-1]]})

    text = text_of_pdf(render(document).pdf())

    assert [name for name in HOSTILE[:-1] if squeezed(name) not in text] == []


def test_characters_no_format_holds_are_left_out(make_draft):
    document = make_draft({"rows": [[HOSTILE[-1], "Жданова Ирина Петровна"]]})

    assert "РазвернутыйПётр" in text_of_docx(render(document).docx())


def test_draft_has_blanks_for_number_and_date_in_the_head_and_the_stamp(draft):
    text = text_of_page(draft)

    assert text.count("«___»____________20___г.№________") == 2


def test_annex_stamp_takes_number_and_date_from_the_order(draft):
    draft.number, draft.dated_on = "204-ОД", date(2022, 10, 3)

    text = text_of_page(draft)

    assert text.count("3октября2022г.№204-ОД") == 2


def test_missing_protocol_leaves_no_line(make_draft):
    document = make_draft({"protocol_number": "", "protocol_on": None})

    assert "протокол" not in text_of_page(document)


def test_points_are_numbered_without_holes(make_draft):
    rows = [
        point("pairs"),
        point(text="Заведующей отделом:\nРазместить на сайте;\n\n Сообщить   родителям"),
        point("programs", "Программы разработать всем"),
        point("control"),
    ]
    document = make_draft({"points": rows})

    body = render(document).body.replace("\N{NO-BREAK SPACE}", " ")
    points = re.findall(r"<p>([\d.]+) ([^<]+)</p>", body)

    assert points == [
        (
            "1.",
            "Закрепить наставнические пары (группы) согласно приложению № 1 к настоящему приказу.",
        ),
        ("2.", "Заведующей отделом:"),
        ("2.1.", "Разместить на сайте;"),
        ("2.2.", "Сообщить родителям."),
        ("3.", "Программы разработать всем."),
        ("4.", "Контроль за исполнением настоящего приказа оставляю за собой."),
    ]


def test_markup_in_a_point_is_shown_as_it_is_typed(make_draft):
    document = make_draft({"points": [point(text="<b>{{ 7|add:7 }}</b> & «А»")]})

    body = render(document).body
    assert "<p>1. &lt;b&gt;{{ 7|add:7 }}&lt;/b&gt; &amp; «А».</p>" in body


def test_control_is_laid_on_a_person_in_the_accusative(make_draft):
    document = make_draft(
        {
            "control": "person",
            "control_position": "заместитель директора по воспитательной работе",
            "control_name": "Остапченко Юлия Владимировна",
        }
    )

    wanted = "возложить на заместителя директора по воспитательной работе Остапченко Юлию"
    assert squeezed(wanted) in text_of_page(document)


def test_many_mentors_are_named_by_the_annex(make_draft):
    rows = [[f"Седых Надежда {number}", "Жданова Ирина Петровна"] for number in range(9)]

    assert squeezed("на наставников, указанных в приложении № 1,") in text_of_page(
        make_draft({"rows": rows})
    )


def test_pages_are_numbered_from_the_second(draft):
    pages = PdfReader(io.BytesIO(render(draft).pdf())).pages
    last_lines = [page.extract_text().splitlines()[-1].strip() for page in pages]

    assert last_lines[1:] == ["2"]
    assert not last_lines[0].isdigit()


def test_pdf_embeds_only_the_serif_and_no_files(draft):
    reader = PdfReader(io.BytesIO(render(draft).pdf()))
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts == {"Liberation-Serif", "Liberation-Serif-Bold"}
    assert reader.attachments == {}


def test_head_of_a_long_annex_repeats_and_rows_do_not_split(make_draft):
    long = "Константинопольская-Преображенская Александра Всеволодовна"
    document = make_draft({"rows": [[long, f"{long} {number}ъ"] for number in range(30)]})

    pages = pages_of_pdf(render(document).pdf())
    annex = [page for page in pages if "Наставляемый" in page]

    assert len(annex) >= 3
    assert {page[:18] for page in annex[1:]} == {"№НаставникНаставля"}
    assert sum(page.count("ъ") for page in annex) == 30
    assert [page.count("ъ") for page in annex] == [page.count("–31.05.2023") for page in annex]


def test_signature_never_stands_alone_on_a_page(make_draft):
    alone = []
    for count in range(12, 30):
        rows = [point("pairs"), *(point(text=f"Пункт {number}") for number in range(count))]
        document = make_draft({"points": [*rows, point("control")], "acquaint": False})
        pages = pages_of_pdf(render(document).pdf())
        signed = next(page for page in pages if page.endswith("Кравцова"))
        alone += [] if "оставляюзасобой" in signed else [count]

    assert alone == []


def test_word_file_is_usual_word(draft):
    content = render(draft).docx()
    file = docx.Document(io.BytesIO(content))
    head_row = file.tables[-1].rows[0]._tr.trPr

    assert [p.style.name for p in file.paragraphs[:4]] == [
        "Бланк организации",
        "Title",
        "Дата и номер",
        "Место составления",
    ]
    assert [child.tag.split("}")[1] for child in head_row] == ["cantSplit", "tblHeader"]
    assert "PAGE" in file.sections[0].header._element.xml
    assert [round(section.page_width.mm) for section in file.sections] == [210, 210]
    assert "txbx" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def test_cells_and_what_follows_a_table_have_room_in_word():
    body = '<section class="sheet"><table class="grid"><colgroup><col width="100%"></colgroup>'
    body += "<tr><td>Строка</td></tr></table><p>Далее</p></section>"
    file = docx.Document(io.BytesIO(word_file(body, title="Т", author="Ш")))
    above = file.styles["Table Grid"].element.find(f".//{qn('w:tblCellMar')}/{qn('w:top')}")

    assert above.get(qn("w:w")) == "68"
    assert file.paragraphs[-1].paragraph_format.space_before.pt == 8


def test_signature_stays_with_the_last_point_in_word(draft):
    paragraphs = docx.Document(io.BytesIO(render(draft).docx())).paragraphs
    index = next(i for i, p in enumerate(paragraphs) if p.style.name == "Подпись документа")

    assert paragraphs[index - 1].paragraph_format.keep_with_next is True


def test_declined_names_are_links_only_where_they_may_be_corrected(draft):
    assert render(draft, with_corrections=True).body.count('class="in-case"') == 2
    assert "<a" not in render(draft).body


def test_template_version_is_one_for_a_kind(draft):
    assert re.fullmatch("[0-9a-f]{64}", template_version(draft))
    assert draft.state == State.DRAFT


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("планом на 3 октября 2022 г.", "планом на 3~октября 2022~г."),
        ("планом от «___» ____ 20___ г.", "планом от «___»~____~20___~г."),
        ("приказом № 5.", "приказом №~5"),
    ],
)
def test_days_and_blanks_stay_on_one_line(make_draft, typed, kept):
    body = render(make_draft({"basis": typed})).body

    assert f"В соответствии с {kept}, на основании".replace("~", "\N{NO-BREAK SPACE}") in body


@pytest.mark.parametrize("lines", range(40, 46))
def test_lines_of_signatures_stay_on_one_page(lines):
    rows = "".join(f"<tr><td>Подпись {n}</td></tr>" for n in range(6))
    body = (
        f'<section class="sheet">{"<p>Строка</p>" * lines}<p class="sides">Подписи</p>'
        f'<table class="lines"><colgroup><col width="100%"></colgroup><tbody>{rows}</tbody></table>'
        "</section>"
    )
    printout = Printout("Проба", "Школа", mark_safe(body), STANDARD)

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(printout.pdf())).pages]

    assert [page.count("Подпись") for page in pages if "Подпись" in page] == [6]
    table = docx.Document(io.BytesIO(printout.docx())).tables[0]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [True] * 5 + [None]
