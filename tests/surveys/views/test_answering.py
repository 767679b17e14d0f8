import pytest
from django.test import Client
from django.utils import timezone

from mentorship.accounts.guessing import MOST_WRONG
from mentorship.accounts.limits import OPENING, SENDING
from mentorship.accounts.link_pages import HURRY, OTHER_LINK
from mentorship.accounts.links import revoke_link
from mentorship.surveys.inviting import reissue_batch
from mentorship.surveys.models import Reply, Response
from mentorship.surveys.views.answering import PAGES
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.surveys import InvitationFactory, ReplyFactory, questionnaire

pytestmark = pytest.mark.django_db
PAGE, SENT = "/q/", "/q/sent/"
TYPED = {
    "name": "Ёлкин Матвей Андреевич",
    "birth": "2009",
    "place": "8 «А»",
    "contacts": "+7 900 000-11-22",
    "request": "выбор профессии",
    "benefit": "8",
    "before": "unsure",
    "glad": "yes",
}


@pytest.fixture
def invitation():
    return InvitationFactory()


def opened(client, invitation):
    client.get(f"/q/{invitation.token}/")
    return TYPED | {"link": invitation.link.digest[:16]}


def test_link_leads_to_an_address_without_it(client, invitation):
    response = client.get(f"/q/{invitation.token}/")

    assert (response.status_code, response.url) == (302, PAGE)
    assert client.get(PAGE).context["questionnaire"] == invitation.questionnaire


def test_page_is_kept_by_nobody(client, invitation):
    opened(client, invitation)

    response = client.get(PAGE)

    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "same-origin"


def test_page_says_no_more_of_a_person_than_the_first_name(client):
    person = PersonFactory(last_name="Канарейкин", contacts="+7 900", consented=True)
    named = InvitationFactory(batch__institution=person.institution, person=person)
    opened(client, named)

    text = client.get(PAGE).content.decode()

    assert text.count("Артём Игоревич") == 1
    assert [words for words in ("Канарейкин", "+7 900", "7 «А»", "2008") if words in text] == []


def test_answers_are_sent_once_and_thanked_for(client, invitation):
    typed = opened(client, invitation)

    response = client.post(PAGE, typed, follow=True)

    reply = Reply.objects.get()
    assert response.redirect_chain == [(SENT, 302)]
    assert response.context["key"] == invitation.link.digest[:16]
    assert (reply.invitation, reply.answers["benefit"], reply.answers["before"]) == (
        invitation,
        8,
        None,
    )
    assert (reply.answers["glad"], reply.answers["directions"]) == (True, [])


def test_thanks_say_that_the_consent_is_a_sheet_of_its_own(client, invitation):
    typed = opened(client, invitation)

    text = client.post(PAGE, typed, follow=True).content.decode()

    assert text.count("отдельный документ, в анкете его нет") == 1


