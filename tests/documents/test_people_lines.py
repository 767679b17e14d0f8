from mentorship.documents.people_lines import PersonLine, lines_without_position, people_of


def test_lines_pasted_from_word_become_people():
    pasted = (
        "1. Орлова Анна Ильинична – заместитель директора;\n"
        "\n"
        "2) Петров-Водкин Пётр Ильич - учитель физики.\n"
        "• Ким Олег\tпедагог-психолог\n"
        "Белова Тамара Сергеевна"
    )

    assert people_of(pasted) == (
        PersonLine("Орлова Анна Ильинична", "заместитель директора"),
        PersonLine("Петров-Водкин Пётр Ильич", "учитель физики"),
        PersonLine("Ким Олег", "педагог-психолог"),
        PersonLine("Белова Тамара Сергеевна"),
    )


def test_who_is_named_twice_stays_once_and_empty_text_is_nobody():
    assert people_of("Ким Олег – учитель\nКим Олег – куратор") == (
        PersonLine("Ким Олег", "учитель"),
    )
    assert people_of(" \n – \n") == ()


def test_people_without_a_title_are_told():
    people = people_of("Ким Олег\nБелова Тамара – учитель")

    assert lines_without_position(people) == ["Ким Олег"]
