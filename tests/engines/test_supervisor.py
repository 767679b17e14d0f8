import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.conftest import wait_until
from tests.engines.conftest import copy_in

PATIENCE = 90  # seconds before a failure is believed: other tests take their share of the machine
SERVE = [sys.executable, "-P", "-m", "mentorship.supervisor"]


class Site:
    """A running bin/serve of a data folder."""

    def __init__(self, copy, port):
        self.copy = copy
        self.port = port
        self.log = copy.data.with_name("serve.log")
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*SERVE, "--port", str(port)],
                env=copy.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.greeting = [self.process.stdout.readline() for _ in range(2)]
        if not self.greeting[1]:
            self.process.communicate()
            pytest.fail(self.log.read_text())

    def status_of(self, path):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path)
            return connection.getresponse().status

    def answers_again(self, path="/healthz", within=PATIENCE):
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if self.status_of(path) == 200:
                    return True
            time.sleep(0.2)
        return False

    def children(self, name):
        """Pids of the supervisor's own children whose command line names a module."""
        return [
            int(path.name)
            for path in Path("/proc").glob("[0-9]*")
            if name in command_line(path) and parent_of(path) == self.process.pid
        ]

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)


def command_line(process):
    with contextlib.suppress(OSError):
        return process.joinpath("cmdline").read_text().split("\0")
    return []


def parent_of(process):
    with contextlib.suppress(OSError):
        return int(process.joinpath("stat").read_text().rpartition(")")[2].split()[1])
    return 0


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def running():
    """The site that is running now; the last one is stopped with the module."""
    sites = []
    yield sites
    for site in sites:
        site.stop()


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return copy_in(tmp_path_factory.mktemp("served") / "данные")


@pytest.fixture
def site(copy, running):
    if not running or running[-1].process.poll() is not None:
        running.append(Site(copy, free_port()))
    return running[-1]


def test_serve_says_its_address_when_the_first_page_answers(site):
    assert site.greeting == ["\n", f"Сайт работает: http://127.0.0.1:{site.port}/\n"]
    assert site.status_of("/healthz") == 200


def test_other_commands_print_links_to_the_running_site(site):
    said = "from django.conf import settings; print(settings.SITE_URL)"
    env = site.copy.environment | {"DJANGO_SETTINGS_MODULE": "mentorship.settings"}
    done = subprocess.run(
        [sys.executable, "-c", said], env=env, capture_output=True, text=True, check=True
    )

    assert done.stdout == f"http://127.0.0.1:{site.port}\n"


def test_second_site_of_a_data_folder_is_refused(site):
    done = subprocess.run(
        [*SERVE, "--port", str(free_port())],
        env=site.copy.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    line = f"Сайт с папкой данных «{site.copy.data}» уже запущен\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", line)


def test_taken_port_is_refused_before_anything_starts(site, new_copy):
    done = subprocess.run(
        [*SERVE, "--port", str(site.port), "--data", str(new_copy.data)],
        env=new_copy.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    line = f"Порт {site.port} занят другой программой: укажите другой, например bin/serve --port"
    assert (done.returncode, done.stderr) == (1, f"{line} {site.port + 1}\n")
    assert not new_copy.data.joinpath("postgres").exists()


@pytest.mark.parametrize("name", ["gunicorn", "celery"])
def test_killed_child_is_started_again(site, name):
    # The site answers before its worker is up.
    wait_until(lambda: site.children(name), f"{name} is up")
    [victim] = site.children(name)

    os.kill(victim, signal.SIGKILL)

    deadline = time.monotonic() + PATIENCE
    while site.children(name) in ([victim], []) and time.monotonic() < deadline:
        time.sleep(0.1)
    [heir] = site.children(name)
    assert heir != victim
    assert site.answers_again()


def test_killed_engines_come_back_under_the_site(site):
    killed = site.copy.pids

    for pid in killed.values():
        os.kill(pid, signal.SIGKILL)

    assert site.answers_again("/readyz")
    assert not set(killed.values()) & set(site.copy.pids.values())


def test_interrupted_site_stops_everything(copy, site):
    site.process.send_signal(signal.SIGINT)
    site.process.communicate(timeout=PATIENCE)

    assert site.process.returncode == 0
    assert copy.pids == {"postgres": None, "valkey": None}
    assert (site.children("gunicorn"), site.children("celery")) == ([], [])


def test_site_starts_after_its_supervisor_was_killed(site, copy, running):
    site.process.kill()
    site.process.communicate()

    running.append(Site(copy, site.port))

    assert running[-1].greeting[1] == f"Сайт работает: http://127.0.0.1:{site.port}/\n"
