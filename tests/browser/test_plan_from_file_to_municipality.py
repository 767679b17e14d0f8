"""A municipal plan is pasted, a doubt answered, handed down, taken by a school, reported on."""

import pytest
from django.utils import timezone

from mentorship.organizations.school_year import SchoolYear
from tests.browser.steps import PASSWORD
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TODAY = timezone.localdate()
YEAR = SchoolYear.containing(TODAY)
TABLE = f"""№\tМероприятие\tСроки\tОтветственный
1\tПодготовка приказа\tдо 10.09.{YEAR.first}\tСпециалист УО
2\tОбучение наставников\tсентябрь-октябрь 20222\tКураторы
"""


@pytest.fixture
def people(transactional_db):
    """The methodist of a municipality, and a curator with a plan of the year of one task."""
    city = MunicipalityFactory(name="Красноармейский район")
    school = InstitutionFactory(parent=city, short_name="Гимназия № 7")
    roadmap = RoadmapFactory(
        organization=school, title="Карта гимназии", starts_on=YEAR.starts_on, ends_on=YEAR.ends_on
    )
    section = SectionFactory(roadmap=roadmap, title="Своё")
    TaskFactory(organization=school, section=section, title="Своё дело", due_on=YEAR.ends_on)
    curator = MembershipFactory(organization=school)
    return MembershipFactory(organization=city, role="methodist"), curator


def test_plan_goes_from_a_table_to_the_schools_and_back(visitor, people):
    methodist, curator = people
    paste(visitor, methodist)
    hand_down(visitor)
    take_and_do(visitor, curator)
    see_it_done(visitor, methodist)

    assert visitor.violations == []
    assert visitor.complaints == []


def paste(visitor, methodist):
    visitor.sign_in(methodist, PASSWORD)
    visitor.open("/roadmaps/import/")
    visitor.fill("Таблица дорожной карты", TABLE)
    visitor.fill("Название", "План района")
    visitor.press("Показать, что получится")
    assert visitor.sees("Прочитано 3 строки")
    assert visitor.fits_a_phone()
    visitor.press("уточнить все сразу")
    visitor.page.get_by_label(f"01.09.{YEAR.first} – 31.10.{YEAR.first}").check()
    assert visitor.fits_a_phone()
    visitor.press("Сохранить всё")
    visitor.press("Загрузить в систему")
    assert visitor.fits_a_phone()


def hand_down(visitor):
    visitor.press("Поручения организациям")
    assert visitor.fits_a_phone()
    visitor.press("Поручить отмеченные")
    visitor.sign_out()


def take_and_do(visitor, curator):
    visitor.sign_in(curator, PASSWORD)
    visitor.open("/roadmaps/proposals/")
    assert visitor.fits_a_phone()
    assert visitor.sees("2 Обучение наставников")
    visitor.press("Принять отмеченные в план")
    visitor.open("/roadmaps/")
    visitor.press("Карта гимназии")
    visitor.press("Обучение наставников")
    assert visitor.fits_a_phone()
    visitor.page.get_by_label("выполнено").first.check()
    visitor.fill("Дата выполнения", f"{TODAY:%d.%m.%Y}")
    visitor.fill("Отчёт об исполнении", "Обучены все наставники")
    visitor.press("Сохранить отчёт")
    visitor.press("← Карта гимназии")
    visitor.press("Лента года")
    assert visitor.fits_a_phone()
    visitor.press("Календарь")
    assert visitor.fits_a_phone()
    visitor.sign_out()


def see_it_done(visitor, methodist):
    visitor.sign_in(methodist, PASSWORD)
    visitor.open("/roadmaps/")
    visitor.press("План района")
    visitor.press("Исполнение по организациям")
    assert visitor.fits_a_phone()
    visitor.press("готово")
    assert visitor.sees("Гимназия № 7")
