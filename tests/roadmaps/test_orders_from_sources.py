"""S003's and S000's orders reproduced from data: the text is that of the source.

The sources of the demo hold the whole documents with invented names. What differs on purpose is
listed beside each test: errors of the source, and the forms of date, quotes and dashes we keep to.
"""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from mentorship.demo.papers import SOURCES
from mentorship.documents.rendering import render
from roadmaps.parsing import parse
from roadmaps.services import import_roadmap
from tests.documents.texts import squeezed, text_of_docx, text_of_pdf
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import (
    InstitutionFactory,
    MunicipalityFactory,
    SignatoryFactory,
)

pytestmark = pytest.mark.django_db


def source_text(name, replaced):
    """The source without markup and spaces, each known difference replaced exactly once or more."""
    text = re.sub(r"<[^>]+>", "", (Path(SOURCES) / name).read_text())
    text = squeezed(unescape(text))
    for old, new in replaced.items():
        assert squeezed(old) in text, old
        text = text.replace(squeezed(old), squeezed(new))
    return text


def text_of(document):
    return squeezed(unescape(re.sub(r"<[^>]+>", "", render(document).body)))


def with_one_head(text, head):
    """The head of a table repeats on every page of the PDF."""
    first, *rest = text.split(head)
    return first + head + "".join(rest)


def roadmap_of(organization, name, title, period):
    parsed = parse((Path(SOURCES) / name).read_text(), filename=name)
    return import_roadmap(
        organization=organization,
        parsed=parsed,
        title=title,
        starts_on=period[0],
        ends_on=period[1],
    )


@pytest.fixture
def gymnasium_order():
    school = InstitutionFactory(
        name="Муниципальное общеобразовательное учреждение "
        "«Гимназия №7 Красноармейского района Волгограда»",
        short_name="МОУ гимназия №7",
        short_name_genitive="МОУ гимназии №7",
        locality="",
        address="Волгоград",
        contacts="тел. 00-00-00, E-mail: gimnaziya7@example.org",
    )
    SignatoryFactory(
        organization=school,
        full_name="Стрешнева Валентина Аркадьевна",
        position="Директор МОУ гимназии №7",
    )
    roadmap = roadmap_of(
        school,
        "gimnaziya-7.txt",
        "Дорожная карта (план мероприятий) по реализации Положения о системе наставничества "
        "педагогических работников в МОУ гимназии №7",
        (date(2022, 8, 1), date(2023, 8, 31)),
    )
    document = DocumentFactory(
        organization=school,
        kind="introduction_order",
        fields={
            "regime": "teachers",
            "heading": "Об утверждении Дорожной карты\nреализации системы наставничества\n"
            "в МОУ гимназии №7",
            "roadmap": roadmap.pk,
            "curator": "Зорина Мария Андреевна",
            "curator_position": "заместитель директора по учебно-воспитательной работе",
            "points": [{"code": code, "text": ""} for code in ("roadmap", "curator", "control")],
            "acquaint": False,
        },
    )
    document.number, document.dated_on = "203-ОД", date(2022, 9, 1)
    return document


GYMNASIUM = {
    # A date is written in words; the number is misread as «2030Д» and comes once more as «203ОД»
    # (L-3.1): we write it as in the order book.
    "01.09.2022 № 2030Д": "1 сентября 2022 г. № 203-ОД",
    "01.09.2022 №203ОД": "1 сентября 2022 г. № 203-ОД",
    '"Об утверждении': "«Об утверждении",
    'учительского роста"': "учительского роста»",
    "Андреевну - заместителя": "Андреевну – заместителя",
    # An annex is named with a small letter in the middle of a sentence.
    "гимназии №7 (Приложение №1)": "гимназии №7 (приложение №1)",
    # Approved twice by the same person (L-3.2, L-3.8): the stamp of the annex is enough.
    "УТВЕРЖДАЮ Директор МОУ гимназии №7 В.А. Стрешнева « 09 » 2022 г": "",
    # The heading in bold, three numbers for four columns (L-3.3).
    "**": "",
    "1 2 3 1. Подготовка": "1. Подготовка",
    # A term torn over two rows (L-3.4).
    "Сентябрь-октябрь 1) Анализ": "Сентябрь-октябрь 2022 1) Анализ",
    "программы 2022 наставничества": "программы наставничества",
}


