"""Engines of throw-away data folders, used as a person uses them: by commands."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from mentorship.engines.folder import DataFolder
from mentorship.engines.postgres import Postgres
from mentorship.engines.valkey import Valkey

EMBEDDED = [sys.executable, "-P", "-m", "mentorship.embedded", "run"]
OURS = ("MENTORSHIP_", "DATABASE_", "REDIS_", "PG", "PYTEST_", "COV_")


@dataclass
class Copy:
    """A private copy: a data folder and the environment that names it."""

    folder: DataFolder
    environment: dict[str, str]

    @property
    def data(self):
        return self.folder.path

    @property
    def pids(self):
        return {
            "postgres": Postgres(self.folder).proven_pid(),
            "valkey": Valkey(self.folder).proven_pid(),
        }

    def run(self, *command, **options):
        return subprocess.run(
            [*EMBEDDED, "--no-setup", "--", *command],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **options,
        )

    def manage(self, *arguments):
        command = [sys.executable, "-P", "-m", "mentorship.embedded", "manage"]
        return subprocess.run(
            [*command, *map(str, arguments)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def python(self, program):
        return self.run(sys.executable, "-c", program)

    def hold(self):
        """A command that says a line once it runs, and runs until its input ends."""
        process = subprocess.Popen(
            [*EMBEDDED, "--no-setup", "--", "sh", "-c", "echo started; exec cat"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout.readline() == "started\n", process.stderr.read()
        return process


def copy_in(path: Path) -> Copy:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    own = {"MENTORSHIP_DATA": str(path), "MENTORSHIP_DEMO": "0"}
    return Copy(DataFolder(path), inherited | own)


@pytest.fixture
def new_copy(tmp_path):
    return copy_in(tmp_path / "data")


@pytest.fixture(scope="module")
def used_copy(tmp_path_factory):
    """A copy whose database exists: its engines start in a fifth of a second."""
    copy = copy_in(tmp_path_factory.mktemp("used") / "data")
    done = copy.run("true")
    assert done.returncode == 0, done.stderr
    return copy
