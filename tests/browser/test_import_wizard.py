"""The import wizard with real clicks: a file, a paste, a double that is asked, the undo."""

import re

import pytest

from mentorship.bank.models import MenteeEntry, Person
from mentorship.core.spreadsheets import Column, write_table
from tests.browser.steps import PASSWORD, import_table, wait_for_heading
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PASTE = "\n".join(
    [
        "№\tФИО ребёнка\tКласс\tГод рождения\tДиагноз\tЗапрос",
        "1\tЗимин Пётр Олегович\t7 «А»\t2012\tнет\tматематика",
        "2\tЛосева Анна Игоревна\t8 «Б»\t2023\t\tолимпиада",
        "3\tСеменова Ольга Павловна\t8 «Б»\t2011\t\tвыбор профессии",
    ]
)


@pytest.fixture
def curator(worker, visitor):
    member = MembershipFactory(organization__short_name="Школа № 5")
    member.user.set_password(PASSWORD)
    member.user.save()
    visitor.sign_in(member, PASSWORD)
    return member


def looks_good(visitor):
    assert visitor.fits_a_phone()
    assert visitor.violations == []
    assert visitor.complaints == []


def bank_has(*names):
    found = MenteeEntry.objects.order_by("person__sort_name")
    return [entry.person.full_name for entry in found] == list(names)


def known_person(curator):
    person = PersonFactory(
        institution=curator.organization,
        last_name="Семёнова",
        first_name="Ольга",
        patronymic="Павловна",
        sex="f",
        birth_year=2010,
    )
    return MenteeEntryFactory(institution=curator.organization, person=person).person


def test_pasted_list_goes_through_the_five_steps_and_is_undone(visitor, curator):
    known = known_person(curator)
    visitor.open("/bank/imports/new/")
    looks_good(visitor)
    visitor.page.get_by_label("таблица, скопированная").fill(PASTE)
    visitor.press("Дальше: столбцы")
    wait_for_heading(visitor, "Столбцы")
    assert visitor.sees("Столбец не прочитан и не сохранён")
    looks_good(visitor)

    visitor.press("Всё верно – дальше")
    wait_for_heading(visitor, "Проверка")
    assert visitor.sees("Проверьте год рождения 2023")
    looks_good(visitor)
    assert b"xl/worksheets" in visitor.download("Скачать строки с ошибками")

    visitor.press("Загрузить только годные строки")
    wait_for_heading(visitor, "Совпадения")
    looks_good(visitor)
    visitor.press("Это один человек")
    assert visitor.sees("На все вопросы ответы есть")
    visitor.press("Дальше: итог")
    looks_good(visitor)
    visitor.press("Загрузить 2 строки")
    wait_for_heading(visitor, "Загружено")
    assert bank_has("Зимин Пётр Олегович", "Семёнова Ольга Павловна")
    looks_good(visitor)

    visitor.press("Да, отменить загрузку")
    wait_for_heading(visitor, "Загрузка отменена")
    assert bank_has("Семёнова Ольга Павловна")
    assert list(Person.objects.all()) == [known]
    looks_good(visitor)


def test_same_file_twice_changes_nothing(visitor, curator):
    columns = [
        Column("ФИО наставляемого", lambda name: name),
        Column("Год рождения наставляемого", lambda name: 2012),
    ]
    content = write_table("Список", columns, ["Зимин Пётр Олегович", "Орлова Вера Ильинична"])

    import_table(visitor, content)
    visitor.open("/bank/imports/new/")
    visitor.page.get_by_label("Файл").first.set_input_files(
        {"name": "база.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    visitor.press("Дальше: столбцы")
    wait_for_heading(visitor, "Столбцы")
    visitor.press("Всё верно – дальше")
    wait_for_heading(visitor, "Проверка")

    assert visitor.sees(re.compile("изменений нет"))
    assert bank_has("Зимин Пётр Олегович", "Орлова Вера Ильинична")
