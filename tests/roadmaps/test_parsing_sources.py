"""The three source roadmaps: every row accounted for, every anomaly reported, nothing lost."""

from io import BytesIO

import docx
import pytest

from mentorship.demo.papers import SOURCES
from roadmaps.parsing import parse
from roadmaps.parsing.lines import clean

NAMES = ["novoalexandrovsky", "mishkinskaya", "gimnaziya-7"]
# first and last line of the roadmap's table in each file
TABLES = {"novoalexandrovsky": (49, 103), "mishkinskaya": (91, 160), "gimnaziya-7": (54, 64)}


def text_of(name):
    return (SOURCES / f"{name}.txt").read_text(encoding="utf-8")


def counts(roadmap):
    sizes = [len(section.tasks) for section in roadmap.sections]
    return sizes, len(roadmap.joined), len(roadmap.dropped), roadmap.rows_read


def task_of(roadmap, row):
    return next(task for task in roadmap.tasks if task.row == row)


def as_pipes(text):
    lines = (line.replace("\t", " | ") if "\t" in line else line for line in text.split("\n"))
    return "\n".join(f"| {line} |" if " | " in line else line for line in lines)


def as_html(text):
    lines = [line.split("\t") for line in text.split("\n") if "\t" in line]
    rows = ["".join(f"<td>{cell}</td>" for cell in cells) for cells in lines]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def as_word(text):
    """Each run of tabbed lines as a Word table of its own, as wide as its widest row."""
    document = docx.Document()
    rows = [line.split("\t") for line in text.split("\n") if "\t" in line]
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    for cells in rows:
        for place, cell in zip(table.add_row().cells, cells, strict=False):
            place.text = cell
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


EXPECTED = {
    "novoalexandrovsky": ([7, 12, 5, 3, 4, 2, 4], 4, 2, 50),
    "mishkinskaya": ([6, 5, 5, 4, 5, 8, 2, 2], 7, 4, 56),
    "gimnaziya-7": ([1, 1, 1, 1, 1, 1, 1], 1, 2, 10),
}


@pytest.mark.parametrize("name", NAMES)
def test_source_has_its_sections_and_tasks(name):
    roadmap = parse((SOURCES / f"{name}.txt").read_bytes(), filename=f"{name}.txt")

    assert counts(roadmap) == EXPECTED[name]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\n".join(line.rstrip() for line in text.split("\n")),
        lambda text: text.replace("\n", "\r\n").encode("utf-16"),
        as_pipes,
        lambda text: text[text.rindex("№ п/п\t") :],
    ],
    ids=["trailing tabs lost", "Windows line ends", "pipes", "table alone"],
)
def test_source_survives_another_way_of_pasting(name, change):
    assert counts(parse(change(text_of(name)))) == EXPECTED[name]


@pytest.mark.parametrize("convert", [as_html, as_word])
@pytest.mark.parametrize("name", ["novoalexandrovsky", "gimnaziya-7"])
def test_source_reads_alike_from_html_and_word(name, convert):
    assert counts(parse(convert(text_of(name)))) == EXPECTED[name]


@pytest.mark.parametrize("name", NAMES)
def test_each_row_becomes_exactly_one_thing(name):
    roadmap = parse(text_of(name))

    placed = [row for task in roadmap.tasks for row in task.source_rows]
    for section in roadmap.sections:
        placed += section.source_rows
        placed += [row for below in section.subheadings for row in below.source_rows]
    placed += [dropped.row for dropped in roadmap.dropped]
    first, last = TABLES[name]
    lines = text_of(name).split("\n")
    written = [row for row in range(first, last + 1) if lines[row - 1].strip()]
    own = len(roadmap.section_rows) + len(roadmap.tasks)
    assert sorted(placed) == written
    assert own + len(roadmap.joined) + len(roadmap.dropped) == roadmap.rows_read == len(written)


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_lost(name):
    roadmap = parse(text_of(name))

    kept = [f"{section.number} {section.title}" for section in roadmap.sections]
    kept += [dropped.text for dropped in roadmap.dropped]
    for task in roadmap.tasks:
        kept += [task.number, task.heading, task.title, task.deadline_text, task.responsible]
        kept += [task.expected_result, task.report_text, task.content]
    everything = "\n".join(" ".join(text.split()) for text in kept)
    first, last = TABLES[name]
    cells = [
        cell for line in text_of(name).split("\n")[first - 1 : last] for cell in line.split("\t")
    ]
    cleaned = [" ".join(clean(cell).split()) for cell in cells]
    assert [cell for cell in cleaned if cell and cell not in everything] == []


