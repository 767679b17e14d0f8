"""What the import asks a person to look at."""

from roadmaps.parsing import parse


def table(*rows):
    return "\n".join("\t".join(row.split("|")) for row in rows)


HEADING = "№ п/п|Мероприятия|Сроки|Ответственные|Ожидаемый результат"


def test_stated_percent_is_counted_again():
    roadmap = parse(
        table(
            "№|Мероприятие|Срок|Факт исполнения",
            "1|Опрос|май 2023|33 из 59 – 56%, 8 из 12 – 67 %",
            "2|Опрос|май 2023|33 из 59 – 65 %; 3 из 0 – 5%; 1 из 8 – 12,5%",
        )
    )

    assert [(found.row, found.message) for found in roadmap.warnings] == [
        (3, "Указано «33 из 59 – 65 %», а получается 55,9 %"),
        (3, "Указано «3 из 0 – 5 %», а получается не считается"),
    ]


def test_wide_gap_in_numbers_is_named_by_its_ends():
    roadmap = parse(table("№|Мероприятие|Срок", "1|А|май 2023", "20|Б|май 2023", "3|В|май 2023"))

    assert [found.message for found in roadmap.warnings] == ["Пропущены номера с 2 по 19"]


def test_date_among_the_responsible_is_reported():
    roadmap = parse(table(HEADING, "1|Издать приказ||до 01.09.2022|Приказ"))

    assert [found.message for found in roadmap.warnings] == [
        "Пустая ячейка в столбце «Сроки»",
        "Похоже, ячейки сдвинуты: в столбце «Ответственные» стоит «до 01.09.2022»",
    ]


def test_deadline_outside_the_period_of_the_title_is_reported():
    title = "План работы на 2022/2023 учебный год\n\n"

    roadmap = parse(title + table("№|Мероприятие|Срок", "1|А|с 2024 г.", "2|Б|до 01.09.2022"))

    assert [(found.row, found.message) for found in roadmap.warnings] == [
        (4, "Срок «с 2024 г.» вне периода 01.09.2022–31.08.2023")
    ]


def test_sections_out_of_order_are_reported():
    roadmap = parse(
        table(
            "№|Мероприятие|Срок",
            "1|Подготовка|",
            "1.1|А|май 2023",
            "3|Обучение|",
            "3.1|Б|май 2023",
            "3|Итоги|",
            "3.2|В|май 2023",
        )
    )

    assert [(found.row, found.message) for found in roadmap.warnings] == [
        (4, "Пропущен номер 2"),
        (6, "Номер 3 повторяется: он уже стоит в строке 4"),
    ]
