"""Runs a command beside a private PostgreSQL and Valkey that live for as long as they are used.

`DATABASE_URL` and `REDIS_URL` in the environment name real servers; what they name is not started
here. Otherwise the first command to need the engines of a data folder starts them, the later ones
join, and the last one to leave stops them.

    python -P -m mentorship.embedded run [--owner] [--no-setup] -- COMMAND …
    python -P -m mentorship.embedded manage COMMAND …
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType
from typing import IO

from mentorship.engines.errors import EnginesError
from mentorship.engines.fingerprint import Stamp, fingerprint, setup_sources
from mentorship.engines.folder import PROJECT, DataFolder, tell
from mentorship.engines.lifetime import Stopped, StopRequest, dies_with_parent
from mentorship.engines.postgres import APPLICATION, OWNER, Postgres
from mentorship.engines.valkey import Valkey

MANAGE = (sys.executable, str(PROJECT / "manage.py"))
# These change the schema or make databases: the application's role may not.
OWNER_COMMANDS = frozenset(
    {
        "backup",
        "flush",
        "make_region",
        "makemigrations",
        "migrate",
        "optimizemigration",
        "pgtrigger",
        "restore",
    }
    | {"setup", "sqlflush", "sqlmigrate", "sqlsequencereset", "squashmigrations", "showmigrations"}
    | {"test"}
)
# These bring the schema forward themselves, or are wanted just because it cannot be. A copy is
# made before the schema changes; it is restored into a database that has none.
COMMANDS_BEFORE_SETUP = frozenset(
    {"backup", "check", "help", "makemigrations", "migrate", "restore", "setup"}
)
# These fill an empty folder with data of their own and find it full after the demo.
COMMANDS_WITHOUT_DEMO = frozenset({"make_region"})


class Engines:
    """The engines of a data folder as one process uses them."""

    def __init__(self, folder: DataFolder, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.postgres = Postgres(folder)
        self.valkey = Valkey(folder)
        self.own_database = not is_given(environment, "DATABASE_URL")
        self.own_broker = not is_given(environment, "REDIS_URL")
        self.holder: IO[str] | None = None
        self.inherited = environment

    @property
    def are_wanted(self) -> bool:
        return self.own_database or self.own_broker

    def environment(self, *, owner: bool) -> dict[str, str]:
        """Environment of a command; `owner` gives it the role that migrates."""
        own: dict[str, str] = {"MENTORSHIP_DATA": str(self.folder.path)}
        inherited = dict(self.inherited)
        if self.own_database:
            # PGHOST, PGOPTIONS and the like belong to some other server.
            inherited = {name: value for name, value in inherited.items() if name[:2] != "PG"}
            own["DATABASE_URL"] = self.postgres.url(APPLICATION)
            own["DATABASE_OWNER_URL"] = self.postgres.url(OWNER)
        if self.own_broker:
            own["REDIS_URL"] = self.valkey.url()
        if owner:
            own["MENTORSHIP_AS_OWNER"] = "1"
        return inherited | own

    def ensure(self) -> None:
        """Starts what does not run; the caller holds the gate."""
        if self.own_database:
            self.postgres.ensure()
        if self.own_broker:
            self.valkey.ensure()

    def are_alive(self) -> bool:
        return not (self.own_database and self.postgres.proven_pid() is None) and not (
            self.own_broker and self.valkey.proven_pid() is None
        )

    def revive(self) -> None:
        """Starts again what was killed under a command that goes on."""
        with self.folder.gate():
            self.ensure()

    @contextlib.contextmanager
    def in_use(self, *, setup: bool) -> Iterator[None]:
        """Keeps the engines running; the last user of the folder stops them on leaving."""
        self.folder.open()
        with self.folder.gate():
            self.holder = self.folder.hold()
            try:
                self.ensure()
                if setup and self.own_database:
                    self.bring_up_to_date()
            except BaseException:
                self.leave()
                raise
        try:
            yield
        finally:
            if self.folder.path.is_dir():
                with self.folder.gate():
                    self.leave()
            else:  # deleted under us
                self.stop()

    def leave(self) -> None:
        if self.holder is not None:
            self.holder.close()
        if not self.folder.is_held():
            self.stop()

    def stop(self) -> None:
        self.valkey.stop()
        self.postgres.stop()
        self.folder.remove_sockets()

    def bring_up_to_date(self) -> None:
        """Runs `manage.py setup` unless it has seen this code and this very cluster."""
        made_at = (self.postgres.home / "PG_VERSION").stat().st_ctime_ns
        demo = self.inherited.get("MENTORSHIP_DEMO", "")
        mark = fingerprint(setup_sources(), str(made_at), demo)
        stamp = Stamp(self.folder.path / "setup.stamp")
        if stamp.says(mark):
            return
        tell("Готовлю базу данных…")
        done = subprocess.run(
            [*MANAGE, "setup"],
            env=self.environment(owner=True),
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            start_new_session=True,  # Ctrl+C reaches us, and we end it
            preexec_fn=dies_with_parent(signal.SIGKILL),
            check=False,
        )
        if done.returncode != 0:
            raise EnginesError("Подготовка базы данных не удалась: команда setup описала причину")
        stamp.write(mark)


def is_given(environment: Mapping[str, str], name: str) -> bool:
    return bool(environment.get(name) or environment.get(f"{name}_FILE"))


def run(command: Sequence[str], *, owner: bool, setup: bool) -> int:
    """Runs a command with the caller's working directory and streams; returns its exit status."""
    asked_to_stop = StopRequest(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    engines = Engines(DataFolder.named_in(os.environ), os.environ)
    if not engines.are_wanted:
        environment = engines.environment(owner=owner)
        os.execvpe(command[0], list(command), environment)  # noqa: S606 -- the caller's command
    with engines.in_use(setup=setup):
        asked_to_stop.check()
        return run_beside(engines, command, owner=owner)


def run_beside(engines: Engines, command: Sequence[str], *, owner: bool) -> int:
    def wait_for_command(_number: int, _frame: FrameType | None) -> None:
        """Ctrl+C reaches the command by itself; what it makes of it is its own affair."""

    signal.signal(signal.SIGINT, wait_for_command)
    try:
        child = subprocess.Popen(
            command,
            env=engines.environment(owner=owner),
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )
    except OSError as error:
        raise EnginesError(f"Не удалось запустить «{command[0]}»: {error.strerror}") from error

    def forward(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    status = child.wait()
    return status if status >= 0 else 128 - status


def manage(arguments: Sequence[str]) -> int:
    """Runs a management command under the role and in the order that it needs."""
    name = arguments[0] if arguments else "help"
    if name in COMMANDS_WITHOUT_DEMO:
        os.environ["MENTORSHIP_DEMO"] = "0"
    return run(
        [*MANAGE, *arguments],
        owner=name in OWNER_COMMANDS,
        setup=name not in COMMANDS_BEFORE_SETUP,
    )


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mentorship.embedded")
    parser.add_argument("--owner", action="store_true")
    parser.add_argument("--no-setup", action="store_false", dest="setup")
    parser.add_argument("command", nargs="+")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    try:
        match arguments:
            case ["manage", *rest]:
                return manage(rest)
            case ["run", *rest]:
                wanted = parse(rest)
                return run(wanted.command, owner=wanted.owner, setup=wanted.setup)
    except EnginesError as error:
        tell(str(error))
        return 1
    except Stopped as stopped:
        return stopped.status
    tell(__doc__ or "")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
