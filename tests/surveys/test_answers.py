import pytest

from mentorship.surveys.answers import (
    NO_HEALTH,
    answer_problem,
    answer_problems,
    read_date_or_year,
    read_name,
    shown_answer,
)
from mentorship.surveys.questions import Question


def question(kind, **kwargs):
    return Question(**{"code": "q1", "text": "Вопрос", "kind": kind} | kwargs)


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("scale", 10, ""),
        ("scale", 11, "нужна оценка от 1 до 10."),
        ("scale", True, "нужна оценка от 1 до 10."),
        ("yes_no", False, ""),
        ("yes_no", "да", "нужен ответ «да» или «нет»."),
        ("text", "шахматы", ""),
        ("text", "я" * 2001, "нужен текст не длиннее 2000 знаков."),
        ("text", 5, "нужен текст не длиннее 2000 знаков."),
        ("text", "у меня инвалидность", NO_HEALTH),
        ("text", "У меня диабет", NO_HEALTH),
        ("one_of", "да", ""),
        ("one_of", "может быть", "нужен один из предложенных ответов."),
        ("several_of", ["да", "нет"], ""),
        ("several_of", ["да", "чужое"], "нужны ответы из предложенных."),
        ("several_of", "да", "нужны ответы из предложенных."),
        ("topics", ["Математика"], ""),
        ("topics", [5], "нужны темы из перечня."),
        ("topics", ["Математика"] * 31, "нужны темы из перечня."),
        ("date", "05.03.2009", ""),
        ("date", "2009", ""),
        ("date", 2009, "нужен текст."),
        ("contact", "+7 900 000-11-22", ""),
        ("contact", "elkin@example.org", ""),
        ("contact", "через маму", "Напишите телефон или адрес электронной почты."),
        ("name", "Ёлкин Матвей", ""),
    ],
)
def test_answer_is_of_its_kind(kind, value, problem):
    assert answer_problem(question(kind, options=("да", "нет")), value) == problem


@pytest.mark.parametrize("value", [None, "", []])
def test_nothing_is_an_answer_where_none_is_required(value):
    assert answer_problem(question("several_of", options=("да", "нет")), value) == ""


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("scale", "нужна оценка от 1 до 10."),
        ("text", "нужен ответ."),
        ("one_of", "выберите один ответ."),
        ("topics", "выберите хотя бы одну тему."),
    ],
)
def test_required_answer_is_asked_for_in_words(kind, problem):
    assert answer_problem(question(kind, required=True), None) == problem


def test_no_is_an_answer():
    assert answer_problem(question("yes_no", required=True), False) == ""


def test_problems_name_the_question_and_answers_nobody_asked_for():
    problems = answer_problems([question("scale", required=True)], {"age": 12})

    assert problems == ["«Вопрос»: нужна оценка от 1 до 10.", "В анкете нет вопросов: age."]


def test_name_is_read_in_any_order():
    name = read_name("Матвей Андреевич Ёлкин")

    assert (name.surname, name.first_name, name.patronymic) == ("Ёлкин", "Матвей", "Андреевич")


@pytest.mark.parametrize("text", ["Ёлкин", "Ёлкин Матвей 8А", "Ёлкин_Матвей Андреевич"])
def test_half_a_name_is_none(text):
    with pytest.raises(ValueError, match="Напишите фамилию, имя и отчество полностью"):
        read_name(text)


def test_name_longer_than_its_field_is_refused():
    with pytest.raises(ValueError, match="Часть имени длиннее 100 знаков"):
        read_name(f"{'Ёлкин' * 25} Матвей Андреевич")


@pytest.mark.parametrize(
    ("text", "read"),
    [("5 марта 2009", "05.03.2009"), ("5.3.2009", "05.03.2009"), ("2009 г. р.", "2009")],
)
def test_date_or_year_is_read_as_people_write_it(text, read):
    assert read_date_or_year(text) == read


@pytest.mark.parametrize(
    ("text", "words"),
    [("весной", "не год"), ("31.02.2009", "не бывает"), ("12345", "не год")],
)
def test_what_is_no_date_is_refused(text, words):
    with pytest.raises(ValueError, match=words):
        read_date_or_year(text)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("scale", 8, "8 из 10"),
        ("yes_no", True, "да"),
        ("yes_no", False, "нет"),
        ("yes_no", None, "нет ответа"),
        ("several_of", ["да", "нет"], "да, нет"),
        ("several_of", [], "нет ответа"),
        ("text", "шахматы", "шахматы"),
    ],
)
def test_answer_is_shown_in_words(kind, value, words):
    assert shown_answer(question(kind), value) == words
