"""Sections, tasks, continuations and dropped rows in other shapes of roadmaps."""

from roadmaps.parsing import parse


def table(*rows):
    return "\n".join("\t".join(row.split("|")) for row in rows)


def outline(roadmap):
    return [
        (section.number, section.title, [(task.number, task.title) for task in section.tasks])
        for section in roadmap.sections
    ]


def adds_up(roadmap):
    own = len(roadmap.section_rows) + len(roadmap.tasks)
    return own + len(roadmap.joined) + len(roadmap.dropped) == roadmap.rows_read


def dropped(roadmap):
    return [(row.row, row.reason) for row in roadmap.dropped]


HEADING = "№ п/п|Мероприятия|Сроки|Ответственные|Ожидаемый результат"


def test_roman_sections_restart_the_numbers_of_tasks():
    roadmap = parse(
        table(
            HEADING,
            "I.|Подготовка|||",
            "1|Издать приказ|май 2023|Директор|Приказ",
            "2|Назначить куратора|май 2023|Директор|Приказ",
            "II.|Обучение|||",
            "1|Провести семинар|июнь 2023|Куратор|Справка",
            "3|Подвести итоги|июнь 2023|Куратор|Справка",
        )
    )

    assert outline(roadmap) == [
        ("I.", "Подготовка", [("1", "Издать приказ"), ("2", "Назначить куратора")]),
        ("II.", "Обучение", [("1", "Провести семинар"), ("3", "Подвести итоги")]),
    ]
    assert [(found.row, found.message) for found in roadmap.warnings] == [(7, "Пропущен номер 2")]
    assert adds_up(roadmap)


def test_section_in_one_merged_cell_is_cut_into_number_and_title():
    roadmap = parse(
        table(
            HEADING,
            "Раздел 1. Подготовка||||",
            "1.2|Издать приказ|май 2023|Директор|Приказ",
            "2. Обучение||||",
            "2.1|Провести семинар|июнь 2023|Куратор|Справка",
        )
    )

    assert outline(roadmap) == [
        ("Раздел 1.", "Подготовка", [("1.2", "Издать приказ")]),
        ("2.", "Обучение", [("2.1", "Провести семинар")]),
    ]
    assert [found.message for found in roadmap.warnings] == ["Пропущен номер 1.1"]


def test_roadmap_without_sections_has_one_without_title():
    roadmap = parse(table(HEADING, "1|Издать приказ|май 2023|Директор|Приказ", "2|Собрать базу|||"))

    assert outline(roadmap) == [("", "", [("1", "Издать приказ"), ("2", "Собрать базу")])]
    assert roadmap.section_rows == ()
    assert [(found.row, found.message) for found in roadmap.warnings] == [
        (3, "Пустая ячейка в столбце «Сроки»"),
        (3, "Пустая ячейка в столбце «Ответственные»"),
        (3, "Пустая ячейка в столбце «Ожидаемый результат»"),
    ]


def test_flat_numbers_with_a_lone_title_stay_tasks_or_become_sections():
    roadmap = parse(
        table(
            HEADING,
            "1|Подготовка|||",
            "|Издать приказ|май 2023|Директор|Приказ",
            "2|Обучение|||",
            "|Провести семинар|июнь 2023|Куратор|Справка",
        )
    )

    assert outline(roadmap) == [
        ("1", "Подготовка", [("", "Издать приказ")]),
        ("2", "Обучение", [("", "Провести семинар")]),
    ]
    assert adds_up(roadmap)


def test_stage_with_measures_and_content_makes_sections_of_stages():
    roadmap = parse(
        table(
            "№|Наименование этапа|Мероприятия|Содержание|Сроки",
            "1|Подготовка|Приказ|Издать и довести|май 2023",
            "||Положение|Написать|июнь 2023",
            "2|Обучение|Семинар|Провести|осень",
        )
    )

    assert outline(roadmap) == [
        ("", "Подготовка", [("1", "Приказ"), ("", "Положение")]),
        ("", "Обучение", [("2", "Семинар")]),
    ]
    assert [task.content for task in roadmap.tasks] == ["Издать и довести", "Написать", "Провести"]
    assert adds_up(roadmap)


