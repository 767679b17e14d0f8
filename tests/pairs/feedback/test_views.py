import re
from datetime import date

import pytest
from django.urls import reverse

from mentorship.organizations.attention import lines_for
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.feedback import services
from mentorship.pairs.feedback.months import Month
from mentorship.pairs.models import Concern, ConcernAdult, Feedback
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import FeedbackFactory, PairFactory, planned

pytestmark = pytest.mark.django_db
OCTOBER = Month(date(2022, 10, 1))
URL = "/pairs/feedback/?month=2022-10"


@pytest.fixture
def desk(curator, sign_in):
    """A curator who looks at 2022/2023."""
    return sign_in(curator, 2022)


@pytest.fixture
def token(curator, pair, child):
    tokens = services.ask(member=curator, month=OCTOBER, today=date(2022, 11, 1))
    return tokens[Feedback.objects.get(person=child).pk]


def link_key(page):
    return page.context["form"]["link"].value()


def opened(client, token):
    return client.get(f"/f/{token}/", follow=True)


def test_the_month_shows_who_answered_and_who_did_not(desk, pair, child):
    Feedback.objects.create(
        pair=pair, person=child, month=OCTOBER.first, word="help", answered_on=date(2022, 10, 20)
    )
    page = desk.get(URL)
    assert page.context["cadence"].words == "вовремя 1 из 2\N{NO-BREAK SPACE}ответов"
    assert "нужна помощь" in page.content.decode()


def test_links_are_shown_once(desk, pair):
    first = desk.post(reverse("pairs:feedback_ask"), {"month": "2022-10"}, follow=True)
    assert len(first.context["slips"]) == 2
    assert desk.get(reverse("pairs:feedback_slips")).context["slips"] == []


def test_the_curator_writes_down_an_answer(desk, pair, child):
    url = reverse("pairs:feedback_write", args=[pair.pk, child.pk]) + "?month=2022-10"
    answer = desk.post(url, {"word": "good", "remark": ""})
    assert (answer.url, Feedback.objects.get().word) == (URL, "good")


def test_what_was_typed_stays_after_a_refusal(desk, pair, child):
    url = reverse("pairs:feedback_write", args=[pair.pk, child.pk]) + "?month=2022-07"
    page = desk.post(url, {"word": "good", "remark": "Всё получается"})
    assert "Всё получается" in page.content.decode()
    assert not Feedback.objects.exists()


def test_a_mentor_sees_the_own_words_only(mentor, sign_in, pair, child):
    for person, remark in ((child, "Слова ребёнка"), (pair.mentor_entry.person, "Мои слова")):
        Feedback.objects.create(
            pair=pair,
            person=person,
            month=OCTOBER.first,
            word="mixed",
            remark=remark,
            answered_on=date(2022, 10, 20),
        )
    page = sign_in(mentor, 2022).get(URL).content.decode()
    assert "Мои слова" in page
    assert "Слова ребёнка" not in page


@pytest.mark.parametrize(("role", "reads"), [("psychologist", True), ("director", False)])
def test_the_words_are_read_by_curator_and_psychologist(pair, child, sign_in, role, reads):
    Feedback.objects.create(
        pair=pair,
        person=child,
        month=OCTOBER.first,
        word="mixed",
        remark="Слова ребёнка",
        answered_on=date(2022, 10, 20),
    )
    member = MembershipFactory(organization=pair.institution, role=role)
    page = sign_in(member, 2022).get(URL).content.decode()
    assert ("Слова ребёнка" in page) == reads


def test_a_child_answers_by_the_link_and_tells_what_troubles_it(client, psychologist, token, child):
    page = opened(client, token)
    assert psychologist.user.full_name in page.content.decode()
    fields = {"link": link_key(page), "word": "mixed", "remark": "", "concern": "Боюсь идти домой"}
    sent = client.post("/f/", fields, follow=True)
    assert "уже передано" in sent.content.decode()
    assert Concern.objects.get().adult == psychologist
    assert Feedback.objects.get(person=child).word == "mixed"


def test_a_link_opened_twice_says_that_it_was_used(client, curator, token):
    page = opened(client, token)
    client.post("/f/", {"link": link_key(page), "word": "good", "remark": ""})
    again = opened(client, token)
    assert "уже использована" in again.content.decode()


def test_without_a_word_nothing_is_sent_and_the_text_stays(client, curator, token):
    page = opened(client, token)
    again = client.post("/f/", {"link": link_key(page), "remark": "Хочу чаще встречаться"})
    assert "Выберите один из ответов." in again.content.decode()
    assert "Хочу чаще встречаться" in again.content.decode()


def test_another_link_in_the_browser_is_not_answered_by_mistake(client, curator, token):
    opened(client, token)
    refused = client.post("/f/", {"link": "another", "word": "good", "remark": ""})
    assert refused.status_code == 409
    assert not Feedback.objects.given().exists()


