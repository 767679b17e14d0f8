"""Formats of files, and what is said where nothing can be read."""

import zlib
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.parsing import RoadmapError, parse, parse_rows
from roadmaps.parsing.documents import SCANNED_PDF, TEXT_PDF
from roadmaps.parsing.parse import ONE_COLUMN

HEADING = ["№", "Мероприятие", "Срок", "Ответственный"]
TASK = ["1", "Издать приказ", "май 2023", "Директор"]


def saved(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(*tables, before=()):
    document = docx.Document()
    for text in before:
        document.add_paragraph(text)
    for rows in tables:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for cells in rows:
            for place, cell in zip(table.add_row().cells, cells, strict=True):
                place.text = cell
        document.add_paragraph("Между таблицами")
    return document


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Лист {number}")
        for cells in rows:
            sheet.append(cells)
    return saved(book)


def archive(name, text):
    stream = BytesIO()
    with ZipFile(stream, "w") as file:
        file.writestr(name, text)
    return stream.getvalue()


def titles(roadmap):
    return [(section.title, [task.title for task in section.tasks]) for section in roadmap.sections]


def test_word_tables_split_by_pages_are_one_roadmap():
    pages = [[HEADING, TASK], [["2", "Собрать базу", "май 2023", "Куратор"]]]

    roadmap = parse(
        saved(word(*pages, before=["Дорожная карта", "на 2022-2023 уч. год", "", "г. N"]))
    )

    assert roadmap.title == "Дорожная карта на 2022-2023 уч. год"
    assert [(task.row, task.title) for task in roadmap.tasks] == [
        (2, "Издать приказ"),
        (3, "Собрать базу"),
    ]
    assert (roadmap.rows_read, roadmap.warnings) == (3, ())


def test_word_table_of_another_kind_is_left_out():
    other = [["Показатель", "Значение"], ["Доля", "50 %"]]

    roadmap = parse(saved(word(other, [HEADING, TASK], other, [HEADING, ["2", *TASK[1:]]])))

    assert [(found.row, found.message) for found in roadmap.warnings] == [
        (1, "Таблица в строках 1–2 – не дорожная карта, она пропущена"),
        (5, "Таблица в строках 5–6 – не дорожная карта, она пропущена"),
    ]
    assert [task.number for task in roadmap.tasks] == ["1", "2"]


def test_merged_deadline_of_word_is_that_of_every_row_it_covers():
    document = word([HEADING, ["", "", "", ""], TASK, ["2", "Собрать базу", "", "Куратор"]])
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(1, 3)).text = "I. Подготовка"
    table.cell(2, 2).merge(table.cell(3, 2)).text = "май 2023"

    roadmap = parse(saved(document))

    assert titles(roadmap) == [("Подготовка", ["Издать приказ", "Собрать базу"])]
    assert [task.deadline_text for task in roadmap.tasks] == ["май 2023", "май 2023"]


def test_corrections_and_inner_tables_of_word_are_read_too():
    document = word([HEADING, TASK])
    cell = document.tables[0].cell(1, 1)
    inserted = OxmlElement("w:ins")
    inserted.append(cell.paragraphs[0].add_run(" о наставниках")._r)
    cell.paragraphs[0]._p.append(inserted)
    cell.add_table(1, 1).cell(0, 0).text = "Приложение"

    assert parse(saved(document)).tasks[0].title == "Издать приказ о наставниках\nПриложение"


def test_workbook_is_read_from_the_sheet_with_the_roadmap():
    rows = [
        ["Дорожная карта на 2023 год"],
        [],
        HEADING,
        [1, "Издать приказ", date(2023, 5, 1), "Директор"],
        [2.5, "Собрать базу", None, None],
    ]

    roadmap = parse(workbook([["Заметки"], ["a", "b"]], rows), filename="план.xlsx")

    assert roadmap.title == "Дорожная карта на 2023 год"
    assert [(task.row, task.number, task.deadline_text) for task in roadmap.tasks] == [
        (4, "1", "01.05.2023"),
        (5, "2.5", ""),
    ]


def test_html_table_keeps_spans_and_leaves_out_the_style_sheet():
    html = (
        "<style>td { color: red }</style><p>План работы</p><p>на 2023 год</p><table>"
        "<tr><th>№<th>Мероприятие<th>Срок<th>Ответственный</tr>"
        '<tr><td colspan="4">I.&nbsp;Подготовка</td></tr>'
        "<tr><td>1<td><p>Издать</p>скорее<br>сам<ul><li>приказ<li>план</ul>"
        '<td rowspan="2">май 2023<td>Я</tr>'
        "<tr><td>2<td>Собрать базу<td>Куратор</tr></table>"
    )

    roadmap = parse(html)

    assert titles(roadmap) == [
        ("Подготовка", ["Издать\nскорее\nсам\nприказ\nплан", "Собрать базу"])
    ]
    assert [task.responsible for task in roadmap.tasks] == ["Я", "Куратор"]
    assert roadmap.title == "План работы на 2023 год"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_file_is_read_in_any_usual_encoding(encoding):
    text = "\t".join(HEADING) + "\r\n" + "\t".join(TASK)

    assert parse(text.encode(encoding)).tasks[0].title == "Издать приказ"


def test_unseen_characters_are_removed():
    task = parse_rows(
        [HEADING, ["1\x00", "Из\u00adдать\u00a0 приказ\x0b№ 5", "май\u200b 2023", "Я"]]
    )

    assert (task.tasks[0].number, task.tasks[0].title) == ("1", "Издать приказ\n№ 5")
    assert task.tasks[0].deadline_text == "май 2023"


