"""Roadmaps of every build that schools send, made here; each row of each is accounted for."""

from dataclasses import astuple
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.parsing import RoadmapError, parse
from tests.core import hostile

TITLE = "Дорожная карта на 2022-2023 учебный год"


def saved(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(*tables, merged=()):
    """A .docx; `merged` are blocks of the first table: its text stays in their first cell."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    for rows in tables:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for cells in rows:
            for place, cell in zip(table.add_row().cells, cells, strict=True):
                place.text = cell
    for top, left, bottom, right in merged:
        first = document.tables[0].cell(top, left)
        text = first.text
        first.merge(document.tables[0].cell(bottom, right)).text = text
    return saved(document)


def workbook(rows, merged=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for block in merged:
        book.active.merge_cells(block)
    return saved(book)


def rows_of(text):
    return [line.split("|") for line in text.strip().split("\n")]


def html(text):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows_of(text))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def ods(text):
    """An .ods; «↓» after a text merges its cell with the one below."""
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    down = ' table:number-rows-spanned="2"'
    rows = (
        "".join(cell.format(down if "↓" in text else "", text.strip("↓")) for text in row)
        for row in rows_of(text)
    )
    return hostile.ods("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))


FOUR = "№|Мероприятие|Срок|Ответственный\n"
SIX = (
    "№ п/п|Наименование мероприятия|Сроки|Ответственный исполнитель|Вид документа|"
    "Ожидаемые результаты\n1|Приказ|май 2023|Директор|Приказ|Приказ издан"
)
STAGES = """Наименование этапа|Мероприятия|Содержание деятельности|Сроки
Подготовка условий|Информирование|Совещание|сентябрь 2022
|Изучение базы|Анкеты|октябрь 2022
Формирование базы|Сбор данных|Опрос|ноябрь 2022"""
HALF = FOUR + "1|Приказ|май 2023|Директор\n2|База||Куратор\n3|Пары|июнь 2023|"
PAGE_ONE = FOUR + "1|2|3|4\n1.1|Приказ|май 2023|Директор"
PAGE_TWO = FOUR + "|и рассылка приказа||\n1.2|База|июнь 2023|Куратор"
ROMAN = (
    FOUR + "I. Подготовка|||\n1|Приказ<o:p></o:p>|май&nbsp;2023|Директор\n"
    "II. Работа|||\n1|<p>Пары</p>|июнь 2023|Куратор"
)
FLOW = f"""{TITLE}
№ п/п
Мероприятие
Сроки
Ответственный
1. Подготовка условий
1.1
Издание приказа о внедрении
целевой модели
до 20.10.2022 г.
Директор
- 2 -
1.2
Куратор
Сбор анкет
сентябрь 2022
2. Формирование базы
октябрь 2022
2.1
Список наставников
Петрова А.И., Иванов П.С."""

# name: content, tasks (number, title, deadline, responsible), (tasks, sections, joined, dropped)
VARIANTS = {
    "only what and when": (
        "№\tМероприятие\tКогда\n1\tПриказ\tмай 2023\n2\tБаза\tиюнь 2023",
        [("1", "Приказ", "май 2023", ""), ("2", "База", "июнь 2023", "")],
        (2, 0, 0, 1),
    ),
    "six columns": (
        html(SIX),
        [("1", "Приказ", "май 2023", "Директор")],
        (1, 0, 0, 1),
    ),
    "no numbers, expected result": (
        "Мероприятия\tСрок исполнения\tОтветств.\tПредполагаемый результат\n"
        "Издать приказ\tмай 2023\tДиректор\tПриказ\nСобрать базу\tиюнь 2023\tКуратор\tБаза",
        [
            ("", "Издать приказ", "май 2023", "Директор"),
            ("", "Собрать базу", "июнь 2023", "Куратор"),
        ],
        (2, 0, 0, 1),
    ),
    "stage, measures and content, merged stages": (
        word(rows_of(STAGES), merged=[(1, 0, 2, 0)]),
        [
            ("", "Информирование", "сентябрь 2022", ""),
            ("", "Изучение базы", "октябрь 2022", ""),
            ("", "Сбор данных", "ноябрь 2022", ""),
        ],
        (3, 0, 0, 1),
    ),
    "start and end in two columns": (
        workbook(
            [
                [TITLE],
                ["№", "Мероприятие", "Срок", None, "Ответственный"],
                [None, None, "начало", "окончание", None],
                [1, "Приказ", date(2022, 9, 1), date(2022, 9, 10), "Директор"],
                [2, "База", date(2022, 9, 5), None, "Куратор"],
            ],
            merged=["A2:A3", "B2:B3", "C2:D2", "E2:E3"],
        ),
        [
            ("1", "Приказ", "с 01.09.2022 по 10.09.2022", "Директор"),
            ("2", "База", "с 05.09.2022", "Куратор"),
        ],
        (2, 0, 0, 2),
    ),
    "grid of quarters with marks, one over two columns": (
        workbook(
            [
                ["№ п/п", "Мероприятие", "2023 год", None, None, None, "Кто"],
                [None, None, "I кв.", "II кв.", "III кв.", "IV кв.", None],
                [1, "Приказ", "х", None, None, None, "Директор"],
                [2, "Сбор", None, "х", None, "+", "Куратор"],
            ],
            merged=["C1:F1", "D4:E4"],
        ),
        [
            ("1", "Приказ", "I кв. 2023 год", "Директор"),
            ("2", "Сбор", "II кв. 2023 год, III кв. 2023 год, IV кв. 2023 год", "Куратор"),
        ],
        (2, 0, 0, 2),
    ),
    "Roman sections, leftover HTML": (
        html(ROMAN),
        [("1", "Приказ", "май 2023", "Директор"), ("1", "Пары", "июнь 2023", "Куратор")],
        (2, 2, 0, 1),
    ),
    "first task is 1.2": (
        "| № | Мероприятие | Срок |\n|---|---|---|\n| 1 | Подготовка | |\n"
        "| 1.2 | Приказ | май 2023 |\n| 1.3 | База | июнь 2023 |",
        [("1.2", "Приказ", "май 2023", ""), ("1.3", "База", "июнь 2023", "")],
        (2, 1, 0, 2),
    ),
    "no deadlines at all": (
        "№ п/п\tМероприятия\tИсполнитель\n1\tПриказ\tДиректор\n2\tБаза\tКуратор",
        [("1", "Приказ", "", "Директор"), ("2", "База", "", "Куратор")],
        (2, 0, 0, 1),
    ),
    "deadline and person merged over rows": (
        word(rows_of(HALF), merged=[(1, 2, 2, 2), (2, 3, 3, 3)]),
        [
            ("1", "Приказ", "май 2023", "Директор"),
            ("2", "База", "май 2023", "Куратор"),
            ("3", "Пары", "июнь 2023", "Куратор"),
        ],
        (3, 0, 0, 1),
    ),
    "the same in HTML": (
        "<table><tr><th>Мероприятие<th>Срок<th>Кто</tr><tr><td>Приказ<td rowspan=2>май 2023"
        "<td>Директор</tr><tr><td>База<td>Куратор</tr></table>",
        [("", "Приказ", "май 2023", "Директор"), ("", "База", "май 2023", "Куратор")],
        (2, 0, 0, 1),
    ),
    "table cut by a page inside a row": (
        word(rows_of(PAGE_ONE), rows_of(PAGE_TWO)),
        [
            ("1.1", "Приказ и рассылка приказа", "май 2023", "Директор"),
            ("1.2", "База", "июнь 2023", "Куратор"),
        ],
        (2, 0, 1, 3),
    ),
    "number merged over two rows": (
        word(
            rows_of(FOUR + "1|Приказ|май 2023|Директор\n|и план||Завуч\n2|База|июнь 2023|Я"),
            merged=[(1, 0, 2, 0)],
        ),
        [
            ("1", "Приказ и план", "май 2023", "Директор Завуч"),
            ("2", "База", "июнь 2023", "Я"),
        ],
        (2, 0, 1, 1),
    ),
    "old Excel": (
        hostile.xls(("№", "Мероприятие", "Срок"), (1.0, "Приказ", "май 2023")),
        [("1", "Приказ", "май 2023", "")],
        (1, 0, 0, 1),
    ),
    "OpenDocument with a merged deadline": (
        ods(FOUR + "1|Приказ|май 2023↓|Директор\n2|База||Куратор"),
        [("1", "Приказ", "май 2023", "Директор"), ("2", "База", "май 2023", "Куратор")],
        (2, 0, 0, 1),
    ),
    "plan and fact, form of report": (
        "№ пункта\tЧто делаем\tПлановый срок\tФактический срок\tКто\tФорма отчётности\n"
        "1\tПриказ\tмай 2023\tиюнь 2023\tДиректор\tПриказ",
        [("1", "Приказ", "май 2023", "Директор")],
        (1, 0, 0, 1),
    ),
    "text of a PDF, cells out of order": (
        FLOW,
        [
            ("1.1", "Издание приказа о внедрении целевой модели", "до 20.10.2022 г.", "Директор"),
            ("1.2", "Сбор анкет", "сентябрь 2022", "Куратор"),
            ("2.1", "Список наставников", "октябрь 2022", "Петрова А.И., Иванов П.С."),
        ],
        (3, 2, 10, 5),
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_variant_is_read_and_every_row_is_accounted_for(name):
    content, tasks, counts = VARIANTS[name]

    roadmap = parse(content)

    parts = (roadmap.tasks, roadmap.section_rows, roadmap.joined, roadmap.dropped)
    told = ("number", "title", "deadline_text", "responsible")
    assert [tuple(getattr(task, field) for field in told) for task in roadmap.tasks] == tasks
    assert tuple(map(len, parts)) == counts
    assert sum(counts) == roadmap.rows_read


def test_split_result_columns_and_fact_are_kept_apart():
    split = parse(VARIANTS["six columns"][0]).tasks[0]
    fact = parse(VARIANTS["plan and fact, form of report"][0]).tasks[0]

    assert split.expected_result == "Приказ\nПриказ издан"
    assert (fact.report_text, fact.expected_result) == ("июнь 2023", "Приказ")


def test_text_of_a_pdf_says_that_it_was_guessed():
    remarks = parse(FLOW).warnings

    assert [astuple(remark)[0] for remark in remarks] == [2]
    assert remarks[0].message.startswith("Столбцов в тексте нет")


def test_numbered_points_of_an_order_are_no_lost_table():
    order = "План мероприятий утвердить, ответственным назначить завуча:\n1. Приказ\nмай 2023\n"

    with pytest.raises(RoadmapError, match="ни одна строка не разделена"):
        parse(order + "2. База\nиюнь 2023")


LINES = [line for line in FLOW.split("\n")[1:] if line]


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=20))
def test_rows_of_a_lost_table_always_add_up(lines):
    try:
        roadmap = parse("\n".join([*LINES[:4], *lines]))
    except RoadmapError:
        return

    sources = [row for task in roadmap.tasks for row in task.source_rows]
    parts = (roadmap.tasks, roadmap.section_rows, roadmap.joined, roadmap.dropped)
    assert sum(map(len, parts)) == roadmap.rows_read
    assert len(sources) == len(set(sources))


def test_roadmap_on_another_sheet_is_named():
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("II"), book.create_sheet("Заметки")):
        sheet.append(["№", "Мероприятие", "Срок"][: 3 if sheet.title != "Заметки" else 1])
        sheet.append([1, "Приказ", "май 2023"])

    messages = [remark.message for remark in parse(saved(book)).warnings]

    assert [message[:36] for message in messages] == ["На листе 2 тоже дорожная карта: она "]
