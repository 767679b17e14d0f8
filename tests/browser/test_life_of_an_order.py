"""An order with real clicks: draft, correction of a case, registration, reprint, amendment."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from mentorship.documents.models import Document
from mentorship.organizations.school_year import SchoolYear
from tests.browser.steps import PASSWORD
from tests.factories.organizations import MembershipFactory, SignatoryFactory
from tests.factories.pairs import PairFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TODAY = timezone.localdate()
YEAR = SchoolYear.containing(TODAY)


@pytest.fixture
def curator(transactional_db):
    """A curator whose school has one pair that both sides agreed to."""
    member = MembershipFactory(organization__short_name="Школа № 5")
    SignatoryFactory(organization=member.organization)
    pair = PairFactory(
        institution=member.organization,
        mentor_entry__person__last_name="Швец",
        mentor_entry__person__first_name="Илья",
        mentor_entry__person__patronymic="Петрович",
        mentor_entry__person__sex="m",
        school_year=YEAR.first,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=100),
        mentor_agreed_on=TODAY,
        state="accepted",
    )
    pair.members.update(agreed_on=TODAY)
    return member


def says_saved(visitor):
    words = re.compile(r"^Сохранено в \d\d:\d\d$")
    expect(visitor.page.locator("#saved").get_by_text(words)).to_be_visible()


def correct_the_case(visitor):
    preview = visitor.page.locator("#preview")
    preview.get_by_role("link", name="Швеца Илью Петровича").click()
    visitor.page.get_by_label("Правильная форма").fill("Швец Илью Петровича")
    visitor.look()
    visitor.page.get_by_role("button", name="Исправить и запомнить").click()
    expect(preview.get_by_role("link", name="Швец Илью Петровича")).to_be_visible()


def register(visitor, number):
    visitor.press("Зарегистрировать")
    visitor.page.get_by_label("Номер").first.fill(number)
    visitor.press("Зарегистрировать")
    assert visitor.fits_a_phone()


def test_order_lives_from_draft_to_amendment(visitor, curator):
    visitor.sign_in(curator, PASSWORD)
    visitor.choose_section("Пары и группы")
    visitor.press("Подготовить приказ")
    visitor.fill("Программы разработать до", f"{TODAY + timedelta(days=14):%d.%m.%Y}")
    says_saved(visitor)
    correct_the_case(visitor)
    register(visitor, "204-ОД")

    first, second = visitor.download("PDF"), visitor.download("PDF")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(first)).pages)
    assert "Швец Илью Петровича" in " ".join(text.split())
    assert first == second

    amend(visitor)
    check(visitor)
    assert visitor.violations == []
    assert visitor.complaints == []


def amend(visitor):
    visitor.press("Внести изменения")
    visitor.fill("Изменения", "Пункт 3 исключить")
    says_saved(visitor)
    register(visitor, "210-ОД")
    assert visitor.sees("Вносит изменения:")
    visitor.press("№ 204-ОД от")
    assert visitor.sees("Изменён приказом")


def check(visitor):
    """What the paper's QR code opens, for somebody without an account."""
    order = Document.objects.get(number="204-ОД")
    visitor.open(order.get_absolute_url())
    visitor.sign_out()
    visitor.open(f"/documents/check/{order.check_code.code}/")
    assert visitor.sees("действует")
    assert visitor.fits_a_phone()
