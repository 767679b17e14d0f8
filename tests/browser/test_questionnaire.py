"""A questionnaire on a phone: typed, the connection lost, sent, taken into the bank."""

import json
import re

import pytest

from mentorship.bank.models import MenteeEntry
from mentorship.surveys import shown_secrets
from mentorship.surveys.models import InvitationBatch, Questionnaire, Reply
from tests.conftest import wait_until
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import InvitationFactory, questionnaire

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PASSWORD = "осенний-лист-над-рекой"
PHONE = {"width": 320, "height": 640}
SAVED = "Набранное сохранено на этом устройстве."


@pytest.fixture
def phone(visitor):
    visitor.page.set_viewport_size(PHONE)
    return visitor


def type_answers(page):
    page.get_by_label("Фамилия, имя, отчество").fill("Ёлкин Матвей Андреевич")
    page.get_by_label("Дата или год рождения").fill("05.03.2012")
    page.get_by_label("Класс").fill("8 «А»")
    page.get_by_label("Как с вами связаться").fill("+7 900 000-11-22")
    page.get_by_label("С чем вам нужна помощь наставника?").fill("выбор профессии")
    usefulness = page.get_by_role("group", name="Насколько полезным")
    usefulness.get_by_role("radio", name="8", exact=True).check()
    page.get_by_role("checkbox", name="творческое").check()


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('survey:'))")


def send(page):
    page.get_by_role("button", name="Отправить").click()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_answers_survive_a_lost_connection_and_a_reload(phone):
    invitation, page = InvitationFactory(), phone.page
    phone.open(f"/q/{invitation.token}/")
    assert (page.url, fits(page)) == (f"{phone.address}/q/", True)
    type_answers(page)
    page.get_by_text(SAVED).wait_for()
    assert page.get_by_text("Отвечено 7 из 14").is_visible()

    page.context.set_offline(True)
    send(page)
    page.get_by_text("Нет связи: ответы сохранены на этом устройстве.").wait_for()
    assert not Reply.objects.exists()
    phone.look()
    page.context.set_offline(False)
    page.reload()

    assert page.get_by_label("Фамилия, имя, отчество").input_value() == "Ёлкин Матвей Андреевич"
    assert page.get_by_role("checkbox", name="творческое").is_checked()
    with page.expect_navigation():
        send(page)
    assert phone.sees("Спасибо, ответы отправлены")
    assert (kept(page), fits(page)) == ([], True)
    assert Reply.objects.get().answers["benefit"] == 8
    phone.look()
    assert phone.violations == []


def test_errors_keep_what_was_typed_and_lead_to_the_question(phone):
    invitation, page = InvitationFactory(), phone.page
    phone.open(f"/q/{invitation.token}/")
    type_answers(page)
    page.get_by_label("Как с вами связаться").fill("через маму")

    with page.expect_navigation():
        send(page)

    assert phone.sees("Ответы пока не отправлены.")
    assert page.get_by_label("Фамилия, имя, отчество").input_value() == "Ёлкин Матвей Андреевич"
    page.get_by_role("alert").get_by_role("link", name="Как с вами связаться").click()
    assert page.url.endswith("#question-contacts")
    phone.look()
    assert (phone.violations, fits(page)) == ([], True)


def test_draft_of_a_link_that_ended_is_forgotten(phone):
    page = phone.page
    phone.open("/q/")
    page.evaluate(
        "(draft) => localStorage.setItem('survey:old', draft)",
        json.dumps({"until": 1_600_000_000, "answers": {"name": ["Ёлкин"]}}),
    )

    page.reload()

    assert kept(page) == []


def test_keyboard_alone_answers(phone):
    person = PersonFactory(consented=True)
    invitation = InvitationFactory(
        batch__institution=person.institution,
        batch__questionnaire=questionnaire("about-pupil-parent"),
        about=person,
    )
    page = phone.page
    phone.open(f"/q/{invitation.token}/")

    page.get_by_role("radio", name="мать").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("уверенность в себе")
    page.get_by_role("button", name="Отправить").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert Reply.objects.get().answers["who"] == "отец"
    assert Reply.objects.get().answers["help"] == "уверенность в себе"


