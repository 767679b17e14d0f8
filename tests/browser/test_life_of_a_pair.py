"""A pair with real clicks: banks, matching, trial, order, program, meetings, feedback, the end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair, Ruling
from tests.browser.conftest import Visitor
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, TopicFactory
from tests.factories.organizations import MembershipFactory, SignatoryFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TODAY = timezone.localdate()
YEAR = SchoolYear.containing(TODAY)
DAY = f"{TODAY:%d.%m.%Y}"
MEETING, LAST = "регулярная встреча", "заключительная встреча"
PHONE = {"width": 360, "height": 780}
MENTOR = {"last_name": "Швец", "first_name": "Илья", "patronymic": "Петрович", "sex": "m"}
OTHER_MENTOR = {"last_name": "Седых", "first_name": "Надежда", "patronymic": "", "sex": "f"}
MENTEE = {"last_name": "Ёлкин", "first_name": "Матвей", "patronymic": "Андреевич", "sex": "m"}
OTHER_MENTEE = {"last_name": "Громова", "first_name": "Полина", "patronymic": "", "sex": "f"}


class Walker(Visitor):
    """A visitor who also finds the pages that are wider than a phone."""

    def __init__(self, page, address):
        super().__init__(page, address)
        self.too_wide = []

    def look(self):
        super().look()
        if not self.fits_a_phone():
            self.too_wide.append(self.page.url)

    @property
    def troubles(self):
        return [*self.violations, *self.complaints, *self.too_wide]


@pytest.fixture
def walk(browser, live_server, settings, browser_context_args):
    """Give people a browser each, signed in if they are members; none has a trouble at the end."""
    settings.SITE_URL = live_server.url
    walkers = []

    def start(member=None, **size):
        context = browser.new_context(**browser_context_args | size)
        walkers.append(Walker(context.new_page(), live_server.url))
        if member:
            client = Client()
            client.force_login(member.user)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
            context.add_cookies([cookie])
            walkers[-1].open("/")
        return walkers[-1]

    yield start
    troubles = [trouble for walker in walkers for trouble in walker.troubles]
    for walker in walkers:
        walker.page.context.close()
    assert troubles == []


@pytest.fixture
def members(transactional_db):
    """A school with two mentees who wait and two mentors with one place each; one signs in."""
    curator = MembershipFactory(organization__short_name="Школа № 5")
    school = curator.organization
    SignatoryFactory(organization=school)
    mentor = MembershipFactory(organization=school, role="mentor")
    physics, music = TopicFactory(title="физика"), TopicFactory(title="музыка")
    for name, topic, user in ((MENTOR, physics, mentor.user), (OTHER_MENTOR, music, None)):
        entry = MentorEntryFactory(institution=school, capacity=1, person__user=user, **of(name))
        entry.topics.add(topic)
    for name, topic in ((MENTEE, physics), (OTHER_MENTEE, music)):
        entry = MenteeEntryFactory(
            institution=school, person__birth_year=YEAR.first - 13, **of(name)
        )
        entry.topics.add(topic)
    director = MembershipFactory(organization=school, role="director")
    return {"curator": curator, "director": director, "mentor": mentor}


def of(name):
    """The names of a person as a factory of entries takes them."""
    return {f"person__{key}": value for key, value in name.items()}


def the_pair():
    return Pair.objects.get()


def says(walker, words):
    """What the page answers on top to what was just done."""
    expect(walker.page.get_by_role("main").get_by_text(words).first).to_be_visible()


def follow(walker, name, *, row=None):
    """Go by a link or a button of the page itself, or of one row of it."""
    place = walker.page.get_by_role("row", name=row) if row else walker.page.get_by_role("main")
    target = place.get_by_role("link", name=name).or_(place.get_by_role("button", name=name))
    with walker.page.expect_navigation():
        target.first.click()
    walker.look()


def answer_by_link(curator, phone, answer):
    """The curator hands the slip over; whoever has it answers on a phone without an account."""
    address = curator.page.locator(".slip-address").first.inner_text()
    phone.open(address.removeprefix(phone.address))
    answer()
    expect(phone.page.get_by_role("heading", name="Спасибо")).to_be_visible()


def choose(phone, word):
    phone.page.get_by_label(word, exact=True).check()
    phone.press("Отправить")


def match(curator):
    """Two suggestions with their reasons: one becomes a pair, the other is never made again."""
    curator.choose_section("Подбор")
    follow(curator, "Подбор")
    curator.press("Подобрать")
    says(curator, "общая тема: физика")
    row = curator.page.get_by_role("row", name="Громова")
    row.get_by_text("Другое").click()
    row.get_by_label("Почему не подходят").fill("живут в разных сёлах")
    follow(curator, "Отклонить и не предлагать", row="Громова")
    says(curator, "Отклонено: больше не предлагаем")
    follow(curator, "Принять", row="Ёлкин")
    says(curator, "Пара составлена черновиком")
    assert Ruling.objects.get().mentee_entry.person.last_name == "Громова"
    follow(curator, "пара", row="Ёлкин")


def propose(curator):
    """The pair begins with the month, so that its word of the month is asked for."""
    curator.press("Изменить")
    curator.fill("Начало", f"{TODAY.replace(day=1):%d.%m.%Y}")
    curator.press("Сохранить")
    curator.press("Предложить сторонам")


def plan_a_meeting(curator):
    curator.press("Запланировать")
    curator.fill("Дата первой встречи", DAY)
    curator.page.get_by_label("Этап").select_option(label=MEETING)
    curator.page.get_by_label("Направление").select_option(index=1)
    curator.press("Запланировать")


def hold_in_two_taps(mentor):
    mentor.open("/")
    mentor.page.get_by_text("Встреча состоялась").click()
    mentor.press("Сохранить")
    says(mentor, "Встреча записана")


def hold_the_trial(curator):
    """Yesterday: one tap a day is enough, and today is the mentor's."""
    if YEAR.starts_on == TODAY:
        return
    curator.press("Записать пробную встречу")
    curator.fill("Дата встречи", f"{TODAY - timedelta(days=1):%d.%m.%Y}")
    curator.page.get_by_label("Направление").select_option(index=1)
    curator.press("Записать встречу")
    says(curator, "Встреча: пробная рабочая встреча")


