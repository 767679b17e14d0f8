import pytest
from django.test import Client

from mentorship.accounts.guessing import MOST_WRONG
from mentorship.accounts.models import TokenLink
from mentorship.accounts.services import issue_password_link
from tests.factories.organizations import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
OLD = "осенний-лист-над-рекой"
NEW = "весенний-дождь-над-полем"
FORM = {"new_password1": NEW, "new_password2": NEW}


def open_link(client, token):
    return client.get(f"/account/new-password/{token}/")


def test_token_leaves_the_address_at_once(client):
    response = open_link(client, issue_password_link(user=UserFactory()))

    assert (response.status_code, response["Location"]) == (302, "/account/new-password/")


def test_new_password_by_link_ends_other_sessions(client, sign_in):
    member = MembershipFactory()
    other_browser = sign_in(member)
    browser = Client()
    open_link(browser, issue_password_link(user=member.user))

    response = browser.post("/account/new-password/", FORM)

    assert response["Location"] == "/account/sign-in/"
    assert other_browser.get("/")["Location"].startswith("/account/sign-in/")
    member.user.refresh_from_db()
    assert member.user.check_password(NEW)


def test_weak_password_leaves_the_link_unspent(client):
    user = UserFactory()
    open_link(client, issue_password_link(user=user))

    weak = {"new_password1": "password1234", "new_password2": "password1234"}
    page = client.post("/account/new-password/", weak)

    assert list(page.context["form"].errors) == ["new_password2"]
    assert TokenLink.objects.get().used_at is None


def test_used_link_says_so(client):
    token = issue_password_link(user=UserFactory())
    open_link(client, token)
    client.post("/account/new-password/", FORM)

    page = open_link(client, token)

    assert (page.status_code, page.context["reason"]) == (
        404,
        "Эта ссылка уже использована: она действует один раз.",
    )


def test_link_spent_meanwhile_is_refused_when_sent(client):
    token = issue_password_link(user=UserFactory())
    open_link(client, token)
    open_link(second := Client(), token)
    second.post("/account/new-password/", FORM)

    assert client.post("/account/new-password/", FORM).status_code == 404


def test_page_without_a_link_leads_to_whom_to_ask(client):
    assert client.get("/account/new-password/")["Location"] == "/account/forgotten/"


def test_guessing_closes_links_to_the_address(client):
    token = issue_password_link(user=UserFactory())
    statuses = [open_link(client, f"guess-{n}").status_code for n in range(MOST_WRONG)]

    refused, elsewhere = open_link(client, token), Client(REMOTE_ADDR="10.1.1.1")
    assert set(statuses) == {404}
    assert (refused.status_code, open_link(elsewhere, token).status_code) == (429, 302)


def test_forgotten_password_without_mail_says_whom_to_ask(client):
    page = client.get("/account/forgotten/")

    assert "Методисту" in page.content.decode()
    assert client.post("/account/forgotten/", {"email": UserFactory().email}).status_code == 200
    assert TokenLink.objects.count() == 0