@pytest.mark.parametrize("address", [PAGE, SENT])
def test_session_without_a_link_is_told_to_open_it(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.templates[0].name == "links/lost.html"


def test_lost_session_sends_nothing(client, invitation):
    typed = opened(client, invitation)

    response = Client().post(PAGE, typed)

    assert (response.status_code, response.url) == (302, PAGE)
    assert not Reply.objects.exists()


def test_second_sending_is_refused_kindly(client, invitation):
    typed = opened(client, invitation)
    other = Client()
    opened(other, invitation)
    client.post(PAGE, typed)

    response = other.post(PAGE, typed)

    assert response.status_code == 410
    assert response.context["reason"] == "Эта ссылка уже использована: она действует один раз."
    assert Reply.objects.count() == 1


def test_error_keeps_everything_typed(client, invitation):
    typed = opened(client, invitation) | {"contacts": "", "birth": "весной"}

    response = client.post(PAGE, typed)

    form = response.context["form"]
    assert form.errors == {
        "contacts": ["Обязательное поле."],
        "birth": ["«весной» — не год. Напишите четыре цифры: 2008."],
    }
    assert {code: form[code].value() for code in typed} == typed
    assert not Reply.objects.exists()


def test_words_on_health_do_not_come_in(client, invitation):
    response = client.post(PAGE, opened(client, invitation) | {"request": "у меня инвалидность"})

    assert list(response.context["form"].errors) == ["request"]


def test_other_tab_does_not_answer_for_this_one(client, invitation):
    typed = opened(client, invitation)
    opened(client, InvitationFactory())

    response = client.post(PAGE, typed)

    assert (response.status_code, response.context["reason"]) == (409, PAGES.words(OTHER_LINK))
    assert not Reply.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_link_revoked_meanwhile_is_told(client, invitation, method):
    typed = opened(client, invitation)
    revoke_link(link=invitation.link)

    response = getattr(client, method)(PAGE, typed)

    assert response.status_code == 410
    assert response.context["reason"].startswith("Эта ссылка отозвана")


def test_link_given_out_anew_meanwhile_is_told(client, invitation):
    opened(client, invitation)
    batch = invitation.batch
    reissue_batch(member=batch.created_by, batch=batch, today=timezone.localdate())

    response = client.get(PAGE)

    assert response.context["reason"].startswith("Эта ссылка заменена новой")


def test_spent_link_says_why(client):
    spent = ReplyFactory().invitation
    late = InvitationFactory()
    late.link.expires_at = timezone.now()
    late.link.save()

    pages = [client.get(f"/q/{invitation.token}/") for invitation in (spent, late)]

    assert [page.status_code for page in pages] == [410, 410]
    assert [page.context["reason"][:24] for page in pages] == [
        "Эта ссылка уже использов",
        "Срок действия ссылки ист",
    ]


def test_guessing_is_stopped_for_the_address(client, invitation):
    wrong = {client.get(f"/q/guess-{n}/").status_code for n in range(MOST_WRONG)}

    assert wrong == {404}
    assert client.get(f"/q/{invitation.token}/").status_code == 429


def test_spent_links_of_a_whole_class_close_nothing(client, invitation):
    spent = ReplyFactory().invitation

    for _ in range(MOST_WRONG + 1):
        client.get(f"/q/{spent.token}/")

    assert client.get(f"/q/{invitation.token}/").status_code == 302


def test_link_opened_too_often_waits(client, invitation):
    for _ in range(OPENING.most):
        client.get(f"/q/{invitation.token}/")

    response = client.get(f"/q/{invitation.token}/")

    assert (response.status_code, response.context["reason"]) == (429, PAGES.words(HURRY))


def test_sending_too_often_waits_and_keeps_what_was_typed(client, invitation):
    typed = opened(client, invitation)
    for _ in range(SENDING.most):
        client.post(PAGE, typed | {"contacts": ""})

    response = client.post(PAGE, typed)

    form = response.context["form"]
    assert (form.non_field_errors(), form["name"].value()) == ([PAGES.words(HURRY)], TYPED["name"])
    assert not Reply.objects.exists()


def test_satisfaction_by_link_is_counted(client):
    entry = MenteeEntryFactory()
    year = timezone.localdate().year - (timezone.localdate().month < 9)
    named = InvitationFactory(
        batch__institution=entry.institution,
        batch__questionnaire=questionnaire(),
        batch__school_year=year,
        person=entry.person,
    )
    marks = {"comfort": 9, "useful": 9, "support": 9, "result": 9}

    client.post(PAGE, opened(client, named) | marks)

    response = Response.objects.get()
    assert (response.person, response.school_year) == (entry.person, year)


def test_refusal_of_the_service_is_shown_in_the_form(client):
    person = PersonFactory(consented=True)
    named = InvitationFactory(batch__institution=person.institution, person=person)
    typed = opened(client, named)
    person.consents.update(valid_until=timezone.localdate().replace(year=2023))

    response = client.post(PAGE, typed)

    (words,) = response.context["form"].non_field_errors()
    assert words.startswith("Ответить уже нельзя")


def test_form_is_protected_from_foreign_sites(invitation):
    strict = Client(enforce_csrf_checks=True)
    typed = opened(strict, invitation)

    assert strict.post(PAGE, typed).status_code == 403
    assert not Reply.objects.exists()


def test_signed_in_curator_may_try_a_link(desk, invitation):
    typed = opened(desk, invitation)

    assert desk.post(PAGE, typed).url == SENT
