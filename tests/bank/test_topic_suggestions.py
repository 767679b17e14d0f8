"""A small table of phrases measures the catalogue: what must be suggested, and what must not."""

import pytest

from mentorship.bank.models import Topic
from mentorship.bank.topic_suggestions import suggest_topics
from mentorship.bank.topics import ready_catalogue

CATALOGUE = [Topic(pk=pk, **row) for pk, row in enumerate(ready_catalogue(), start=1)]

MUST = [
    ("мотивация к учёбе, математика", ["matematika", "motivatsiya"]),
    ("Подготовка к олимпиаде по физике", ["fizika", "olimpiady"]),
    ("подтянуть алгебру и геометрию", ["matematika"]),
    ("адаптация в новом классе", ["novyy-klass"]),
    ("выбор профиля обучения", ["traektoriya"]),
    ("не знает, куда поступать после 9 класса", ["professiya"]),
    ("волонтёрство, организация мероприятий", ["grazhdanskaya", "liderstvo"]),
    ("волонтерство", ["grazhdanskaya"]),
    ("боится выступать у доски", ["vystuplenie"]),
    ("исследовательский проект по биологии", ["himiya-biologiya", "proekty"]),
    ("подготовка к экзамену по русскому языку", ["ekzameny", "russkiy"]),
    ("хочу научиться програмированию", ["informatika"]),
    ("Проблемы с общением со сверстниками", ["obshchenie"]),
    ("сдача норм ГТО, волейбол", ["sport"]),
    ("планирование урока, работа с родителями", ["klassnoe-rukovodstvo", "metodika"]),
    ("первый год работы, нужна помощь с рабочей программой", ["metodika", "vhod-v-professiyu"]),
    ("трудности с дисциплиной в классе", ["klassnoe-rukovodstvo"]),
    ("методика предмета, проектная деятельность", ["metodika", "proekty"]),
    ("выпускает школьную газету", ["media"]),
]
MUST_NOT = [
    "",
    "нет",
    "любит животных",
    "класс хороший",
    "карта памяти телефона",
    "право выбора одежды",
    "проектор сломался",
    "разработка учебных программ",
    "речь идёт о нём",
    "<b>%&_</b>",
]


def codes(text):
    return sorted(suggestion.topic.code for suggestion in suggest_topics(text, CATALOGUE))


@pytest.mark.parametrize(("text", "expected"), MUST)
def test_suggests_what_the_text_speaks_of(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize("text", MUST_NOT)
def test_suggests_nothing_where_nothing_is_said(text):
    assert codes(text) == []


def test_the_surest_comes_first():
    found = suggest_topics("футбол; подготовка к экзамену по русскому языку", CATALOGUE)

    assert [(s.topic.code, s.phrase) for s in found] == [
        ("ekzameny", "Подготовка к экзаменам"),
        ("russkiy", "русский язык"),
        ("sport", "футбол"),
    ]


def test_suggests_at_most_five():
    text = "математика, физика, химия, история, география, информатика, спорт"

    assert len(suggest_topics(text, CATALOGUE)) == 5


def test_catalogue_tells_every_source():
    silent = [row["code"] for row in ready_catalogue() if not row["source"]]

    assert silent == []
