"""What every test shares: one database, Valkey index and media folder per xdist process."""

import os
import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from mentorship.organizations.school_year import SchoolYear
from mentorship.reference import load_reference

# The browser tests read the database from the thread of the live server.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


class QuickHasher(MD5PasswordHasher):
    """Test passwords need no protection, and Argon2 costs 50 ms each."""


@pytest.fixture(scope="session")
def worker_number(worker_id):
    """0 without xdist, 1… with it: keeps the processes' Valkey indexes apart."""
    return int(re.sub(r"\D", "", worker_id) or -1) + 1


@pytest.fixture(autouse=True)
def quick_settings(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["tests.conftest.QuickHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The real reference data stands in every test database."""
    with django_db_blocker.unblock():
        load_reference()


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
