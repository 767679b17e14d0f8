"""bin/serve: engines, web server and Celery worker of one data folder, under one Ctrl+C.

Stops in the order web → Celery → Valkey → PostgreSQL within 5 seconds. A child that dies is
started again; children of a supervisor that was killed end by themselves.
"""

import argparse
import contextlib
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from mentorship.embedded import MANAGE, Engines
from mentorship.engines.errors import EnginesError
from mentorship.engines.fingerprint import Stamp, fingerprint, static_sources
from mentorship.engines.folder import PROJECT, DataFolder, lock_at_once, tell
from mentorship.engines.lifetime import Stopped, StopRequest, dies_with_parent

ADDRESS = "127.0.0.1"
FIRST_PAGE_LIMIT = 60.0
LEFTOVER_LIMIT = 15.0  # children of a killed supervisor finish what they are doing
GRACE = 1.2  # seconds a child gets to stop by itself; an unfinished task is given out again
LOOK_EVERY = 0.5
LONGEST_DELAY = 10.0
# Variants of Bootstrap that no page uses: to compress them takes half of a first start.
UNUSED_STATIC = ("*.rtl.*", "bootstrap-*", "*.esm.*", "bootstrap.css*", "bootstrap.js*")
# A root's private copy is a choice already made; tasks are JSON, so nothing runs from a message.
QUIET_ROOT = ("-W", "ignore:You're running the worker")


