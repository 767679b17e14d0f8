from datetime import date

import pytest

from mentorship.bank.importing.guesses import guess_code, is_contact, is_name, is_special


@pytest.mark.parametrize(
    "text",
    [
        "Громова Полина",
        "Громова Полина Сергеевна",
        "ГРОМОВА ПОЛИНА",
        "Громова П. С.",
        "П.С. Громова",
        "Мамин-Сибиряк Дмитрий",
        "Д'Артаньян Шарль",
        "Мамедов Али Гасан оглы",
        "Громова (Котова) Анна",
        "Ли У",
        "Громoва Пoлина",
    ],
)
def test_names(text):
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["", "Громова", "5А", "учитель физики", "Громова 2011", "8 900", "Запрос на помощь"]
)
def test_not_names(text):
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("8 900 000-00-01", True),
        ("+7(900)0000001", True),
        ("89000000001", True),
        ("2-15-33", True),
        ("a@b.example", True),
        ("2011", False),
        ("учитель 1234567", False),
        ("1234567890123456", False),
    ],
)
def test_contacts(text, answer):
    assert is_contact(text) is answer


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([1, 2, 3], "number"),
        (["1.", "2.", "3."], "number"),
        ([1, 2, 1, 2], "number"),
        ([5, 5, 6], "place"),
        (["5А", "6 «Б»", "учитель"], "place"),
        (["Ким Ян", "Ли У", "?"], "name"),
        (["Ким Ян 5А", "Ли У 6Б"], "name"),
        (["Ильич", "Сергеевна"], "patronymic"),
        ([2011, 2010], "birth"),
        (["01.02.2011", "03.04.2010"], "birth"),
        ([date(2011, 3, 1), date(2010, 3, 1)], "birth"),
        (["01.09.2022", "01.09.2023"], ""),
        (["учитель – ученик", "ученик-ученик"], "forms"),
        (["https://school.example/1"], "case_link"),
        (["8 900 000-00-01", "a@b.example"], "contacts"),
        (["синий", "красный"], ""),
        (["#N/A"], ""),
        ([], ""),
    ],
)
def test_code_is_told_by_most_cells(cells, code):
    assert guess_code(cells) == code


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("инвалид", True),
        ("123-456-789 00", True),
        ("паспорт 1234 567890", True),
        ("12 34 567890", True),
        ("8 900 000-00-01", False),
        ("адаптация", False),
    ],
)
def test_special_cells(text, answer):
    assert is_special(text) is answer