def ask_both_sides(curator, phone):
    """The mentee answers by a link, the curator writes the mentor's answer down."""
    follow(curator, "Выдать ссылку", row="Ёлкин")
    answer_by_link(curator, phone, lambda: choose(phone, "Да"))
    curator.press("← К паре")
    follow(curator, "Записать", row="Швец")
    curator.page.get_by_label("готов работать в паре", exact=True).check()
    curator.press("Записать ответ")
    for side in ("наставник", "наставляемый"):
        curator.page.get_by_label(f", {side}").fill(DAY)
    curator.press("Сохранить согласие сторон")
    curator.press("Стороны согласны")
    assert the_pair().state == "accepted"


def register_the_order(curator):
    curator.press("Подготовить приказ")
    curator.fill("Программы разработать до", DAY)
    curator.press("Зарегистрировать")
    curator.page.get_by_label("Номер").first.fill("204-ОД")
    curator.press("Зарегистрировать")
    assert the_pair().state == "ordered"


def approve_a_program(curator, director):
    """A program of a ready template; the director approves it, then the pair begins to work."""
    open_the_pair(curator)
    follow(curator, "составить")
    ready = curator.page.get_by_label("Готовый шаблон")
    ready.select_option(ready.locator("option", has_text="олимпиаде").get_attribute("value"))
    curator.press("Составить программу")
    director.choose_section("Программы")
    follow(director, "Швец")
    director.press("Утвердить программу")
    curator.page.reload()
    curator.press("Начать выполнение")
    says(curator, "Программа начата.")
    open_the_pair(curator)
    curator.press("Начать работу")
    assert the_pair().state == "active"


