"""An empty region with real clicks: its list of schools, invitations, a school's first steps."""

import pytest
from django.utils import timezone

from mentorship.organizations.models import (
    Headcount,
    Invitation,
    Organization,
    Participation,
    Signatory,
)
from tests.browser.steps import PASSWORD
from tests.factories.bank import PersonFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory, MunicipalityFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
LIST = "\n".join(
    [
        "Муниципалитет\tТип\tПолное наименование\tКраткое\tФИО методиста\tПочта методиста",
        "Лесной район\tшкола\tЛесная средняя школа\tЛесная СОШ\tПанов Лев Ильич\tpanov@example.org",
        "\tзавод\tЛесной завод\tЗавод",
    ]
)


def enter(visitor, **fields):
    member = MembershipFactory(**fields)
    member.user.set_password(PASSWORD)
    member.user.save()
    visitor.sign_in(member, PASSWORD)
    return member


def looks_good(visitor):
    assert visitor.fits_a_phone()
    assert visitor.violations == []
    assert visitor.complaints == []


def test_coordinator_fills_an_empty_region_from_a_list(visitor):
    enter(visitor, role="coordinator", organization__name="Новая область")
    visitor.press("Добавить организации")
    visitor.press("Загрузить из файла")
    visitor.fill("… или вставьте таблицу", LIST)
    visitor.press("Проверить")
    assert visitor.sees("Тип «завод» не известен")
    looks_good(visitor)

    visitor.press("Загрузить 1")
    visitor.press("Пригласить отмеченных")
    assert visitor.sees("/organizations/invitations/open/")
    looks_good(visitor)

    visitor.choose_section("Перечень участников")
    visitor.page.get_by_label("Лесная СОШ").check()
    visitor.fill("Приказ", "№ 203 от 01.09.2026")
    visitor.press("Записать перечень")
    looks_good(visitor)
    assert Invitation.objects.get().organization.name == "Лесной район"
    assert Participation.objects.get().institution.short_name == "Лесная СОШ"


def test_coordinator_adds_closes_and_returns_a_school(visitor):
    coordinator = enter(visitor, role="coordinator", organization__name="Новая область")
    MunicipalityFactory(parent=coordinator.organization, name="Лесной район")
    visitor.choose_section("Организации")
    visitor.press("Добавить организацию")
    visitor.page.get_by_label("Муниципалитет").select_option("Лесной район")
    visitor.fill("Полное наименование", "Лесная средняя школа")
    visitor.fill("Краткое наименование", "Лесная СОШ")
    visitor.press("Сохранить")
    looks_good(visitor)

    visitor.press("Закрыть")
    looks_good(visitor)
    visitor.press("Закрыть организацию")
    visitor.press("Отменить закрытие")

    school = Organization.objects.institutions().get()
    assert (school.code, school.closed_on) == ("lesnaya-sosh", None)
    visitor.open("/organizations/municipalities/")
    looks_good(visitor)


def test_curator_of_a_new_school_takes_the_first_steps(visitor):
    school = InstitutionFactory(short_name="Лесная СОШ", address="", locality="")
    enter(visitor, organization=school)
    looks_good(visitor)
    visitor.press("Указать, кто подписывает приказы")
    visitor.fill("Фамилия, имя, отчество", "Кравцова Анна Николаевна")
    visitor.fill("Подписывает с", "01.09.2024")
    visitor.press("Сохранить")
    looks_good(visitor)

    visitor.choose_section("Сегодня")
    visitor.press("Внести численность")
    visitor.fill("Обучающиеся 10–19 лет", "108")
    visitor.fill("Обучающиеся 15–19 лет", "34")
    visitor.fill("Источник", "форма ОО-1")
    looks_good(visitor)
    visitor.press("Сохранить")
    looks_good(visitor)
    assert Signatory.objects.get().full_name == "Кравцова Анна Николаевна"
    assert list(Headcount.objects.order_by("-value").values_list("value", flat=True)) == [108, 34]


def test_curator_counts_a_list_that_is_complete(visitor):
    curator = enter(visitor)
    born = timezone.localdate().year - 12
    PersonFactory(institution=curator.organization, consented=True, birth_year=born)
    visitor.open("/organizations/own/headcounts/count/")
    visitor.page.get_by_label("Обучающиеся: список полный").check()
    visitor.page.get_by_label("Педагогические работники: список полный").check()
    visitor.press("Записать посчитанное")
    assert visitor.sees("Посчитать нельзя")
    looks_good(visitor)

    visitor.page.get_by_label("Педагогические работники: список полный").uncheck()
    visitor.press("Записать посчитанное")
    looks_good(visitor)
    assert list(Headcount.objects.order_by("-value").values_list("value", flat=True)) == [1, 0]
