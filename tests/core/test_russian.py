from datetime import date

import pytest
from django.template import Context, Engine

ENGINE = Engine(libraries={"russian": "mentorship.core.templatetags.russian"})


def render(source, **context):
    return ENGINE.from_string("{% load russian %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{{ n|plural_ru:"пара,пары,пар" }}', "пары"),
        ('{{ n|counted:"пара,пары,пар" }}', "3\xa0пары"),
        ("{{ day|date_words }}", "16 марта 2022 г."),
        ("{{ day|date_stamp }}", "«16» марта 2022 г."),
        ("{{ none|date_words }}", ""),
        ("{{ none|date_stamp }}", "«___» ____________ 20___ г."),
        ("{{ name|initials_after }}", "Лагунова\xa0Н.\xa0В."),
        ("{{ name|initials_before }}", "Н.\xa0В.\xa0Лагунова"),
        ('{{ position|position_in:"dative" }}', "старшему вожатому"),
    ],
)
def test_filter(source, expected):
    context = {
        "n": 3,
        "day": date(2022, 3, 16),
        "none": None,
        "year": 2022,
        "name": "Лагунова Наталья Викторовна",
        "position": "старший вожатый",
    }

    assert render(source, **context) == expected


def test_names_in_templates_are_escaped():
    assert render("{{ name|initials_after }}", name="<b> Анна") == "&lt;b&gt;\xa0А."


def test_unbroken_keeps_each_name_whole():
    assert render("{{ text|unbroken }}", text="учитель – ученик; <b>") == (
        '<span class="text-nowrap">учитель – ученик</span>; '
        '<span class="text-nowrap">&lt;b&gt;</span>'
    )