def test_a_mentor_is_not_asked_about_troubles(client, curator, pair):
    tokens = services.ask(member=curator, month=OCTOBER, today=date(2022, 11, 1))
    asked = Feedback.objects.get(person=pair.mentor_entry.person)
    page = opened(client, tokens[asked.pk])
    assert "concern" not in page.context["form"].fields


@pytest.mark.parametrize(
    ("role", "others"),
    [
        ("psychologist", "Ни наставник, ни куратор, ни одноклассники этого не увидят."),
        ("curator", "Ни наставник, ни одноклассники этого не увидят."),
    ],
)
def test_a_child_is_not_told_that_the_reader_does_not_read(client, curator, role, others, token):
    adult = MembershipFactory(organization=curator.organization, role=role)
    ConcernAdult.objects.create(institution=curator.organization, adult=adult)

    page = opened(client, token).content.decode()

    assert re.findall(r"Ни наставник.*?\.", page) == [others]


def test_the_adult_reads_and_closes_a_concern(psychologist, pair, child, sign_in):
    concern = Concern.objects.create(
        institution=pair.institution, pair=pair, person=child, adult=psychologist, words="Страшно"
    )
    client = sign_in(psychologist)
    url = reverse("pairs:concern_detail", args=[concern.pk])
    client.post(url, {"read": "1"})
    client.post(url, {"outcome": "Поговорили с родителями"})
    concern.refresh_from_db()
    assert concern.read_at
    assert concern.outcome == "Поговорили с родителями"


def test_queries_do_not_depend_on_pairs(desk, pair, django_assert_max_num_queries):
    with django_assert_max_num_queries(70) as few:
        desk.get(URL)
    PairFactory(institution=pair.institution, state="active", order=pair.order)
    with django_assert_max_num_queries(len(few)):
        desk.get(URL)


@pytest.mark.parametrize(("role", "seen"), [("curator", True), ("mentor", False)])
def test_the_word_stands_in_the_story_of_the_pair_for_those_who_may_see_it(
    pair, child, mentor, curator, sign_in, role, seen
):
    FeedbackFactory(pair=pair, person=child, word="mixed")
    page = sign_in({"curator": curator, "mentor": mentor}[role]).get(pair.get_absolute_url())
    assert ("Обратная связь за октябрь 2022" in page.content.decode()) == seen


@pytest.mark.parametrize(("role", "calls"), [("psychologist", 1), ("director", 0), ("mentor", 0)])
def test_a_call_for_help_stands_on_the_page_of_today(pair, child, role, calls):
    FeedbackFactory(pair=pair, person=child, word="help")
    member = MembershipFactory(organization=pair.institution, role=role)
    lines = lines_for(member, SchoolYear(2022), date(2022, 11, 1))
    assert [line.count for line in lines if "помощи" in line.text] == [1] * calls


def test_numbers_of_the_month_open_the_lists_they_count(desk, pair, child):
    Feedback.objects.create(
        pair=pair, person=child, month=OCTOBER.first, word="good", answered_on=date(2022, 10, 20)
    )
    listed = {
        state: [
            due.person
            for _, lines in desk.get(f"{URL}&state={state}").context["rows"]
            for due, *_ in lines
        ]
        for state in ("on_time", "late", "missing", "waiting")
    }
    mentor = pair.mentor_entry.person
    assert listed == {"on_time": [child], "late": [], "missing": [mentor], "waiting": []}


@pytest.mark.parametrize(
    ("month", "words"),
    [
        ("2022-09", "на 15.09.2022 пар, закреплённых приказом, не было."),
        ("2022-10", "все, кого спрашивают об этом месяце, уже ответили."),
    ],
)
def test_nobody_to_ask_is_told_with_the_reason(desk, pair, child, month, words):
    for person in (child, pair.mentor_entry.person):
        FeedbackFactory(pair=pair, person=person)
    page = desk.post(reverse("pairs:feedback_ask"), {"month": month}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [f"Спрашивать некого: {words}"]


def test_a_call_for_help_is_a_line_of_those_who_help(curator, psychologist, mentor, pair, child):
    today = date(2022, 11, 5)
    FeedbackFactory(pair=pair, person=child, word="help", answered_on=today)
    told = [
        [(line.text, line.url) for line in lines_for(member, SchoolYear(2022), today)]
        for member in (curator, psychologist, mentor)
    ]
    help_wanted = ("пара просит о помощи", pair.get_absolute_url())
    assert [help_wanted in lines for lines in told] == [True, True, False]


def test_a_call_for_help_stands_before_older_lines(curator, pair, child):
    today = date(2022, 11, 5)
    planned(pair, date(2022, 10, 20))
    FeedbackFactory(pair=pair, person=child, word="help", answered_on=today)

    urgent, *others = lines_for(curator, SchoolYear(2022), today)

    assert (urgent.text, urgent.is_urgent) == ("пара просит о помощи", True)
    assert others[0].since == date(2022, 10, 20)
