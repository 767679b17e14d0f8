"""The data folder of a private copy: whose it is, who uses it, and where its sockets live."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from mentorship.engines.account import Account
from mentorship.engines.errors import EnginesError

PROJECT = Path(__file__).resolve().parents[2]
# Not TMPDIR: two users of one folder must name the same place, and a longer path may not fit
# into the 107 bytes of a socket's address.
SHORT_PLACE = Path("/tmp")  # noqa: S108 -- the folder made in it is private and checked
SILENT_WAIT = 1.0


def tell(line: str) -> None:
    """Writes a line for the person; standard output belongs to the command itself."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


class DataFolder:
    """One folder = one PostgreSQL, one Valkey, any number of processes that use them.

    A process that uses the engines holds a shared lock on `holders.lock` for as long as it does;
    whoever starts or stops an engine holds `engines.lock` alone. The kernel frees the locks of a
    killed process, so nothing has to be cleaned up after it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    @classmethod
    def named_in(cls, environment: Mapping[str, str]) -> "DataFolder":
        return cls(Path(environment.get("MENTORSHIP_DATA") or PROJECT / "var"))

    def open(self) -> None:
        """Makes the folder private if it is new; refuses one that belongs to somebody else."""
        mask = os.umask(0o077)  # `mode` would not reach the parents
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise EnginesError(f"Путь к папке данных занят файлом: «{self.path}»") from error
        except OSError as error:
            raise EnginesError(
                f"Папку данных «{self.path}» нельзя создать: {error.strerror}"
            ) from error
        finally:
            os.umask(mask)
        self.path = self.path.resolve()
        if self.path.stat().st_uid != os.geteuid():
            raise EnginesError(
                f"Папка данных «{self.path}» принадлежит другому пользователю: запустите команду"
                " от его имени или укажите другую папку в MENTORSHIP_DATA"
            )

    @contextlib.contextmanager
    def gate(self) -> Iterator[None]:
        """Lets one process at a time start or stop engines; the others wait."""
        with (self.path / "engines.lock").open("a") as lock:
            patience = time.monotonic() + SILENT_WAIT
            while not (taken := lock_at_once(lock)) and time.monotonic() < patience:
                time.sleep(0.02)
            if not taken:
                tell("Жду: другая команда готовит или останавливает базу данных…")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def hold(self) -> IO[str]:
        """Returns an open file; while it is open, the engines are in use."""
        holder = (self.path / "holders.lock").open("a")
        fcntl.flock(holder, fcntl.LOCK_SH)
        return holder

    def is_held(self) -> bool:
        with (self.path / "holders.lock").open("a") as probe:
            return not lock_at_once(probe)

    @property
    def sockets(self) -> Path:
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        return SHORT_PLACE / f"mentorship-{os.geteuid()}-{digest}"

    def make_sockets(self, account: Account) -> None:
        """Makes the folder of sockets; one that another user put there first is refused."""
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), account.uid}:
            raise EnginesError(f"Папку «{self.sockets}» занял другой пользователь: удалите её")
        self.sockets.chmod(0o700)
        os.chown(self.sockets, account.uid, account.gid)

    def remove_sockets(self) -> None:
        shutil.rmtree(self.sockets, ignore_errors=True)


def lock_at_once(file: IO[str]) -> bool:
    """Takes the whole lock if nobody has a part of it, and says whether it did."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