def confirm_the_meeting(curator, phone):
    open_the_pair(curator)
    follow(curator, f"Встреча: {MEETING}")
    curator.press("Выдать ссылку")
    answer_by_link(curator, phone, lambda: phone.press("Да, состоялась"))
    curator.press("← К встрече")
    says(curator, "встреча состоялась")


def hear_the_month(curator, phone):
    curator.choose_section("Обратная связь")
    month = date_format(TODAY, "F Y").lower()
    curator.press(f"Выдать ссылки за {month}")
    answer_by_link(curator, phone, lambda: choose(phone, "всё хорошо"))
    curator.press("← Обратная связь")
    says(curator, "всё хорошо")


def rate(walker):
    """The best mark on every scale."""
    for scale in (
        walker.page.get_by_role("group").filter(has=walker.page.get_by_role("radio")).all()
    ):
        scale.get_by_role("radio").last.check()


def ask_at_the_end(curator, phone):
    """The mentee answers the exit questionnaire by a link."""
    curator.choose_section("Анкеты")
    follow(curator, "Пригласить ответить")
    questionnaires = curator.page.get_by_label("Анкета", exact=True)
    with curator.page.expect_navigation():
        questionnaires.select_option(label="Итоговая анкета: наставляемый обучающийся")
    curator.page.get_by_role("checkbox", name="Ёлкин").check()
    curator.press("Выдать ссылки")
    address = curator.page.locator("code.secret").inner_text()
    phone.open(address.removeprefix(phone.address))
    rate(phone)
    phone.press("Отправить")
    says(phone, "Спасибо")


def type_paper_answers(curator):
    """The mentor has answered on paper: the checklist leads to where it is typed in."""
    open_the_checklist(curator)
    follow(curator, "Внести ответы")
    for scale in curator.page.get_by_role("main").get_by_role("combobox").all():
        scale.select_option("9")
    curator.press("Сохранить ответы")
    says(curator, "Ответы записаны: Швец")


def hold_the_last_meeting(curator):
    open_the_checklist(curator)
    follow(curator, "Записать встречу")
    curator.page.get_by_label("Направление").select_option(index=1)
    curator.press("Записать встречу")
    says(curator, f"Встреча: {LAST}")


def close(curator):
    """Results go to both banks; what was not done is explained, and the pair is completed."""
    open_the_checklist(curator)
    curator.fill("Швец И. П.", "подготовил призёра")
    curator.fill("Ёлкин М. А.", "призёр муниципального этапа олимпиады")
    curator.press("Сохранить результаты")
    curator.press("Завершить пару")
    says(curator, "Укажите, почему пара завершается без этого")
    curator.fill("Почему что-то не сделано", "благодарность вручат на педсовете")
    curator.press("Завершить пару")
    says(curator, "Пара завершена.")
    assert the_pair().state == "completed"


def open_the_checklist(curator):
    open_the_pair(curator)
    curator.press("Подвести итоги и завершить")


def open_the_pair(curator):
    curator.open(the_pair().get_absolute_url())


def test_pair_lives_from_the_banks_to_its_end(walk, members):
    curator, director = walk(members["curator"]), walk(members["director"])
    mentor, phone = walk(members["mentor"], viewport=PHONE), walk(viewport=PHONE)
    match(curator)
    propose(curator)
    hold_the_trial(curator)
    ask_both_sides(curator, phone)
    register_the_order(curator)
    approve_a_program(curator, director)
    plan_a_meeting(curator)
    hold_in_two_taps(mentor)
    confirm_the_meeting(curator, phone)
    hear_the_month(curator, phone)
    ask_at_the_end(curator, phone)
    type_paper_answers(curator)
    hold_the_last_meeting(curator)
    close(curator)
