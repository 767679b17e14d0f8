"""A roadmap of Word from its upload to the preview, against python-docx reading the same cells."""

from collections.abc import Iterator
from http import HTTPStatus
from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from docx import Document

from benchmarks.documents import PLAIN
from benchmarks.figures import Figure, compare
from benchmarks.importing import curator_of, institution
from mentorship.organizations.models import Membership
from roadmaps.models import ImportDraft

ROWS = 300
TARGET = 3.0
HEADING = ("№ п/п", "Мероприятия", "Сроки", "Ответственный", "Результат. Вид документа")
DEADLINES = (
    "до 20.03.2023 г.",
    "Сентябрь-октябрь 20222",
    "В течение всего периода реализации ЦМН",
    "Апрель 2023 г., далее - ежегодно октябрь",
    "регулярно, не реже 1 раза в месяц",
    "По отдельному графику",
)


def plan() -> bytes:
    """A .docx of 300 rows in ten sections, its deadlines as in the sources."""
    document = Document()
    document.add_paragraph("Дорожная карта на 2022-2024 г.г.")
    table = document.add_table(rows=0, cols=len(HEADING))
    for cells in [HEADING, *rows()]:
        for place, text in zip(table.add_row().cells, cells, strict=True):
            place.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def rows() -> Iterator[tuple[str, ...]]:
    for n in range(1, ROWS):
        section, place = divmod(n - 1, 30)
        if place == 0:
            yield f"{section + 1}.", f"Раздел {section + 1} внедрения целевой модели", "", "", ""
            continue
        title = f"Информирование педагогов и родителей о наставничестве, встреча {n}"
        deadline = DEADLINES[n % len(DEADLINES)]
        yield (
            f"{section + 1}.{place}",
            title,
            deadline,
            "Куратор, заместитель директора",
            "Протокол",
        )


def read_alone(content: bytes) -> list[list[str]]:
    """python-docx: the text of every cell."""
    tables = Document(BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


@override_settings(STORAGES=settings.STORAGES | {"staticfiles": PLAIN})
def import_figure(member: Membership) -> Figure:
    """Upload, limited child, draft, page of the preview: what the person waits for."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(member.user)
    content = plan()

    def ours() -> HttpResponse:
        typed = {"starts_on": "01.01.2022", "ends_on": "31.12.2024", "title": "Карта"}
        file = SimpleUploadedFile("plan.docx", content)
        return client.post("/roadmaps/import/", typed | {"file": file}, follow=True)

    page = ours()
    if page.status_code != HTTPStatus.OK or ImportDraft.objects.get().parsed["rows_read"] != ROWS:
        raise AssertionError(page.content.decode())
    name = f"{ROWS} rows of .docx to the preview, against python-docx reading them"
    return compare(name, ours, lambda: read_alone(content), TARGET)


def figures() -> Iterator[Figure]:
    member = curator_of(institution())
    yield import_figure(member)