class Child:
    """A process of the site that is started again when it dies."""

    def __init__(self, title: str, command: Sequence[str], orphaned: signal.Signals) -> None:
        self.title = title
        self.command = command
        self.orphaned = orphaned
        self.process: subprocess.Popen[bytes] | None = None
        self.delay = 1.0
        self.start_again_at = 0.0

    def start(self, environment: dict[str, str], descriptors: Sequence[int]) -> None:
        self.process = subprocess.Popen(
            self.command,
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            pass_fds=descriptors,
            start_new_session=True,  # Ctrl+C reaches the supervisor alone
            preexec_fn=dies_with_parent(self.orphaned),
        )

    def status(self) -> int | None:
        return self.process.poll() if self.process is not None else None

    def wait_before_restart(self) -> bool:
        """Says whether it is time; a child that keeps dying waits longer each time."""
        now = time.monotonic()
        if not self.start_again_at:
            tell(f"{self.title}: процесс завершился ({self.status()}), запускаю снова")
            self.kill_rest()
            self.start_again_at = now + self.delay
            self.delay = min(self.delay * 2, LONGEST_DELAY)
        if now < self.start_again_at:
            return False
        self.start_again_at = 0.0
        return True

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        self.kill_rest()
        self.process.wait()

    def kill_rest(self) -> None:
        """Ends what the child has started: it leads a session of its own."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    def __init__(
        self,
        folder: DataFolder,
        *,
        listener: socket.socket,
        leftovers: IO[str],
        asked_to_stop: StopRequest,
    ) -> None:
        self.folder = folder
        self.leftovers = leftovers
        self.asked_to_stop = asked_to_stop
        self.listener = listener
        self.port: int = listener.getsockname()[1]
        self.site_url = os.environ.get("SITE_URL") or f"http://{ADDRESS}:{self.port}"
        self.engines = Engines(folder, os.environ | {"SITE_URL": self.site_url})
        self.web = Child("Веб-сервер", web_command(listener.fileno()), signal.SIGTERM)
        self.worker = Child("Celery", worker_command(folder.path), signal.SIGQUIT)

    def run(self) -> None:
        with self.engines.in_use(setup=True):
            told = self.folder.path / "site_url"  # settings read it: commands print links with it
            try:
                told.write_text(self.site_url)
                self.collect_static()
                for child in (self.web, self.worker):
                    self.start(child)
                self.wait_for_first_page()
                self.greet()
                while True:
                    self.look_after()
                    self.pause(LOOK_EVERY)
            finally:
                told.unlink(missing_ok=True)
                self.web.stop()
                self.worker.stop()

    def start(self, child: Child) -> None:
        descriptors = [self.leftovers.fileno()]
        if child is self.web:
            descriptors.append(self.listener.fileno())
        child.start(self.engines.environment(owner=False), descriptors)

    def collect_static(self) -> None:
        stamp = Stamp(self.folder.path / "static.stamp")
        mark = fingerprint(static_sources())
        if stamp.says(mark) and (self.folder.path / "static").is_dir():
            return
        tell("Собираю стили и сценарии страниц…")
        command = [*MANAGE, "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
        ignored = [f"--ignore={pattern}" for pattern in UNUSED_STATIC]
        if self.manage([*command, *ignored], sys.stderr.fileno()) != 0:
            raise EnginesError("Не удалось собрать стили и сценарии страниц")
        stamp.write(mark)

    def manage(self, command: Sequence[str], output: int) -> int:
        done = subprocess.run(
            command,
            env=self.engines.environment(owner=False),
            stdin=subprocess.DEVNULL,
            stdout=output,
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGKILL),
            check=False,
        )
        return done.returncode

    def wait_for_first_page(self) -> None:
        deadline = time.monotonic() + FIRST_PAGE_LIMIT
        while time.monotonic() < deadline:
            if self.web.status() is not None:
                raise EnginesError("Веб-сервер не запустился: причина в строках выше")
            status = self.status_of_health()
            if status == http.HTTPStatus.OK:
                return
            if status is not None:
                raise EnginesError(f"Сайт отвечает ошибкой {status}: причина в строках выше")
            self.pause(0.1)
        raise EnginesError(f"Сайт не ответил за {FIRST_PAGE_LIMIT:.0f} с")

    def status_of_health(self) -> int | None:
        connection = http.client.HTTPConnection(ADDRESS, self.port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        return None

    def greet(self) -> None:
        sys.stdout.write(f"\nСайт работает: http://{ADDRESS}:{self.port}/\n\n")
        sys.stdout.flush()
        self.manage([*MANAGE, "demo_accounts"], sys.stdout.fileno())
        tell("Остановить: Ctrl+C")

    def pause(self, seconds: float) -> None:
        self.asked_to_stop.check()
        time.sleep(seconds)

    def look_after(self) -> None:
        if not self.engines.are_alive():
            tell("База данных или брокер остановились, запускаю снова")
            try:
                self.engines.revive()
            except EnginesError as error:
                tell(str(error))
        for child in (self.web, self.worker):
            if child.status() is not None and child.wait_before_restart():
                self.start(child)


def web_command(listener: int) -> list[str]:
    workers = max(2, os.cpu_count() or 2)
    return [
        *(sys.executable, "-P", "-m", "gunicorn", "mentorship.wsgi:application"),
        *("--bind", f"fd://{listener}", "--workers", str(workers), "--graceful-timeout", "1"),
        *("--timeout", "60", "--log-level", "warning", "--no-control-socket"),
    ]


def worker_command(data: Path) -> list[str]:
    return [
        *(sys.executable, "-P", *QUIET_ROOT, "-m", "celery", "--quiet"),
        *("--app", "mentorship", "worker", "--beat"),
        *("--schedule", str(data / "celerybeat-schedule"), "--concurrency", "2"),
        *("--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
    ]


@contextlib.contextmanager
def only_one(folder: DataFolder) -> Iterator[IO[str]]:
    """One site per data folder: two schedules would send every letter twice.

    Yields the lock that the children keep open, so that what is left of a killed site is waited
    for: it still has the port.
    """
    folder.open()
    with (
        (folder.path / "serve.lock").open("a") as lock,
        (folder.path / "serve-children.lock").open("a") as leftovers,
    ):
        if not lock_at_once(lock):
            raise EnginesError(f"Сайт с папкой данных «{folder.path}» уже запущен")
        deadline = time.monotonic() + LEFTOVER_LIMIT
        while not lock_at_once(leftovers):
            if time.monotonic() > deadline:
                raise EnginesError("Прежний запуск ещё завершает работу, повторите позже")
            time.sleep(LOOK_EVERY)
        yield leftovers


def listen(port: int) -> socket.socket:
    """Takes the port before anything slow happens; the web server inherits it."""
    try:
        return socket.create_server((ADDRESS, port), backlog=1024)
    except OverflowError as error:
        raise EnginesError(f"Порт {port}: нужно число от 0 до 65535") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise EnginesError(
                f"Порт {port} занят другой программой: укажите другой, например"
                f" bin/serve --port {port + 1}"
            ) from error
        raise EnginesError(f"Порт {port} открыть нельзя: {error.strerror}") from error


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/serve", description="Запускает сайт")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="порт (8000)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="папка данных (var)")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    wanted = parse(arguments)
    asked_to_stop = StopRequest(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    try:
        folder = DataFolder(wanted.data) if wanted.data else DataFolder.named_in(os.environ)
        with only_one(folder) as leftovers, listen(wanted.port) as listener:
            Supervisor(
                folder, listener=listener, leftovers=leftovers, asked_to_stop=asked_to_stop
            ).run()
    except Stopped:
        tell("Сайт остановлен")
    except EnginesError as error:
        tell(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