OLE = b"\xd0\xcf\x11\xe0" + bytes(600)
ADVICE = "Откройте его и сохраните как .docx или скопируйте таблицу и вставьте её сюда."
OLD_WORD = (
    "Старый формат Word (.doc) не читается. Откройте в Word и сохраните как .docx "
    "или вставьте таблицу сюда."
)
SCAN = "Это изображение (скан). Вставьте сюда таблицу из исходного документа."
DAMAGED = "Файл повреждён или защищён паролем. Откройте его, сохраните заново и повторите."
NO_TEXT = "Это не текст и не таблица. Загрузите .docx или .xlsx или вставьте таблицу сюда."
EMPTY = "Здесь пусто. Вставьте таблицу дорожной карты или выберите файл."


@pytest.mark.parametrize(
    ("content", "filename", "message"),
    [
        ("", "", EMPTY),
        (" \n\t", "", EMPTY),
        ("\u200b", "", EMPTY),
        (b"", "план.docx", EMPTY),
        (OLE, "план.doc", OLD_WORD),
        (OLE, "план", OLD_WORD),
        (OLE, "план.docx", DAMAGED),
        (b"%PDF-1.7 /Image", "", SCANNED_PDF),
        (b"%PDF-1.7 /Font", "", TEXT_PDF),
        (b"%PDF-1.7 /ObjStm>>stream\n" + zlib.compress(b"/Font") + b"\nendstream", "", TEXT_PDF),
        (b"%PDF-1.7 /ObjStm>>stream\nbroken", "", SCANNED_PDF),
        ("Мероприятия\t\nИздать приказ\t\nСобрать базу\t", "", ONE_COLUMN),
        (b"{\\rtf1", "", f"Файл .rtf не читается. {ADVICE}"),
        (b"\xff\xd8\xff\xe0", "скан.jpg", SCAN),
        (b"\x89PNG\r\n", "скан.png", SCAN),
        (b"II*\x00", "скан.tif", SCAN),
        (b"PK\x03\x04 broken", "план.docx", DAMAGED),
        (archive("word/document.xml", "<broken"), "план.docx", DAMAGED),
        (archive("xl/workbook.xml", "<broken"), "план.xlsx", DAMAGED),
        (archive("content.xml", "<x/>"), "план.odt", f"Файл OpenDocument не читается. {ADVICE}"),
        (archive("readme.txt", "x"), "план.zip", NO_TEXT),
        (b"MZ\x00\x01", "план.exe", NO_TEXT),
        (
            "Приказываю утвердить дорожную карту.\nДиректор",
            "",
            "В тексте нет таблицы: ни одна строка не разделена на столбцы. Скопируйте таблицу из "
            "Word вместе с заголовками столбцов или загрузите файл .docx.",
        ),
        (
            "Имя\tТелефон\nИванов\t123",
            "",
            "Таблица дорожной карты не найдена: нет строки заголовков, в которой есть "
            "«Мероприятие» (или «Этап») и «Срок» или «Ответственный». Скопируйте таблицу вместе с "
            "заголовками столбцов.",
        ),
        (
            "Приказ\nМероприятие\tСрок\n",
            "",
            "Под заголовком таблицы (строка 2) нет мероприятий. Проверьте, что таблица "
            "скопирована целиком.",
        ),
        (
            "Мероприятие\tСрок\n" + "Приказ\tмай 2023\n" * 3000,
            "",
            "Строк больше 3000: 3001. Оставьте в файле только дорожную карту или загрузите её "
            "частями.",
        ),
    ],
)
def test_unreadable_content_is_refused_with_advice(content, filename, message):
    with pytest.raises(RoadmapError) as refusal:
        parse(content, filename=filename)

    assert str(refusal.value) == message


def test_no_rows_are_refused():
    with pytest.raises(RoadmapError, match="Здесь пусто"):
        parse_rows([["", " "], []])


WRITTEN = "|||1|1.1|2.|I.|--|12|Раздел 2. Учёба|Собрать базу|и вести|2022|май 2023|Сентябрь"
WRITTEN += "|до 01.09|№|Мероприятие|<p>x</p>|пос. 3|х"
CELLS = st.sampled_from(WRITTEN.split("|")) | st.text(max_size=8)


@given(
    heading=st.permutations(
        ["№", "Мероприятие", "Срок", "Этап", "Ответственный", "", "I кв.", "II кв."]
    ),
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=9),
    as_text=st.booleans(),
)
def test_rows_always_add_up(heading, rows, as_text):
    table = [heading, *rows, [*heading[:1], "99", "Издать приказ", "май 2023", "Директор"]]
    text = "\n".join("\t".join(cells) for cells in table)

    try:
        roadmap = parse(text) if as_text else parse_rows(table)
    except RoadmapError:
        return

    placed = [row for task in roadmap.tasks for row in task.source_rows]
    for section in roadmap.sections:
        placed += [*section.source_rows, *(r for s in section.subheadings for r in s.source_rows)]
    placed += [dropped.row for dropped in roadmap.dropped]
    own = len(roadmap.section_rows) + len(roadmap.tasks)
    assert len(placed) == len(set(placed)) == roadmap.rows_read
    assert own + len(roadmap.joined) + len(roadmap.dropped) == roadmap.rows_read


@given(st.text() | st.binary())
def test_any_content_is_read_or_refused_in_words(content):
    with pytest.raises(RoadmapError):
        parse(content)