def test_titles_and_periods_are_taken_from_above_the_table():
    found = {name: parse(text_of(name)) for name in NAMES}

    assert {name: (roadmap.title, str(roadmap.period)) for name, roadmap in found.items()} == {
        "novoalexandrovsky": (
            "План мероприятий (Лорожная карта) внедрения целевой модели наставничества для "
            "образовательных организаций Новоалександровского городского округа Ставропольского "
            "края на 2022 -2024 г.г.",
            "(datetime.date(2022, 1, 1), datetime.date(2024, 12, 31))",
        ),
        "mishkinskaya": (
            "Отчет об исполнении дорожной карты по реализации целевой модели наставничества в "
            "МБОУ «Мишкинская СОШ» за 2022-2023 уч. год",
            "(datetime.date(2022, 9, 1), datetime.date(2023, 8, 31))",
        ),
        "gimnaziya-7": (
            "Дорожная карта (план мероприятий) по реализации Положения о системе наставничества "
            "педагогических работников в МОУ гимназии №7",
            "None",
        ),
    }


def test_columns_are_recognized_by_their_headings():
    roles = {name: [column.role for column in parse(text_of(name)).columns] for name in NAMES}

    assert roles == {
        "novoalexandrovsky": ["number", "title", "deadline", "responsible", "result"],
        "mishkinskaya": ["number", "title", "deadline", "responsible", "report"],
        "gimnaziya-7": ["number", "stage", "deadline", "content"],
    }


def test_municipal_order_reports_its_anomalies():
    result = "в столбце «Результат. Вид документа»"
    bare_date = "Не сказано, «к» этой дате или «до» неё"
    roadmap = parse(text_of("novoalexandrovsky"))

    assert [(found.row, found.message) for found in roadmap.warnings] == [
        (53, f"Срок «18.03.2022 г»: {bare_date}"),
        (54, f"Срок «20.03.2022 г.»: {bare_date}"),
        (56, f"Срок «20.03.2022 г.»: {bare_date}"),
        (61, f"Похоже, ячейки сдвинуты: {result} стоит «Руководители ОО»"),
        (62, f"Похоже, ячейки сдвинуты: {result} стоит «Руководители ОО»"),
        (64, "Номер 2.2 повторяется: он уже стоит в строке 62"),
        (65, "Номер 2.3 повторяется: он уже стоит в строке 63"),
        (75, f"Пустая ячейка {result}"),
        (
            76,
            "Срок «Сентябрь-октябрь 20222»: Год «20222» записан с ошибкой: прочитан как 2022",
        ),
        (78, "В строке ячеек: 6, а столбцов 5; лишние пустые ячейки пропущены"),
        (79, "Пропущены номера 3.3, 3.4, 3.5"),
        (81, "Номер 3.7 повторяется: он уже стоит в строке 80"),
        (
            83,
            "Срок «До декабря 2022г.»: Неясно, до начала или до конца: 30.11.2022 или 31.12.2022",
        ),
        (85, "В строке ячеек: 7, а столбцов 5; лишние пустые ячейки пропущены"),
        (98, "Строка 7.1 без срока: подзаголовок мероприятий под ней"),
        (99, f"Пустая ячейка {result}"),
        (100, "Нет номера в столбце «№»"),
        (100, f"Пустая ячейка {result}"),
        (101, "Строка 7.2 без срока: подзаголовок мероприятий под ней"),
    ]