def test_stages_inside_sections_stand_over_their_tasks():
    roadmap = parse(
        table(
            "№|Этап|Мероприятия|Сроки",
            "Раздел I. Подготовка|||",
            "1|Нормы|Приказ|май 2023",
            "2|Нормы|Положение|май 2023",
            "|Кадры||",
            "3|Кадры|Семинар|май 2023",
        )
    )

    assert [(task.title, task.heading) for task in roadmap.tasks] == [
        ("Приказ", "Нормы"),
        ("Положение", "Нормы"),
        ("Семинар", "Кадры"),
    ]
    assert [section.title for section in roadmap.sections] == ["Подготовка", "Кадры"]


def test_roadmap_without_deadlines_keeps_rows_as_tasks():
    roadmap = parse(
        table(
            "№|Мероприятия|Ответственный",
            "1|Подготовка|",
            "1.1|Издать приказ|Директор",
            "|Собрать базу|Куратор",
            "|и вести её|",
            "1.2|Провести семинар|",
        )
    )

    assert [task.title for task in roadmap.tasks] == [
        "Издать приказ",
        "Собрать базу и вести её",
        "Провести семинар",
    ]
    assert (roadmap.joined, adds_up(roadmap)) == ((5,), True)


def test_tasks_without_any_numbers_are_not_blamed_for_it():
    roadmap = parse(
        table(
            HEADING,
            "|Подготовка|||",
            "|Издать приказ|май 2023|Директор|Приказ",
            "|Собрать базу|май 2023|Куратор|База",
            "|наставников|||",
            "|Обучение|||",
            "|Провести семинар|июнь 2023|Куратор|Справка",
        )
    )

    assert outline(roadmap) == [
        ("", "Подготовка", [("", "Издать приказ"), ("", "Собрать базу наставников")]),
        ("", "Обучение", [("", "Провести семинар")]),
    ]
    assert roadmap.warnings == ()


def test_cells_of_several_lines_are_put_together():
    text = (
        "№\tМероприятие\tСроки\tОтветственный\tРезультат.\nВид документа\n"
        "1\tИздать приказ\nо наставничестве\tмай\n2023\tДиректор\tПриказ\nПоложение\n"
        "2\tСобрать базу\tиюнь 2023\tКуратор\tБаза\n"
    )

    roadmap = parse(text)

    first = roadmap.tasks[0]
    assert (first.title, first.deadline_text) == ("Издать приказ\nо наставничестве", "май 2023")
    assert (first.expected_result, first.source_rows) == ("Приказ\nПоложение", (3, 4, 5, 6))
    assert [(found.row, found.message) for found in roadmap.warnings] == [
        (6, "Строка без столбцов присоединена к ячейке строки 3")
    ]
    assert dropped(roadmap) == [(1, "заголовок таблицы"), (2, "заголовок таблицы")]
    assert adds_up(roadmap)


def test_cell_quoted_by_excel_is_one_row():
    text = (
        'Мероприятие\tСроки\n"Издать ""общий""\nприказ"\tмай 2023\n"Школа" наставника\tиюнь 2023\n'
    )

    tasks = parse(text).tasks

    assert [(task.row, task.title) for task in tasks] == [
        (2, 'Издать "общий"\nприказ'),
        (4, '"Школа" наставника'),
    ]


def test_lines_without_cells_are_sections_where_one_begins_the_table():
    roadmap = parse(
        table(
            "№|Мероприятие|Срок",
            "Подготовка",
            "1|Издать приказ|май 2023",
            "Обучение",
            "2|Провести семинар|июнь 2023",
            "по плану.",
        )
    )

    assert outline(roadmap) == [
        ("", "Подготовка", [("1", "Издать приказ")]),
        ("", "Обучение", [("2", "Провести семинар")]),
    ]
    assert [found.row for found in roadmap.warnings] == [2, 4, 6]
    assert roadmap.tasks[1].deadline_text == "июнь 2023 по плану."


def test_numbered_line_over_its_tasks_is_a_section():
    roadmap = parse(
        table(
            "№|Мероприятие|Срок",
            "1.1|Издать приказ|май 2023",
            "2. Обучение",
            "2.1|Провести семинар|июнь 2023",
        )
    )

    assert [(section.number, section.title) for section in roadmap.sections] == [
        ("", ""),
        ("2.", "Обучение"),
    ]