def test_page_works_without_javascript(browser, live_server):
    invitation = InvitationFactory()
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/q/{invitation.token}/")

    type_answers(page)
    with page.expect_navigation():
        send(page)

    assert page.get_by_text("Спасибо, ответы отправлены").is_visible()
    assert Reply.objects.count() == 1
    context.close()


def test_curator_prints_looks_and_takes_in(visitor, settings, live_server):
    settings.SITE_URL = live_server.url
    curator = MembershipFactory()
    visitor.sign_in(curator, PASSWORD)
    visitor.choose_section("Анкеты")
    visitor.press("Пригласить ответить")
    visitor.page.get_by_label("Анкета", exact=True).select_option(
        "Анкета наставляемого: обучающийся"
    )
    visitor.page.get_by_label("Сколько карточек").wait_for()
    visitor.fill("Сколько карточек", "2")
    visitor.press("Подготовить лист")
    assert visitor.download("Скачать лист")[:5] == b"%PDF-"

    invitation = InvitationFactory(batch=InvitationBatch.objects.get())
    answer_by(visitor, invitation)
    visitor.open("/")
    visitor.press("ответ ждёт просмотра")
    visitor.press("Ёлкин Матвей Андреевич")
    visitor.press("Внести в базу")

    assert MenteeEntry.objects.get().person.full_name == "Ёлкин Матвей Андреевич"
    visitor.choose_section("Согласия")
    assert visitor.sees("Ёлкин Матвей Андреевич")
    assert visitor.violations == []


def answer_by(visitor, invitation):
    visitor.page.goto(f"{visitor.address}/q/{invitation.token}/")
    type_answers(visitor.page)
    with visitor.page.expect_navigation():
        send(visitor.page)


def button(visitor, verb, about):
    """A button that says to the ear what it is about."""
    words = re.compile(f"{verb}.*{re.escape(about)}")
    return visitor.page.get_by_role("button", name=words).first


def click(visitor, verb, about):
    with visitor.page.expect_navigation():
        button(visitor, verb, about).click()
    visitor.look()


def test_curator_writes_an_own_set_with_the_keyboard_and_looks_at_it(visitor):
    curator = MembershipFactory()
    visitor.sign_in(curator, PASSWORD)
    visitor.choose_section("Вопросы анкет")
    click(visitor, "Своя редакция", "Анкета наставляемого: обучающийся")
    visitor.press("Добавить вопрос")
    visitor.fill("Вопрос", "Ваш девиз")
    visitor.press("Сохранить вопрос")
    button(visitor, "Выше", "Ваш девиз").focus()
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    click(visitor, "Убрать", "Рады ли вы")
    visitor.press("Посмотреть на телефоне")
    assert visitor.sees("Ваш девиз")
    visitor.press("← К вопросам анкеты")
    visitor.press("Ввести в действие")

    own = Questionnaire.objects.owned_by(curator).get()
    assert (own.state, own.asked[-1].text) == ("published", "Ваш девиз")
    assert (visitor.violations, visitor.fits_a_phone()) == ([], True)


def test_links_are_copied_while_they_are_shown(visitor, live_server, settings):
    settings.SITE_URL = live_server.url
    curator = MembershipFactory()
    person = PersonFactory(institution=curator.organization, consented=True)
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.sign_in(curator, PASSWORD)
    visitor.open(f"/surveys/invitations/new/?questionnaire={questionnaire('mentee-pupil').pk}")
    visitor.page.get_by_role("checkbox", name=person.full_name).check()
    visitor.press("Выдать ссылки")

    visitor.page.get_by_role("button", name="Скопировать ссылку 1").click()
    wait_until(lambda: visitor.page.get_by_text("Скопировано").count() == 1, "it is copied")

    (token,) = shown_secrets.links_of(InvitationBatch.objects.get()).values()
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{live_server.url}/q/{token}/"
    assert (visitor.violations, visitor.fits_a_phone()) == ([], True)
