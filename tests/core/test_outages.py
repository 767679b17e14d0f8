import pytest
from django.test import Client

from mentorship.accounts.models import User
from mentorship.accounts.services import issue_password_link
from mentorship.surveys.models import InvitationBatch, Reply
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory, UserFactory
from tests.factories.surveys import BatchFactory, InvitationFactory, questionnaire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dead_valkey")]
PASSWORD = "осенний-лист-над-рекой"


def test_questionnaire_is_answered_all_the_same(client):
    invitation = InvitationFactory()
    client.get(f"/q/{invitation.token}/")
    typed = {"name": "Ёлкин Матвей Андреевич", "birth": "2009", "place": "8 «А»"}
    typed |= {
        "contacts": "+7 900 000-11-22",
        "request": "профессия",
        "benefit": "8",
        "before": "unsure",
        "glad": "yes",
    }

    response = client.post("/q/", typed | {"link": invitation.link.digest[:16]})

    assert (response.status_code, Reply.objects.count()) == (302, 1)


def test_unknown_links_are_refused_as_ever(client):
    pages = ["/q/guess/", "/account/new-password/guess/", "/organizations/invitations/open/guess/"]

    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_link_to_a_password_works(client):
    token = issue_password_link(user=UserFactory())

    assert client.get(f"/account/new-password/{token}/").status_code == 302


def test_sign_in_works_and_still_counts_wrong_passwords(client):
    user = User.objects.create_user("one@example.org", PASSWORD, full_name="Орлова Анна")
    right = {"username": user.email, "password": PASSWORD}

    entered = client.post("/account/sign-in/", right).status_code
    wrong = right | {"password": "не тот"}
    refused = [Client().post("/account/sign-in/", wrong).status_code for _ in range(5)]

    assert (entered, refused) == (302, [200, 200, 200, 200, 429])


def test_letter_is_not_sent_uncounted(client, settings, mailoutbox):
    settings.MAIL_CONFIGURED = True

    response = client.post("/account/forgotten/", {"email": UserFactory().email})

    assert (response.status_code, response["Retry-After"], mailoutbox) == (503, "60", [])


def test_form_that_cannot_be_taken_comes_back_whole(sign_in):
    curator = MembershipFactory()
    person = PersonFactory(institution=curator.organization, consented=True)
    desk = sign_in(curator, 2022)
    typed = {"manner": "links", "days": "5", "people": [str(person.pk)]}
    pk = questionnaire("mentee-pupil").pk

    page = desk.post(f"/surveys/invitations/new/{pk}/named/", typed)

    assert (page.status_code, InvitationBatch.objects.count()) == (503, 0)
    assert page.context["typed"] == [("manner", "links"), ("days", "5"), ("people", str(person.pk))]


def test_page_that_shows_secrets_says_when_to_come_back(sign_in):
    curator = MembershipFactory()
    batch = BatchFactory(institution=curator.organization, created_by=curator)
    desk = sign_in(curator, 2022)

    page = desk.get(batch.get_absolute_url())
    said = "Страница временно недоступна, попробуйте через минуту."
    assert (page.status_code, said in page.content.decode()) == (503, True)

    ended = desk.post(f"{batch.get_absolute_url()}revoke/")
    assert ended.status_code == 302


def test_other_pages_need_no_valkey(sign_in):
    desk = sign_in(MembershipFactory(), 2022)

    pages = [desk.get(page).status_code for page in ("/", "/jobs/", "/search/")]

    assert pages == [200, 200, 200]
