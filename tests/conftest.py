"""What every test shares: one database, Valkey index, worker and media folder per xdist process."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import hypothesis
import pytest
from django.conf import settings as project_settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import TransactionTestCase, override_settings
from zeal.patch import patch as patch_for_zeal

from mentorship.celery import app
from mentorship.engines.lifetime import dies_with_parent
from mentorship.organizations.school_year import SchoolYear
from tests.emptying import Reference

ROOT = Path(__file__).parent.parent
# Nothing in the tests is timed; a landing tries the same examples, a developer new ones each time.
hypothesis.settings.register_profile("ours", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("ours")
# Playwright keeps an event loop in the thread of the browser tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
patch_for_zeal()


class QuickHasher(MD5PasswordHasher):
    """Test passwords need no protection, and Argon2 costs 50 ms each."""


@pytest.fixture(scope="session")
def worker_number(worker_id):
    """0 without xdist, 1… with it: keeps the processes' Valkey indexes apart."""
    return int(re.sub(r"\D", "", worker_id) or -1) + 1


@pytest.fixture(scope="session", autouse=True)
def quick_settings():
    """Test passwords cost nothing, pages read static files as they lie, an N+1 is an error."""
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        PASSWORD_HASHERS=["tests.conftest.QuickHasher"],
        STORAGES=project_settings.STORAGES | {"staticfiles": storage},
        MIDDLEWARE=["zeal.middleware.zeal_middleware", *project_settings.MIDDLEWARE],
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
        # Django reads a session that is not accepted any more once again, to delete it.
        ZEAL_ALLOWLIST=[{"model": "sessions.Session"}],
    ):
        yield


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "media", tmp_path


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The real reference data stands in every test database, also after a transactional test."""
    reference = Reference()
    with django_db_blocker.unblock():
        reference.load()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda _case: reference.empty_the_rest()
        )
        yield
    # A browser that keeps its connection alive keeps a thread of the live server, and its session.
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )


@pytest.fixture(autouse=True)
def own_cache(settings, broker_url, tmp_path):
    """The real Valkey, with keys of this test only."""
    default = project_settings.CACHES["default"]
    settings.CACHES = {
        "default": default | {"LOCATION": broker_url, "KEY_PREFIX": f"test:{tmp_path}"}
    }


@pytest.fixture
def dead_valkey(settings, own_cache, tmp_path, monkeypatch):
    """Neither the cache nor the broker answers: nobody listens at the socket."""
    socket = tmp_path / "nobody.sock"
    default = settings.CACHES["default"]
    settings.CACHES = {"default": default | {"LOCATION": f"unix://{socket}"}}
    monkeypatch.setattr(app.conf, "broker_url", f"redis+socket://{socket}")


@pytest.fixture
def year():
    return SchoolYear(2022)


@pytest.fixture
def sign_in(client):
    """Sign a membership in and get the client back."""

    def enter(member, school_year=None):
        client.force_login(member.user)
        session = client.session
        session["membership"] = member.pk
        if school_year:
            session["school_year"] = school_year
        session.save()
        return client

    return enter


@pytest.fixture(scope="session", autouse=True)
def broker_url(worker_number):
    """A Valkey index of this process, emptied; the application sends its tasks there.

    Counted from the index in REDIS_URL, so that two runs on one server can stay apart.
    """
    base, _, given = project_settings.REDIS_URL.partition("?db=")
    index = int(given or 8) + worker_number
    if base.startswith("unix://"):
        url = f"{base}?db={index}"
        app.conf.broker_url = f"{base.replace('unix://', 'redis+socket://')}?virtual_host={index}"
    else:
        url = app.conf.broker_url = re.sub(r"(/\d*)?$", f"/{index}", base, count=1)
    with app.connection_for_write() as broker:
        broker.default_channel.client.flushdb()
    return url


@pytest.fixture(scope="session")
def worker_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("worker")


@pytest.fixture
def nobody_listens(broker_url, monkeypatch):
    """A real worker that other tests started must not take the jobs before the test does."""
    monkeypatch.setattr(app.conf, "broker_url", re.sub(r"\d+$", "15", app.conf.broker_url))


@pytest.fixture(scope="session")
def start_worker(django_db_setup, broker_url, worker_folder):
    """Start a real Celery worker as its own process on the test database; gives the process."""
    started = []

    def start():
        whole = urlsplit(os.environ["DATABASE_OWNER_URL"])
        # The last part of the path is the database; before it may stand the folder of a socket.
        path = f"{whole.path.rsplit('/', 1)[0]}/{connection.settings_dict['NAME']}"
        environment = os.environ | {
            "DATABASE_OWNER_URL": urlunsplit(whole._replace(path=path)),
            "MENTORSHIP_AS_OWNER": "1",
            "REDIS_URL": broker_url,
            "MENTORSHIP_DATA": str(worker_folder),
        }
        command = [sys.executable, "-m", "celery", "-A", "mentorship", "worker", "-c", "1"]
        process = subprocess.Popen(
            [*command, "-l", "WARNING", "-n", f"test-{len(started)}@%h", "--without-mingle"],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )
        started.append(process)
        wait_until(lambda: app.control.ping(timeout=0.5), "the worker answers")
        return process

    yield start
    for process in started:
        process.terminate()
    for process in started:
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def running_worker(start_worker):
    return start_worker()


@pytest.fixture
def worker(running_worker, settings, worker_folder, transactional_db):
    """A worker that sees this test's rows and files."""
    settings.MEDIA_ROOT = worker_folder / "media"
    settings.DATA_DIR = worker_folder
    return running_worker


def wait_until(condition, what, seconds=30):
    """Poll a real process; fails with words when it never comes."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return
        time.sleep(0.1)
    pytest.fail(f"waited {seconds} s in vain: {what}")
