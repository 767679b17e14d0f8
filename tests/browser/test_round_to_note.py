"""A round is opened, filled, returned, mended, accepted and summed up; the region's note tells."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from monitoring.models import NoteVersion, RoundReport
from tests.browser.steps import PASSWORD
from tests.factories.monitoring import CheckRuleFactory, FormVersionFactory
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)
from tests.monitoring.workbooks.conftest import asked, drawn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=3)
TITLE = "Довольны ли наставники"
ADVICE = "Провести опрос тех наставников, которых не спросили."
CELLS = {
    "A1": "{{ organization.name }}",
    "B1": '{{ manual.mentors | integer | title="Наставников" }}',
    "B2": '{{ manual.answered | integer | title="Опрошено" }}',
    "B3": '{{ manual.content | integer | title="Довольны" }}',
}


@pytest.fixture
def people(transactional_db):
    """A coordinator with a form and two rules for it; a methodist; a curator; a silent school."""
    city = MunicipalityFactory(name="Красноармейский район")
    school = InstitutionFactory(parent=city, short_name="Гимназия № 7")
    InstitutionFactory(parent=city, short_name="Тихая СОШ")
    coordinator = MembershipFactory(organization=city.parent, role="coordinator")
    content = drawn(CELLS)
    version = FormVersionFactory(
        form__organization=city.parent,
        form__title=TITLE,
        content=content,
        layout=asked("scan", content, {}),
        accepted_at=timezone.now(),
        accepted_by=coordinator,
    )
    rules = {
        "error": ("manual.content", "manual.answered", "Довольных больше, чем опрошенных."),
        "warning": ("manual.mentors", "manual.answered", "Спросили не всех наставников."),
    }
    for severity, (first, second, message) in rules.items():
        sign = "<=" if severity == "error" else "="
        CheckRuleFactory(
            organization=city.parent, form=version.form, severity=severity, message=message,
            words=f"один = {{{{ {first} }}}}\nдругой = {{{{ {second} }}}}",
            condition=f"один {sign} другой",
        )  # fmt: skip
    methodist = MembershipFactory(organization=city, role="methodist")
    return coordinator, methodist, MembershipFactory(organization=school)


def test_round_goes_from_the_region_to_its_note(worker, visitor, people):
    coordinator, methodist, curator = people
    ask(visitor, coordinator)
    send(visitor, curator)
    send_back(visitor, methodist)
    mend(visitor, curator)
    accept(visitor, methodist)
    sum_up(visitor, coordinator)
    issue(visitor)

    assert visitor.violations == []
    assert visitor.complaints == []
    assert list(RoundReport.objects.order_by("state").values_list("state", flat=True)) == [
        "accepted",
        "draft",
    ]
    assert NoteVersion.objects.get().body.count(ADVICE) == 1


def ask(visitor, coordinator):
    visitor.sign_in(coordinator, PASSWORD)
    visitor.choose_section("Сборы отчётов")
    visitor.press("Открыть сбор")
    visitor.page.get_by_label("Форма").select_option(label=f"{TITLE}, редакция 1")
    visitor.fill("Срок", f"{DUE:%d.%m.%Y}")
    visitor.page.get_by_label("Кого просят").select_option(label="организации выбранных типов")
    visitor.page.get_by_label("школа").check()
    assert visitor.fits_a_phone()
    visitor.press("Открыть сбор")
    assert visitor.sees("Сбор открыт: организаций 2.")
    assert visitor.fits_a_phone()
    visitor.sign_out()


def send(visitor, curator):
    """An error stops the report; a warning lets it go with an explanation."""
    visitor.sign_in(curator, PASSWORD)
    visitor.press("отчёт ждёт отправки")
    assert visitor.fits_a_phone()
    visitor.press("Заполнить вручную")
    type_in(visitor, Наставников="15", Опрошено="12", Довольны="13")
    visitor.press("Сохранить и отправить")
    assert visitor.sees("Не отправлено, введённое сохранено.")
    assert visitor.fits_a_phone()
    type_in(visitor, Довольны="8", Пояснение="Трое на курсах.")
    visitor.press("Сохранить и отправить")
    assert visitor.sees("Отчёт отправлен на проверку.")
    visitor.sign_out()


def send_back(visitor, methodist):
    visitor.sign_in(methodist, PASSWORD)
    visitor.choose_section("Сборы отчётов")
    visitor.press(TITLE)
    assert visitor.fits_a_phone()
    visitor.press("Гимназия № 7")
    assert visitor.sees("Трое на курсах.")
    assert visitor.fits_a_phone()
    visitor.press("Вернуть с замечаниями")
    visitor.fill("Что исправить", "Спросите ещё троих.")
    visitor.press("Вернуть отчёт")
    visitor.sign_out()


def mend(visitor, curator):
    visitor.sign_in(curator, PASSWORD)
    visitor.press("отчёт ждёт отправки")
    assert visitor.sees("Спросите ещё троих.")
    visitor.press("Заполнить вручную")
    type_in(visitor, Опрошено="15", Довольны="10")
    visitor.press("Сохранить и отправить")
    assert visitor.sees("Отчёт отправлен на проверку.")
    visitor.sign_out()


def accept(visitor, methodist):
    visitor.sign_in(methodist, PASSWORD)
    visitor.press("отчёт ждёт проверки")
    visitor.press("Принять отчёт")
    assert visitor.sees("Отчёт принят.")
    visitor.sign_out()


def sum_up(visitor, coordinator):
    """The summary counts who was accepted and names who has not reported."""
    visitor.sign_in(coordinator, PASSWORD)
    visitor.choose_section("Сборы отчётов")
    visitor.press("Свод: принято 1 из 2")
    assert visitor.sees("Сдали 1 из 2")
    assert visitor.sees("Тихая СОШ")
    assert visitor.fits_a_phone()
    visitor.press("Довольны")
    assert visitor.fits_a_phone()


def issue(visitor):
    visitor.choose_section("Аналитические отчёты")
    visitor.press("Составить проект")
    visitor.press("Составить проект")
    assert visitor.fits_a_phone()
    visitor.press("Рекомендации:")
    visitor.press("Добавить")
    visitor.page.get_by_label("Организация").select_option(label="Гимназия № 7")
    visitor.page.get_by_label("Рекомендация").fill(ADVICE)
    visitor.press("Добавить рекомендацию")
    assert visitor.fits_a_phone()
    visitor.press("← Аналитическая справка")
    visitor.press("Выпустить")
    done = visitor.page.get_by_role("link", name="Открыть результат")
    # The page says so by itself once the worker has issued the note.
    expect(done).to_be_visible(timeout=20_000)
    visitor.press("Открыть результат")
    assert visitor.sees("больше не меняются")
    assert visitor.fits_a_phone()
    assert visitor.download("Скачать .docx").startswith(b"PK")


def type_in(visitor, **typed):
    for label, text in typed.items():
        visitor.page.get_by_label(label).fill(text)
