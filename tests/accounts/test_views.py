import pytest
from django.test import Client

from mentorship.accounts.models import User
from mentorship.accounts.services import end_sessions
from tests.factories.organizations import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "осенний-лист-над-рекой"
NEW = "весенний-дождь-над-полем"


def try_to_enter(client, email, password):
    return client.post("/account/sign-in/", {"username": email, "password": password})


def test_sign_in_by_email_in_any_case(client):
    user = UserFactory(email="belova@example.org")

    response = try_to_enter(client, "Belova@Example.org", PASSWORD)

    assert (response.status_code, int(client.session["_auth_user_id"])) == (302, user.pk)


def test_wrong_password_is_said_in_russian_and_keeps_the_email(client):
    UserFactory(email="belova@example.org")

    page = try_to_enter(client, "belova@example.org", "нет").content.decode()

    assert "Почта или пароль не подходят" in page
    assert 'value="belova@example.org"' in page


def test_sixth_try_is_refused_even_with_the_right_password(client):
    user = UserFactory()
    for _ in range(5):
        try_to_enter(client, user.email, "нет")

    assert try_to_enter(client, user.email, PASSWORD).status_code == 429


def test_tries_are_counted_however_the_address_is_written(client):
    user = UserFactory(email="belova@example.org")
    for name in ("belova@example.org", "Belova@example.org", "BELOVA@example.org"):
        try_to_enter(client, name, "нет")
        try_to_enter(client, name, "нет")

    assert try_to_enter(client, user.email, PASSWORD).status_code == 429


def test_lockout_of_one_account_leaves_others_free(client):
    locked, other = UserFactory(), UserFactory()
    for _ in range(5):
        try_to_enter(client, locked.email, "нет")

    assert try_to_enter(client, other.email, PASSWORD).status_code == 302


def test_session_key_changes_at_sign_in(client):
    user = UserFactory()
    client.get("/account/sign-in/")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key

    try_to_enter(client, user.email, PASSWORD)

    assert client.session.session_key != before


def test_disabled_user_is_out_at_the_next_request(sign_in):
    member = MembershipFactory()
    client = sign_in(member)
    User.objects.update(is_active=False)

    assert client.get("/").status_code == 302


def test_idle_session_is_signed_out(sign_in, settings):
    client = sign_in(MembershipFactory())
    client.get("/")
    session = client.session
    session["seen_at"] -= settings.SESSION_IDLE_SECONDS + 1
    session.save()

    assert client.get("/").status_code == 302


def test_sign_out_clears_what_the_browser_keeps(sign_in):
    response = sign_in(MembershipFactory()).post("/account/sign-out/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'


def test_sessions_end_on_every_device(sign_in):
    member = MembershipFactory()
    other = Client()
    other.force_login(member.user)
    client = sign_in(member)

    response = client.post("/account/sessions/end/")

    assert (response["Location"], response["Clear-Site-Data"]) == (
        "/account/sign-in/",
        '"cache", "storage"',
    )
    assert [browser.get("/").status_code for browser in (client, other)] == [302, 302]


def test_new_secret_key_signs_nobody_out_but_an_ended_session(sign_in, settings):
    member = MembershipFactory()
    client = sign_in(member)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-key-of-more-than-forty-characters"
    assert client.get("/").status_code == 200

    end_sessions(user=member.user)

    assert client.get("/").status_code == 302


def test_own_account_shows_the_roles(sign_in):
    member = MembershipFactory()
    MembershipFactory(user=member.user, role="director", organization=member.organization)

    page = sign_in(member).get("/account/").content.decode()

    assert (member.user.email in page, "Мои роли, 2" in page) == (True, True)


@pytest.mark.parametrize("password", ["короткий", "моя-любимая-школа-1", "password1234"])
def test_weak_password_is_refused(sign_in, password):
    member = MembershipFactory()
    form = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}

    sign_in(member).post("/account/password/", form)

    member.user.refresh_from_db()
    assert member.user.check_password(PASSWORD)


def test_password_changes_and_other_devices_sign_in_again(sign_in):
    member = MembershipFactory()
    other = Client()
    other.force_login(member.user)
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    client = sign_in(member)

    client.post("/account/password/", form)

    assert [browser.get("/").status_code for browser in (client, other)] == [200, 302]


def test_guessing_the_old_password_is_limited_as_at_the_sign_in(sign_in):
    client = sign_in(MembershipFactory())
    form = {"old_password": "нет", "new_password1": NEW, "new_password2": NEW}
    wrong = [client.post("/account/password/", form).status_code for _ in range(5)]

    right = client.post("/account/password/", form | {"old_password": PASSWORD})

    assert (wrong[0], right.status_code) == (200, 429)


def test_headers_forbid_framing_scripts_and_caching(client):
    response = client.get("/account/sign-in/")

    headers = {name: response.get(name) for name in HEADERS}
    assert headers == HEADERS


def test_policy_allows_own_scripts_only(client):
    policy = client.get("/account/sign-in/")["Content-Security-Policy"]

    assert sorted(policy.split("; ")) == [
        "base-uri 'none'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
    ]


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
