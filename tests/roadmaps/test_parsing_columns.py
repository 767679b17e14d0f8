"""Headings of roadmaps' tables in all their variations."""

import pytest

from roadmaps.parsing import RoadmapError, Role, parse, parse_rows


def table(*rows):
    return "\n".join("\t".join(row.split("|")) for row in rows)


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        ("№|Мероприятие|Срок|Ответственный", "number title deadline responsible"),
        ("Мероприятия|Дата", "title deadline"),
        ("№ п/п|Мероприятия", "number title"),
        ("п/п|Содержание деятельности|Исполнитель", "number title responsible"),
        (
            "№|Наименование этапа|Мероприятия|Содержание|Сроки исполнения|Ответственные лица",
            "number stage title content deadline responsible",
        ),
        (
            "№|Мероприятие|Срок|Вид документа|Ожидаемые результаты|Отметка о выполнении",
            "number title deadline result result report",
        ),
        ("№|Мероприятие|Дата начала|Дата окончания|Участники", "number title start end other"),
        ("№|Мероприятие|I кв.|II кв.|III кв.|IV кв.", "number title when when when when"),
        ("Задача|Мероприятия|сентябрь|октябрь", "stage title when when"),
        (
            "№|Мероприятия|Сроки|Ответственный|Предполагаемый результат",
            "number title deadline responsible result",
        ),
    ],
)
def test_columns_are_recognized(headings, roles):
    found = parse_rows([headings.split("|"), ["1", "Издать приказ", "май 2023", "Директор"]])

    assert [column.role.value for column in found.columns] == roles.split()


@pytest.mark.parametrize(
    "headings",
    [
        "№ п/п|Наименование показателя|Значение показателя",
        "Ценностно-смысловой|Содержательный|Технологический",
        "ФИО|Должность|Телефон",
        "№|Ответственный|Телефон",
    ],
)
def test_other_tables_are_no_roadmaps(headings):
    with pytest.raises(RoadmapError, match="Таблица дорожной карты не найдена"):
        parse_rows([headings.split("|"), ["1", "2", "3"]])


def test_start_and_end_columns_make_one_phrase():
    roadmap = parse(
        table(
            "№|Мероприятие|Сроки||Ответственный",
            "||начало|окончание|",
            "1|Издать приказ|01.09.2022|30.09.2022|Директор",
            "2|Собрать базу||31.10.2022|Куратор",
            "3|Вести базу|01.11.2022||Куратор",
        )
    )

    assert [task.deadline_text for task in roadmap.tasks] == [
        "с 01.09.2022 по 30.09.2022",
        "по 31.10.2022",
        "с 01.11.2022",
    ]
    assert [(row.row, row.reason) for row in roadmap.dropped] == [
        (1, "заголовок таблицы"),
        (2, "заголовок таблицы"),
    ]


def test_marks_in_a_grid_of_quarters_name_the_deadline():
    roadmap = parse(
        table(
            "№|Мероприятие|Срок (квартал 2023 г.)||||Ответственный",
            "||I|II|III|IV|",
            "1|Издать приказ|х||||Директор",
            "2|Вести базу|X|+||до 20.12|Куратор",
        )
    )

    assert [task.deadline_text for task in roadmap.tasks] == [
        "I квартал 2023 г.",
        "I квартал 2023 г., II квартал 2023 г., IV квартал 2023 г.: до 20.12",
    ]
    assert [column.role for column in roadmap.columns][2:6] == [Role.WHEN] * 4


def test_list_of_measures_without_anything_else_is_read():
    roadmap = parse(table("№|Мероприятия", "1|Издать приказ", "2|Собрать базу", "3|Учить"))

    assert [task.title for task in roadmap.tasks] == ["Издать приказ", "Собрать базу", "Учить"]


def test_heading_of_several_lines_is_put_together():
    text = (
        "№ п/п\tМероприятие\tСроки\nисполнения\tОтветственный\tРезультат\n"
        "1\tИздать приказ\tмай 2023\tДиректор\tПриказ\n"
    )

    roadmap = parse(text)

    assert [column.heading for column in roadmap.columns] == [
        "№ п/п",
        "Мероприятие",
        "Сроки исполнения",
        "Ответственный",
        "Результат",
    ]
    assert ([row.row for row in roadmap.dropped], roadmap.rows_read) == ([1, 2], 3)


def test_surplus_cells_are_kept_and_reported():
    roadmap = parse(
        table("Мероприятие|Срок", "Приказ|май 2023|Директор", "Семинар|май 2023", "База|май 2023")
    )

    assert roadmap.tasks[0].deadline_text == "май 2023 Директор"
    assert [found.message for found in roadmap.warnings] == [
        "В строке ячеек: 3, а столбцов 2; лишние пустые ячейки пропущены",
        "Лишние ячейки присоединены к последнему столбцу",
        "Срок «май 2023 Директор»: Не разобрано: «директор»",
    ]


def test_unknown_column_goes_to_the_content_under_its_heading():
    roadmap = parse(table("№|Мероприятие|Срок|Участники", "1|Семинар|май 2023|9 класс"))

    assert roadmap.tasks[0].content == "Участники: 9 класс"
    assert [(found.row, found.message) for found in roadmap.warnings] == [
        (1, "Столбец «Участники» не распознан: текст добавлен к содержанию")
    ]
