"""What PostgreSQL and Valkey have in common: proof of identity, start, stop."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path

from mentorship.engines.account import Account, server_account
from mentorship.engines.errors import EnginesError
from mentorship.engines.folder import DataFolder

START_LIMIT = 60.0
DEAF_LIMIT = 5.0  # for a server of ours whose socket was deleted
LEFTOVER_LIMIT = 10.0  # children of a killed server keep its shared memory for a moment
LOG_LIMIT = 5 * 1024 * 1024
OWN_PATIENCE = 2.0
PAUSE = 0.02


class Server(ABC):
    """One engine of a data folder.

    A process is ours only if its working directory is the engine's folder; a pid from a pid file
    proves nothing, since after a crash the number may belong to an innocent process. Everything
    but `proven_pid` and `answers` is called under the folder's gate.
    """

    title: str
    home_name: str
    process_name: str
    pid_file_name: str
    stop_signals: tuple[tuple[signal.Signals, float], ...]

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def home(self) -> Path:
        return self.folder.path / self.home_name

    @property
    def log(self) -> Path:
        return self.folder.path / f"{self.home_name}.log"

    @property
    @abstractmethod
    def socket(self) -> Path: ...

    @abstractmethod
    def answers(self) -> bool:
        """Says whether a real connection gets a real answer (a zombie has a pid, too)."""

    @abstractmethod
    def prepare(self, account: Account) -> list[str | Path]:
        """Makes the engine's folder if it is new and returns the command that starts it."""

    def proven_pid(self) -> int | None:
        """Returns the pid of the running server if it is proved to be this folder's."""
        try:
            pid = int((self.home / self.pid_file_name).read_text().split()[0])
            at_home = os.path.samestat(os.stat(f"/proc/{pid}/cwd"), self.home.stat())
            name = Path(f"/proc/{pid}/comm").read_text().strip()
        except (OSError, ValueError, IndexError):
            return None
        return pid if at_home and name == self.process_name else None

    def ensure(self) -> None:
        """Joins the running server, or starts one in place of a dead or deaf one."""
        if self.proven_pid() is not None and self.answers_in_time():
            return
        self.stop()
        self.start()

    def answers_in_time(self) -> bool:
        limit = START_LIMIT if self.socket.exists() else DEAF_LIMIT
        deadline = time.monotonic() + limit
        while self.proven_pid() is not None and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(PAUSE)
        return False

    def start(self) -> None:
        account = server_account()
        self.refuse_foreign(account)
        self.folder.make_sockets(account)
        command = self.prepare(account)
        self.remove_traces()
        self.shorten_log()
        retry_until = time.monotonic() + LEFTOVER_LIMIT
        while not self.start_once(command, account):
            if time.monotonic() > retry_until:
                raise EnginesError(f"{self.title} не запустился, причина в файле «{self.log}»")
            time.sleep(10 * PAUSE)

    def start_once(self, command: list[str | Path], account: Account) -> bool:
        with self.log.open("ab") as log:
            # The working directory is entered before the user is changed, so that the folders
            # above the engine's may stay closed to it.
            self.process = subprocess.Popen(
                command, cwd=self.home, stdout=log, stderr=log, **account.process_arguments()
            )
        deadline = time.monotonic() + START_LIMIT
        while self.process.poll() is None and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(PAUSE)
        return False

    def stop(self) -> None:
        """Stops the server if it is proved to be ours, ever less politely."""
        for number, patience in self.stop_signals:
            pid = self.proven_pid()
            if pid is None:
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            deadline = time.monotonic() + patience
            while self.proven_pid() == pid and time.monotonic() < deadline:
                time.sleep(PAUSE)
        self.end_own_process()

    def end_own_process(self) -> None:
        """Ends what this very process has started and cannot prove any more: its folder is gone."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(OWN_PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def draft_home(self, account: Account) -> Path:
        """Makes a folder to be renamed when complete: a killed command leaves no half of it."""
        draft = self.home.with_name(f"{self.home_name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        os.chown(draft, account.uid, account.gid)
        return draft

    def refuse_foreign(self, account: Account) -> None:
        if self.home.exists() and self.home.stat().st_uid != account.uid:
            raise EnginesError(
                f"Папка «{self.home}» принадлежит другому пользователю: запустите команду от его"
                " имени или укажите другую папку в MENTORSHIP_DATA"
            )

    def remove_traces(self) -> None:
        """Removes what a killed server left: nobody proved to be ours is running now."""
        (self.home / self.pid_file_name).unlink(missing_ok=True)
        for trace in self.folder.sockets.glob(f"{self.socket.name}*"):
            trace.unlink()

    def shorten_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
