import pytest

from mentorship.bank.models import Person
from mentorship.programs.names_check import words_naming

PEOPLE = [
    Person(last_name="Ёлкина", first_name="Вера", patronymic="Павловна", sex="f"),
    Person(
        last_name="Седых",
        first_name="Лев",
        patronymic="Ильич",
        sex="m",
        representative_name="Седых Ольга Юрьевна",
    ),
    Person(last_name="Мамин-Сибиряк", first_name="Дмитрий", patronymic="", sex="m"),
]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ученица Елкина решила задачу", ["Елкина"]),
        ("работа с Ёлкиной и её братом Ёлкиным", ["Ёлкиной", "Ёлкиным"]),
        ("помогли елкиной", ["елкиной"]),
        ("Обе Ёлкины пришли", ["Ёлкины"]),
        ("вместе с Верой Павловной", ["Верой", "Павловной"]),
        ("Поручено Льву Ильичу", ["Льву", "Ильичу"]),
        ("сказала Ольге Юрьевне", ["Ольге", "Юрьевне"]),
        ("Мамину-Сибиряку выдан диплом", ["Мамину-Сибиряку"]),
        ("диплом получил Сибиряк", ["Сибиряк"]),
        ("вера в успех, лев в зоопарке и ёлка", []),
        ("Ученик 7 класса, его наставник – учитель физики", []),
    ],
)
def test_names_are_found_in_every_case(text, words):
    assert words_naming(PEOPLE, text) == words
