"""The whole year with real clicks: bank → consents → pair → order → roadmap → report."""

import io
import re
from datetime import timedelta

import docx
import openpyxl
import pytest
from django.utils import timezone
from pypdf import PdfReader

from mentorship.core.spreadsheets import Column, write_table
from mentorship.demo.papers import SOURCES
from mentorship.documents.models import Document
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair
from roadmaps.models import Task
from tests.browser.steps import PASSWORD, import_table
from tests.factories.organizations import HeadcountFactory, MembershipFactory, SignatoryFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TODAY = timezone.localdate()
YEAR = SchoolYear.containing(TODAY)
DAY = f"{TODAY:%d.%m.%Y}"


def workbook(headings, *rows):
    columns = [
        Column(heading, lambda row, index=index: row[index])
        for index, heading in enumerate(headings)
    ]
    return write_table("База", columns, rows)


MENTEES = workbook(
    [
        "№",
        "ФИО наставляемого",
        "Год рождения наставляемого",
        "Класс",
        "Основной запрос наставляемого",
        "Форма наставничества",
    ],
    (1, "Ёлкин Матвей Андреевич", YEAR.first - 14, "8 «А»", "выбор профиля", "учитель – ученик"),
    (2, "Громова Полина Сергеевна", YEAR.first - 12, "6 «А»", "математика", "учитель – ученик"),
    (3, "Кротов Семён Ильич", YEAR.first - 3, "1 «Б»", "чтение", "учитель – ученик"),
)  # fmt: skip
MENTORS = workbook(
    ["№", "ФИО наставника", "Должность", "Основные компетенции наставника", "Форма наставничества"],
    (1, "Швец Илья Петрович", "учитель физики", "олимпиадная физика", "учитель – ученик"),
)


@pytest.fixture
def school(worker):
    """A curator and a director of a new school, the methodist and the coordinator above them."""
    curator = MembershipFactory(organization__short_name="Школа № 5")
    SignatoryFactory(organization=curator.organization)
    HeadcountFactory(organization=curator.organization, as_of=YEAR.starts_on, value=4)
    return curator


def record_consents(visitor):
    visitor.choose_section("Согласия")
    boxes = visitor.page.get_by_role("main").get_by_role("checkbox")
    for index in range(boxes.count()):
        boxes.nth(index).check()
    fields = visitor.page.get_by_label("Представитель")
    for index in range(fields.count()):
        fields.nth(index).fill("Ёлкина Ольга Ивановна")
    visitor.press("Записать согласия отмеченных")


def make_pair(visitor):
    visitor.choose_section("Пары и группы")
    visitor.press("Составить пару")
    form = visitor.page.get_by_label("Форма наставничества")
    with visitor.page.expect_navigation():
        form.select_option(label="учитель – ученик")
    visitor.page.get_by_role("checkbox", name="Ёлкин").check()
    visitor.page.get_by_role("radio", name="Швец").check()
    visitor.press("Составить пару")
    visitor.press("Предложить сторонам")
    for label in ("наставник", "наставляемый"):
        visitor.page.get_by_label(label, exact=False).first.fill(DAY)
    visitor.press("Сохранить согласие сторон")
    visitor.press("Стороны согласны")


def register_order(visitor):
    visitor.choose_section("Пары и группы")
    visitor.press("Подготовить приказ")
    visitor.fill("Программы разработать до", f"{TODAY + timedelta(days=14):%d.%m.%Y}")
    visitor.press("Зарегистрировать")
    visitor.page.get_by_label("Номер").first.fill("204-ОД")
    visitor.press("Зарегистрировать")
    order = Document.objects.get()
    assert (order.state, order.number, Pair.objects.get().state) == (
        "registered",
        "204-ОД",
        "ordered",
    )
    pdf = PdfReader(io.BytesIO(visitor.download("PDF")))
    text = " ".join("\n".join(page.extract_text() for page in pdf.pages).split())
    assert "Швеца Илью Петровича" in text
    word = docx.Document(io.BytesIO(visitor.download("Скачать .docx")))
    assert "Швеца Илью Петровича" in " ".join(p.text for p in word.paragraphs)


def load_roadmap(visitor):
    visitor.choose_section("Дорожные карты")
    visitor.press("Загрузить карту")
    visitor.fill("Таблица дорожной карты", (SOURCES / "gimnaziya-7.txt").read_text())
    visitor.fill("Название", "Дорожная карта реализации системы наставничества")
    visitor.fill("Период с", "01.08.2022")
    visitor.page.get_by_label(re.compile(r"^\s*по\W*$")).fill("31.05.2023")
    visitor.press("Показать, что получится")
    visitor.press("Загрузить в систему")
    assert Task.objects.count() == 7


def report_a_task(visitor):
    visitor.page.get_by_role("main").get_by_role(
        "link", name="Формирование банка наставляемых", exact=True
    ).first.click()
    visitor.page.get_by_label("выполнено").check()
    visitor.fill("Дата выполнения", DAY)
    visitor.fill("Отчёт об исполнении", "Банк сформирован, 2 человека.")
    visitor.press("Сохранить отчёт")
    assert Task.objects.get(progress="done").report_text == "Банк сформирован, 2 человека."


def open_the_indicators(visitor):
    visitor.choose_section("Показатели")
    # One pupil of 10–19 by order among the four of the headcount.
    row = visitor.page.get_by_role("row", name="Дети 10–19 лет в роли наставляемого")
    assert row.get_by_role("cell").all_inner_texts()[:3] == ["1", "4", "25"]
    visitor.choose_section("Отчёты")
    table = openpyxl.load_workbook(io.BytesIO(visitor.download("Скачать"))).worksheets[0]
    values = [cell.value for row in table.iter_rows() for cell in row]
    assert "1 из 4 – 25 %" in values


def test_curator_walks_through_the_year(visitor, school):
    visitor.sign_in(school, PASSWORD)
    import_table(visitor, MENTEES, only_good=True)
    assert visitor.sees("участвуют люди от 6 до 100 лет")
    import_table(visitor, MENTORS)
    assert visitor.sees("Швец Илья Петрович")
    record_consents(visitor)
    make_pair(visitor)
    register_order(visitor)
    load_roadmap(visitor)
    report_a_task(visitor)
    open_the_indicators(visitor)

    assert visitor.violations == []
    assert visitor.complaints == []
    assert visitor.hosts <= {"localhost", "127.0.0.1"}


def test_methodist_and_coordinator_see_their_branch(visitor, school, client):
    municipality = school.organization.parent
    methodist = MembershipFactory(role="methodist", organization=municipality)
    coordinator = MembershipFactory(role="coordinator", organization=municipality.parent)
    visitor.sign_in(school, PASSWORD)
    load_roadmap(visitor)
    visitor.sign_out()

    visitor.sign_in(methodist, PASSWORD)
    visitor.choose_section("Дорожные карты")
    assert visitor.sees("Школа № 5")
    visitor.sign_out()
    visitor.sign_in(coordinator, PASSWORD)
    visitor.choose_section("Показатели")
    assert visitor.sees("Дети 10–19 лет в роли наставляемого")
    assert not visitor.page.get_by_text("Ёлкин").count()

    assert visitor.violations == []
