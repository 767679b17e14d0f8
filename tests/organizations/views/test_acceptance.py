from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentorship.accounts.guessing import MOST_WRONG
from mentorship.accounts.models import TokenLink, User
from mentorship.organizations.invitations import Offer, invite, revoke
from mentorship.organizations.models import Invitation, Membership
from mentorship.organizations.roles import Role
from tests.factories.organizations import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
EMAIL = "morozova@example.org"
KNOWN = "осенний-лист-над-рекой"
PASSWORD = "весенний-дождь-над-полем"
FORM = {"full_name": "Морозова Ирина Львовна", "password1": PASSWORD, "password2": PASSWORD}
PAGE = "/organizations/invitations/accept/"


@pytest.fixture
def director():
    return MembershipFactory(role=Role.DIRECTOR, user__full_name="Кравцова Анна Николаевна")


@pytest.fixture
def token(director):
    return invited(director)


def invited(director, **offer):
    offer = Offer(**{"role": Role.COUNCIL, "email": EMAIL, "full_name": "Морозова Ирина"} | offer)
    return invite(member=director, organization=director.organization, offer=offer)[1]


def open_link(client, token):
    return client.get(f"/organizations/invitations/open/{token}/")


def test_token_leaves_the_address_at_once(client, token):
    response = open_link(client, token)

    assert (response.status_code, response["Location"]) == (302, PAGE)


def test_page_says_who_invites_and_to_what(client, token, director):
    open_link(client, token)

    page = client.get(PAGE).content.decode()

    said = [director.organization.name, "Совет наставников", "Кравцова Анна Николаевна", EMAIL]
    assert [words for words in said if words not in page.replace("&quot;", '"')] == []


def test_new_person_sets_a_password_and_works(client, token):
    open_link(client, token)

    response = client.post(PAGE, FORM)

    membership = Membership.objects.get(user__email=EMAIL)
    assert response["Location"] == "/"
    assert client.get("/").wsgi_request.membership == membership
    assert membership.user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password1": "школа-12345678", "password2": "школа-12345678"}, "password2"),
        ({"password2": "другое"}, "password2"),
        ({"full_name": ""}, "full_name"),
        ({"password1": EMAIL, "password2": EMAIL}, "password2"),
    ],
)
def test_weak_answers_leave_the_link_unspent(client, token, change, field):
    open_link(client, token)

    page = client.post(PAGE, FORM | change)

    assert list(page.context["form"].errors) == [field]
    assert (TokenLink.objects.get().used_at, User.objects.filter(email=EMAIL).count()) == (None, 0)


def test_address_of_the_account_is_the_one_invited(client, token):
    open_link(client, token)

    client.post(PAGE, FORM | {"email": "other@example.org"})

    assert User.objects.filter(email=EMAIL).count() == 1


def test_known_account_signs_in_and_switches_to_the_new_role(client, token):
    first = MembershipFactory(user__email=EMAIL)
    open_link(client, token)

    client.post(PAGE, {"password": KNOWN})

    assert client.get("/").wsgi_request.membership.role == "council"
    assert first.user.memberships.count() == 2


def test_wrong_passwords_lock_as_at_the_sign_in(client, token):
    UserFactory(email=EMAIL)
    open_link(client, token)
    wrong = [client.post(PAGE, {"password": "нет"}).status_code for _ in range(5)]

    statuses = (wrong[0], client.post(PAGE, {"password": KNOWN}).status_code)

    assert statuses == (200, 429)
    assert TokenLink.objects.get().used_at is None


def test_signed_in_account_says_yes(sign_in, token):
    member = MembershipFactory(user__email=EMAIL)
    client = sign_in(member)
    open_link(client, token)

    client.post(PAGE)

    assert set(member.user.memberships.values_list("role", flat=True)) == {"curator", "council"}


def test_somebody_else_signed_in_is_asked_to_leave(sign_in, token):
    client = sign_in(MembershipFactory())
    open_link(client, token)

    page = client.post(PAGE, FORM)

    assert (page.context["form"], Invitation.objects.get().state) == (None, "waiting")


def test_role_of_a_later_day_waits_for_it(client, director):
    curator = MembershipFactory(organization=director.organization)
    since = timezone.localdate() + timedelta(days=10)
    token = invited(director, role=Role.CURATOR, replaces=curator, starts_on=since)
    open_link(client, token)

    client.post(PAGE, FORM)

    home = client.get("/")
    assert home.wsgi_request.membership is None
    assert f"начнёт действовать {since:%d.%m.%Y}" in home.content.decode()


def test_used_ended_and_revoked_links_say_so(client, director, token):
    open_link(client, token)
    client.post(PAGE, FORM)
    ended = invited(director, email="b@example.org")
    TokenLink.objects.filter(used_at=None).update(expires_at=timezone.now())
    revoked = invited(director, email="c@example.org")
    revoke(invitation=Invitation.objects.get(email="c@example.org"), member=director)

    reasons = [
        open_link(Client(), used).context["reason"].split(".")[0]
        for used in (token, ended, revoked, "nothing")
    ]

    assert reasons == [
        "Эта ссылка уже использована: она действует один раз",
        "Срок действия ссылки истёк",
        "Эта ссылка отозвана",
        "Такой ссылки нет",
    ]


def test_link_revoked_meanwhile_is_refused_when_sent(client, director, token):
    open_link(client, token)
    revoke(invitation=Invitation.objects.get(), member=director)

    assert client.post(PAGE, FORM).status_code == 404
    assert User.objects.filter(email=EMAIL).count() == 0


def test_page_without_a_link_leads_to_the_sign_in(client):
    assert client.get(PAGE)["Location"] == "/account/sign-in/"


def test_guessing_closes_links_to_the_address(client, token):
    for number in range(MOST_WRONG):
        open_link(client, f"guess-{number}")

    assert open_link(client, token).status_code == 429


def test_link_to_a_password_opens_no_invitation(client, token):
    assert client.get(f"/account/new-password/{token}/").status_code == 404


def test_session_changes_with_the_acceptance(client, token):
    open_link(client, token)
    before = client.session.session_key

    client.post(PAGE, FORM)

    assert client.session.session_key != before
    assert "link:invitation" not in client.session


@pytest.mark.parametrize("spent", ["used_at", "revoked_at", "expires_at"])
def test_spent_link_opened_again_is_no_guess(client, director, token, spent):
    TokenLink.objects.update(**{spent: timezone.now()})
    fresh = invited(director, email="other@example.org")

    answers = {open_link(client, token).status_code for _ in range(MOST_WRONG)}

    assert (answers, open_link(client, fresh).status_code) == ({404}, 302)