def test_order_of_the_gymnasium_is_that_of_the_source(gymnasium_order):
    assert text_of(gymnasium_order) == source_text("gimnaziya-7.txt", GYMNASIUM)


def test_order_of_the_gymnasium_is_one_text_in_every_form(gymnasium_order):
    rendered = render(gymnasium_order)

    head = squeezed("№ п/п Наименование этапа Сроки Содержание деятельности и примерный план")
    head += squeezed("мероприятий")
    assert with_one_head(text_of_pdf(rendered.pdf()), head) == text_of(gymnasium_order)
    assert text_of_docx(rendered.docx()) == text_of(gymnasium_order)


ABOUT = (
    "по внедрению целевой модели наставничества для образовательных организаций "
    "Новоалександровского городского округа Ставропольского края на 2022-2024 г.г."
)


@pytest.fixture
def municipal_order():
    office = MunicipalityFactory(
        name="УПРАВЛЕНИЕ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ НОВОАЛЕКСАНДРОВСКОГО ГОРОДСКОГО ОКРУГА",
        locality="г. Новоалександровск",
    )
    SignatoryFactory(
        organization=office,
        full_name="Мезенцева Алла Викторовна",
        position="Начальник управления образования администрации "
        "Новоалександровского городского округа Ставропольского края",
    )
    roadmap = roadmap_of(
        office,
        "novoalexandrovsky.txt",
        "План мероприятий (Дорожная карта) внедрения целевой модели наставничества для "
        "образовательных организаций Новоалександровского городского округа "
        "Ставропольского края на 2022 -2024 г.г.",
        (date(2022, 3, 1), date(2024, 12, 31)),
    )
    document = DocumentFactory(
        organization=office,
        created_by__role="methodist",
        kind="plan_order",
        fields={
            "regime": "teachers",
            "roadmap": roadmap.pk,
            "about": ABOUT,
            "institutions": "образовательных организаций Новоалександровского городского округа "
            "Ставропольского края",
            "executor": "Лыкова Елена Павловна",
            "executor_position": "Заведующая МИДЦ",
            "inform_until": "2022-03-18",
            "control": "person",
            "control_position": "заместитель начальника управления образования",
            "control_name": "Гриднева Ольга Сергеевна",
            "points": [{"code": code, "text": ""} for code in ("approve", "executor", "control")],
            "acquaint": False,
        },
    )
    document.number, document.dated_on = "185", date(2022, 3, 16)
    return document


MUNICIPALITY = {
    # Cases of the source (L-1.10).
    "разработанные Министерством": "разработанными Министерством",
    "Утвердить Плана": "Утвердить План",
    # Control is laid on a full name in the accusative.
    "Гридневой О.С.": "Гридневу Ольгу Сергеевну.",
    # An empty list of those acquainted; the annex has no stamp in the source.
    "Ознакомлены:": "Приложение № 1 к приказу от 16 марта 2022 г. № 185",
    "Лорожная": "Дорожная",
    "1 2 3 4 5 1. Нормативное": "1. Нормативное",
    # A row goes on after the end of its page (L-1.16).
    "профессионального До декабря": "профессионального мастерства), нацеленных на популяризацию "
    "роли наставника с 2021 г. До декабря",
    "мероприятий мастерства), нацеленных на популяризацию роли наставника с 2021 г.": "мероприятий",
}


def test_order_of_the_municipality_is_that_of_the_source(municipal_order):
    assert text_of(municipal_order) == source_text("novoalexandrovsky.txt", MUNICIPALITY)


def test_order_of_the_municipality_is_one_text_in_every_form(municipal_order):
    rendered = render(municipal_order)

    head = squeezed("№ п/п Наименование мероприятия Сроки Ответственный исполнитель")
    head += squeezed("Результат. Вид документа")
    assert with_one_head(text_of_pdf(rendered.pdf()), head) == text_of(municipal_order)
    assert text_of_docx(rendered.docx()) == text_of(municipal_order)
