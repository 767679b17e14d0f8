"""Databases of their own beside that of the tests, used as a person uses them: by commands."""

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

from mentorship.documents import services
from tests.conftest import ROOT
from tests.documents.conftest import followed, make_draft, order_kind
from tests.factories.organizations import MembershipFactory

__all__ = ["followed", "make_draft", "order_kind"]


def other_connection(database):
    """A connection that is not Django's, to any database of the server."""
    parameters = connection.get_connection_params() | {"dbname": database}
    other = psycopg2.connect(**parameters)
    other.autocommit = True
    return contextlib.closing(other)


@dataclass
class Target:
    """A database and a data folder; commands get them by the environment."""

    database: str
    folder: Path

    def manage(self, *arguments):
        whole = urlsplit(os.environ["DATABASE_OWNER_URL"])
        path = f"{whole.path.rsplit('/', 1)[0]}/{self.database}"
        environment = os.environ | {
            "DATABASE_OWNER_URL": urlunsplit(whole._replace(path=path)),
            "MENTORSHIP_AS_OWNER": "1",
            "MENTORSHIP_DATA": str(self.folder),
            "MENTORSHIP_DEMO": "0",
        }
        return subprocess.run(
            [sys.executable, "-P", str(ROOT / "manage.py"), *map(str, arguments)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, query):
        """One value, from a connection of its own."""
        with other_connection(self.database) as other:
            cursor = other.cursor()
            cursor.execute(query)
            return cursor.fetchone()[0]


@pytest.fixture
def make_target(tmp_path, transactional_db):
    """Make an empty database with a folder; it goes after the test."""
    made = []

    def make():
        name = f"{connection.settings_dict['NAME']}_{len(made)}"
        run(f'DROP DATABASE IF EXISTS "{name}"')
        run(f'CREATE DATABASE "{name}"')
        made.append(name)
        return Target(name, tmp_path / f"data{len(made)}")

    def run(statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)

    yield make
    for name in made:
        run(f'DROP DATABASE "{name}"')


@pytest.fixture
def document(transactional_db, order_kind, make_draft):
    """A registered document with its files, of a school that numbers its orders itself."""
    draft = make_draft(organization__order_numbering="own")
    director = MembershipFactory(role="director", organization=draft.organization)
    return services.register(document=draft, member=director, dated_on=date(2022, 10, 3))


@pytest.fixture
def copy(document, tmp_path):
    """A copy of the tests' database with one registered document."""
    file = tmp_path / "copy.zip"
    call_command("backup", file)
    return file
