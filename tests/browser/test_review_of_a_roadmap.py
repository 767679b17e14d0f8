"""A plan in two rounds between two people: sent, returned with remarks, mended, agreed, ordered."""

import pytest
from playwright.sync_api import expect

from mentorship.organizations.school_year import SchoolYear
from tests.browser.steps import PASSWORD
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    SignatoryFactory,
)
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
YEAR = SchoolYear(2026)
TRAINING = "Обучение наставников"


@pytest.fixture
def people(transactional_db):
    """A curator with a plan of two tasks, and the methodist of the municipality."""
    city = MunicipalityFactory(name="Красноармейский район")
    school = InstitutionFactory(parent=city, short_name="Гимназия № 7")
    SignatoryFactory(organization=school)
    roadmap = RoadmapFactory(
        organization=school,
        title="Дорожная карта гимназии",
        starts_on=YEAR.starts_on,
        ends_on=YEAR.ends_on,
    )
    section = SectionFactory(roadmap=roadmap, number="4", title="Отбор и обучение")
    for number, title in (("4.2", TRAINING), ("5.1", "Формирование пар")):
        TaskFactory(
            organization=school, section=section, number=number, title=title,
            deadline_text="август 2026", responsible="Куратор", due_on=YEAR.starts_on,
        )  # fmt: skip
    curator = MembershipFactory(organization=school)
    return roadmap, curator, MembershipFactory(organization=city, role="methodist")


def test_plan_is_agreed_in_two_rounds(visitor, people):
    roadmap, curator, methodist = people
    send(visitor, curator, roadmap)
    send_back(visitor, methodist)
    mend(visitor, curator, roadmap)
    agree(visitor, methodist)
    order(visitor, curator, roadmap)

    assert visitor.violations == []
    assert visitor.complaints == []


def send(visitor, curator, roadmap):
    visitor.sign_in(curator, PASSWORD)
    visitor.open(roadmap.get_absolute_url())
    visitor.press("Отправить на проверку")
    visitor.press("Отправить на проверку")
    assert visitor.sees("Карта в очереди у методиста")
    visitor.sign_out()


def send_back(visitor, methodist):
    """The whole way by keyboard: the remark is opened, written and sent without a mouse."""
    visitor.sign_in(methodist, PASSWORD)
    visitor.press("дорожная карта ждёт проверки")
    visitor.press("Гимназия № 7")
    visitor.press("Начать проверку")
    visitor.press("Вернуть на доработку")
    assert visitor.sees("напишите хотя бы одно замечание")
    opener = visitor.page.locator("summary", has_text=f"4.2 {TRAINING}")
    opener.focus()
    opener.press("Enter")
    visitor.fill(f"Замечание: 4.2 {TRAINING}", "Обучение раньше приказа о парах: перенесите.")
    assert visitor.fits_a_phone()
    visitor.look()
    visitor.press("Вернуть на доработку")
    assert visitor.sees("Карт на проверке нет")
    visitor.sign_out()


def mend(visitor, curator, roadmap):
    visitor.sign_in(curator, PASSWORD)
    visitor.open(roadmap.get_absolute_url())
    assert visitor.sees("Обучение раньше приказа о парах: перенесите.")
    assert visitor.fits_a_phone()
    visitor.page.get_by_role("row").get_by_role("link", name=TRAINING).click()
    visitor.press("Изменить")
    visitor.fill("Срок, как в плане", "15 – 30 сентября 2026 г.")
    visitor.press("Сохранить")
    visitor.open(roadmap.get_absolute_url())
    visitor.fill("Что сделано", "Перенесли на сентябрь")
    visitor.press("Отметить исправленным")
    visitor.press("Отправить на проверку")
    visitor.press("Отправить на проверку")
    visitor.sign_out()


def agree(visitor, methodist):
    """The second look shows the one task that has changed."""
    visitor.sign_in(methodist, PASSWORD)
    visitor.open("/roadmaps/reviews/")
    assert visitor.sees("изменено 1 из 2")
    visitor.press("Гимназия № 7")
    visitor.press("Начать проверку")
    table = visitor.page.get_by_role("region", name="Мероприятия на проверке")
    expect(table.get_by_text("15 – 30 сентября 2026 г.")).to_be_visible()
    expect(table.get_by_text("Формирование пар")).to_have_count(0)
    assert visitor.fits_a_phone()
    visitor.press("сравнить с версией 1")
    assert visitor.fits_a_phone()
    visitor.page.go_back()
    visitor.press("Согласовать")
    visitor.sign_out()


def order(visitor, curator, roadmap):
    visitor.sign_in(curator, PASSWORD)
    visitor.open(roadmap.get_absolute_url())
    assert visitor.sees("Карта согласована: подготовьте приказ")
    visitor.press("Версии и история")
    assert visitor.fits_a_phone()
    visitor.open(roadmap.get_absolute_url())
    visitor.press("Лист согласования")
    expect(visitor.page.locator("#preview").get_by_text("согласована")).to_be_visible()
