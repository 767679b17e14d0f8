import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.accounts.guessing import MOST_WRONG
from mentorship.accounts.models import TokenLink
from mentorship.jobs.models import Job
from mentorship.jobs.services import run
from tests.conftest import wait_until
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/account/forgotten/"


@pytest.fixture(autouse=True)
def mail(settings):
    settings.MAIL_CONFIGURED, settings.SITE_URL = True, "https://nastavnik.example"


@pytest.fixture(autouse=True)
def sent_by_the_test(request):
    """Letters wait for the test itself, unless it asks for a worker."""
    if "worker" not in request.fixturenames:
        request.getfixturevalue("nobody_listens")


def work():
    for job in Job.objects.filter(state=Job.State.QUEUED):
        run(job_pk=job.pk)


def test_letter_comes_to_accounts_only(client, mailoutbox):
    user = UserFactory()

    answers = [
        client.post(PAGE, {"email": email}, headers={"host": "localhost"})
        for email in (user.email.upper(), "nobody@example.org")
    ]
    sent_by_the_page = len(mailoutbox)
    work()

    assert [answer["Location"] for answer in answers] == ["/account/sign-in/"] * 2
    assert (sent_by_the_page, [letter.to for letter in mailoutbox]) == (0, [[user.email]])
    assert "https://nastavnik.example/account/new-password/" in mailoutbox[0].body


def test_page_does_the_same_for_every_address(client):
    known = UserFactory().email
    client.post(PAGE, {"email": known})
    done = []
    for email in (known, "nobody@example.org"):
        with CaptureQueriesContext(connection) as captured:
            client.post(PAGE, {"email": email})
        done.append([query["sql"].split("(")[0][:60] for query in captured.captured_queries])

    assert done[0] == done[1]
    assert Job.objects.filter(kind="accounts.password_letter").count() == 3


def test_neither_the_secret_nor_the_address_waits_in_the_queue(client):
    user = UserFactory()

    client.post(PAGE, {"email": user.email})
    client.post(PAGE, {"email": "nobody@example.org"})

    assert list(Job.objects.order_by("pk").values_list("params", flat=True)) == [
        {"user": user.pk},
        {"user": None},
    ]
    assert TokenLink.objects.count() == 0


def test_account_closed_meanwhile_gets_no_letter(client, mailoutbox):
    user = UserFactory()
    client.post(PAGE, {"email": user.email})
    user.is_active = False
    user.save()

    work()

    assert mailoutbox == []


def test_letters_stop_after_many_requests(client, mailoutbox):
    email = UserFactory().email

    answers = [client.post(PAGE, {"email": email}) for _ in range(MOST_WRONG + 1)]
    work()

    assert (answers[-1].status_code, len(mailoutbox)) == (429, MOST_WRONG)


def test_mail_server_that_fails_stops_nothing(client, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    user = UserFactory()
    client.post(PAGE, {"email": user.email})

    work()

    assert caplog.messages[-1].startswith("letter accounts/emails/password was not sent: ")
    assert user.email not in caplog.text


def test_job_of_nobody_is_run_by_the_real_worker_and_shown_to_nobody(client, worker):
    user = UserFactory()

    client.post(PAGE, {"email": user.email})

    wait_until(lambda: Job.objects.get().state == "done", "the letter is written")
    client.force_login(user)
    assert client.get(f"/jobs/{Job.objects.get().pk}/").status_code in {403, 404}