def test_page_furniture_is_dropped_and_listed():
    roadmap = parse(
        table(
            HEADING,
            "1|2|3|4|5",
            "1|Издать приказ|май 2023|Директор|Приказ",
            "12",
            HEADING,
            "--|---|--|--|--",
            "2|Собрать базу|май 2023|Куратор|База",
            "3||||",
        )
    )

    assert dropped(roadmap) == [
        (1, "заголовок таблицы"),
        (2, "нумерация столбцов"),
        (4, "номер страницы"),
        (5, "заголовок таблицы"),
        (6, "разделитель строк"),
        (8, "номер без текста"),
    ]
    assert ([task.number for task in roadmap.tasks], adds_up(roadmap)) == (["1", "2"], True)


def test_continuation_that_continues_nothing_is_dropped_and_listed():
    roadmap = parse(table(HEADING, "1|2|3|4|5", "|||Директор|", "1|Издать приказ|май 2023||"))

    assert dropped(roadmap)[-1] == (3, "продолжение без начала")
    assert roadmap.dropped[-1].text == "\t\t\tДиректор\t"


def test_text_after_the_table_is_left_out():
    text = table(HEADING, "1|Издать приказ|май 2023|Директор|Приказ") + "\n\nДиректор школы\nИванов"

    roadmap = parse(text)

    assert (roadmap.rows_read, roadmap.tasks[0].expected_result) == (2, "Приказ")


def test_second_table_after_a_new_heading_is_left_out():
    roadmap = parse(
        table(
            HEADING,
            "1|Издать приказ|май 2023|Директор|Приказ",
            "",
            "Приложение 2",
            "Показатели|2022-2023 уч. г.",
            "Доля|50 %",
            "Ответственный|Иванова А. Б.",
            "",
            "Приложение 3",
            "Участник|Класс",
            "Петров В. Г.|5 А",
        )
    )

    assert roadmap.rows_read == 2
    assert [found.message for found in roadmap.warnings] == [
        "Таблица в строках 5–7 – не дорожная карта, она пропущена",
        "Таблица в строках 10–11 – не дорожная карта, она пропущена",
    ]
    # What a report states of the indicators is kept; people of other tables are not.
    assert [row.row for row in roadmap.outside] == [5, 6]


def test_two_roadmap_tables_with_different_columns_are_both_read():
    roadmap = parse(
        table(
            "№|Мероприятие|Срок",
            "1|Издать приказ|май 2023",
            "",
            "№|Мероприятие|Ответственный",
            "2|Собрать базу|Куратор",
        )
    )

    assert [(task.title, task.responsible) for task in roadmap.tasks] == [
        ("Издать приказ", ""),
        ("Собрать базу", "Куратор"),
    ]
    assert (roadmap.rows_read, adds_up(roadmap)) == (4, True)


def test_long_text_in_the_number_cell_moves_to_the_title():
    name = "Ознакомление коллектива с положением о наставничестве"

    task = parse(table(HEADING, f"{name}|в школе|май 2023|Директор|Приказ")).tasks[0]

    assert (task.number, task.title) == ("", f"{name}\nв школе")


def test_many_rows_are_read_quickly_enough():
    rows = [HEADING, *(f"1.{n}|Мероприятие {n}|май 2023|Куратор|Справка" for n in range(1, 1001))]

    assert len(parse(table(*rows)).tasks) == 1000


def test_sections_in_the_title_column_are_known_by_the_first_of_them():
    rows = ["1|Издать приказ|май 2023|Я|Приказ", "|Обучение|||", "2|Учить|май 2023|Я|План"]

    with_first = parse(table(HEADING, "|Подготовка|||", *rows))
    without_first = parse(table(HEADING, *rows))

    assert [section.title for section in with_first.sections] == ["Подготовка", "Обучение"]
    assert [task.title for task in without_first.tasks] == ["Издать приказ Обучение", "Учить"]


def test_section_without_tasks_stays_a_section():
    roadmap = parse(
        table(
            HEADING,
            "1|Подготовка|||",
            "1.1|Издать приказ|май 2023|Я|Приказ",
            "2|Обучение|||",
            "3. Итоги||||",
        )
    )

    assert [(section.number, section.title) for section in roadmap.sections] == [
        ("1", "Подготовка"),
        ("2", "Обучение"),
        ("3.", "Итоги"),
    ]


def test_numbered_paragraph_of_a_cell_is_no_section():
    roadmap = parse(table(HEADING, "1|Учить|май 2023|Я|1) План", "2) Отчёт", "2|Ждать|май 2023|Я|"))

    assert roadmap.tasks[0].expected_result == "1) План\n2) Отчёт"
    assert (len(roadmap.sections), roadmap.joined) == (1, (3,))