def test_school_report_reports_its_anomalies():
    found = [(found.row, found.message) for found in parse(text_of("mishkinskaya")).warnings]

    outside = [
        row for row, message in found if message.endswith("вне периода 01.09.2022–31.08.2023")
    ]
    planned = [row for row, message in found if message.endswith("срок предварительный")]
    others = [(row, text[:60]) for row, text in found if "вне периода" not in text]
    assert outside == [123, 125, 126, 129, 133, 138, 139, 148, 149, 150]
    assert planned == [133, 138]
    assert [(row, text) for row, text in others if row not in planned] == [
        (44, "Таблица в строках 44–45 – не дорожная карта, она пропущена"),
        (66, "Таблица в строках 66–70 – не дорожная карта, она пропущена"),
        (91, "Последний столбец без заголовка принят за отчёт об исполнени"),
        (139, "Срок «С декабря 2023 г. на регулярной основе до завершения н"),
        (159, "Пропущен номер 37"),
        (159, "Номер записан как «пос. 38»"),
        (159, "Срок «постоянно в ходе • выдвижение и • мероприятия • создан"),
    ]


def test_gymnasium_order_reports_its_split_deadline():
    roadmap = parse(text_of("gimnaziya-7"))

    assert [(found.row, found.message) for found in roadmap.warnings] == [
        (61, "Срок разбит на строки 59 и 61: «Сентябрь-октябрь 2022»")
    ]


def test_stage_is_a_section_with_its_one_task():
    roadmap = parse(text_of("gimnaziya-7"))

    section = roadmap.sections[3]
    task = section.tasks[0]
    assert (section.number, section.title, section.source_rows) == ("4.", "Отбор и обучение", ())
    assert (task.row, task.title, task.source_rows) == (59, "Отбор и обучение", (59, 61))
    assert task.deadline_text == "Сентябрь-октябрь 2022"
    assert task.content.startswith("1) Анализ банка наставников и выбор подходящих для конкретной")
    assert "\n2) Обучение наставников" in task.content
    assert roadmap.section_rows == ()


def test_subheading_is_joined_to_the_tasks_under_it():
    roadmap = parse(text_of("novoalexandrovsky"))

    section = roadmap.sections[6]
    assert [(below.row, below.number) for below in section.subheadings] == [
        (98, "7.1"),
        (101, "7.2"),
    ]
    assert [(task.row, task.number, task.heading[:11]) for task in section.tasks] == [
        (99, "7.1.1.", "7.1 Контрол"),
        (100, "", "7.1 Контрол"),
        (102, "7.2.1.", "7.2 Координ"),
        (103, "7.2.2", "7.2 Координ"),
    ]


def test_continued_cells_are_joined_in_their_columns():
    municipal, school = parse(text_of("novoalexandrovsky")), parse(text_of("mishkinskaya"))

    pairs, events = task_of(municipal, 76), task_of(municipal, 83)
    method = task_of(school, 98)
    assert pairs.expected_result.endswith("или группы, готовые продолжить работу в рамках программ")
    assert "конкурсов профессионального мастерства), нацеленных" in events.title
    assert method.title.endswith(
        "методической работы по реализации наставничества в МБОУ «Мишкинская СОШ»"
    )
    assert method.responsible == "Ответственный за внедрение целевой модели наставничества"


def test_result_is_found_behind_an_empty_extra_cell():
    task = task_of(parse(text_of("novoalexandrovsky")), 86)

    assert (task.responsible, task.expected_result) == (
        "ОО, кураторы внедрения ЦМН в ОО",
        "Сформирована система поддержки наставничества через сеть Интернет",
    )


def test_html_in_cells_is_stripped_and_raw_rows_kept():
    task = task_of(parse(text_of("novoalexandrovsky")), 80)

    assert task.title == "Анкетирование. Форматы анкет обратной связи для промежуточной оценки"
    assert task.raw == text_of("novoalexandrovsky").split("\n")[79]


def test_unnamed_last_column_is_the_fact_of_execution():
    task = task_of(parse(text_of("mishkinskaya")), 159)

    assert task.number == "пос. 38"
    assert task.title == "Применение мер нематериального поощрения наставников наставничества"
    assert task.report_text.startswith("Запланировано в ходе реализации программы:\n• выдвижение")
    assert task.expected_result == ""
