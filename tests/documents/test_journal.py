import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from mentorship.documents import services
from mentorship.documents.journal_print import printed_journal
from mentorship.documents.kinds import KINDS
from mentorship.documents.models import Document
from tests.documents.issuing import DAY, correct, director_of, issue
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(draft):
    return director_of(draft)


@pytest.fixture
def desk(director, sign_in, year):
    return sign_in(director, year.first)


@pytest.fixture
def papers(draft, director, make_draft):
    """Superseded 1, superseding 2, cancelled 3, signed on paper 4, and a draft."""
    first = issue(draft, director, "1")
    correct(first, director, "superseding_order", "2")
    own = {"organization": draft.organization}
    third = issue(make_draft(**own), director, "3", date(2022, 11, 1))
    services.cancel(document=third, member=director, reason="Ошибка в составе")
    fourth = issue(make_draft(**own), director, "4", date(2022, 11, 8))
    services.attach_scan(document=fourth, member=director, content=b"%PDF-1.4 scan")
    make_draft(**own)


def numbers(desk, query):
    return sorted(row.number for row, _ in desk.get(f"/documents/?{query}").context["rows"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("signed=not_yet", ["1", "2", "3"]),
        ("signed=paper", ["4"]),
        ("signed=electronic", []),
        ("in_force=30.11.2022", ["1", "3", "4"]),
        ("in_force=01.12.2022", ["2", "3", "4"]),
        ("in_force=03.10.2022&year=2022", ["1"]),
        ("since=08.11.2022", ["2", "4"]),
        ("since=01.11.2022&until=8 ноября 2022", ["3", "4"]),
        ("kind=superseding_order", ["2"]),
        ("acquaintance=waiting", ["1", "4"]),
        ("in_force=вчера", ["", "1", "2", "3", "4"]),
    ],
)
def test_journal_is_filtered_by_what_became_of_a_document(desk, papers, query, found):
    assert numbers(desk, query) == found


def test_day_of_an_earlier_year_is_found_from_a_later_one(director, papers, sign_in):
    later = sign_in(director, 2024)

    assert numbers(later, "in_force=31.12.2022") == ["2", "3", "4"]


def test_workbook_has_the_rows_and_columns_of_the_printed_journal(desk, papers):
    content = desk.get("/documents/export/?kind=pairs_order&since=01.10.2022").content
    rows = list(load_workbook(io.BytesIO(content)).active.values)
    number, signed, marks = (rows[1].index(name) for name in ("Номер", "Подписал", "Отметки"))

    assert rows[0][0].startswith("Журнал регистрации приказов, ")
    assert [(row[number], row[marks] or "") for row in rows[2:]] == [
        ("1", "Утратил силу: № 2 от 01.12.2022"),
        ("3", "Отменён: Ошибка в составе"),
        ("4", ""),
    ]
    assert {row[signed].replace("\N{NO-BREAK SPACE}", " ") for row in rows[2:]} == {
        "А. Н. Кравцова"
    }


def test_paper_journal_holds_issued_rows_in_their_order_with_marks(director, papers):
    printout = printed_journal(director, Document.objects.visible_to(director))

    text = text_of_docx(printout.docx())
    assert text_of_pdf(printout.pdf()) == text
    wanted = ["103.10.20221", "201.11.20223", "308.11.20224", "401.12.20222"]
    assert [piece for piece in wanted if piece not in text] == []
    assert squeezed("Утратил силу: № 2 от 01.12.2022") in text
    assert squeezed("Отменён: Ошибка в составе") in text
    assert "А.Н.Кравцова" in text


def test_journal_of_orders_alone_is_their_book(director, papers):
    letter = DocumentFactory(organization=director.organization, kind="letter")
    rows = Document.objects.visible_to(director)

    assert printed_journal(director, rows).title == "Журнал регистрации приказов"
    Document.objects.filter(pk=letter.pk).update(
        state="registered",
        number="9",
        number_key="9",
        dated_on=DAY,
        registered_at=timezone.now(),
        registered_by=director,
    )
    assert printed_journal(director, rows).title == "Журнал регистрации документов"


@pytest.mark.parametrize(
    ("code", "data", "names"),
    [
        ("pairs_order", {"signatory": {"name": "А. Н. Кравцова"}}, ["А. Н. Кравцова"]),
        ("letter", {"signatory": None}, []),
        ("mentor_consent", {"mentor": {"name": "Громов Артём Игоревич"}}, ["А. И. Громов"]),
        ("pair_agreement", {"parties": [{"signed_by": "А. И. Громов"}]}, ["А. И. Громов"]),
        (
            "early_end_notice",
            {"initiator": "employer", "signatory": {"name": "А. Н. Кравцова"}},
            ["А. Н. Кравцова"],
        ),
    ],
)
def test_journal_names_who_really_signs_a_kind(code, data, names):
    found = [name.replace("\N{NO-BREAK SPACE}", " ") for name in KINDS[code].signers(data)]

    assert found == names


def test_paper_journal_takes_the_filter_of_the_page(desk, papers):
    page = desk.get("/documents/journal/?signed=paper").content.decode()
    file = desk.get("/documents/journal/docx/?signed=paper")

    assert "записей: 1" in page
    assert squeezed("записей: 1") in text_of_docx(file.content)
    assert desk.get("/documents/journal/xml/").status_code == 404


def test_empty_paper_journal_says_so(desk):
    assert "Зарегистрированных документов нет" in desk.get("/documents/journal/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_paper_journal_costs_the_same_for_any_number_of_rows(desk, director, make_draft, count):
    for number in range(count):
        issue(make_draft(organization=director.organization), director, f"{number}-Д", DAY)
    desk.get("/documents/journal/")

    with CaptureQueriesContext(connection) as queries:
        desk.get("/documents/journal/")

    assert len(queries) == 11
