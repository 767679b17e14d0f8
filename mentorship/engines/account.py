"""Who the engines run as, and from where: PostgreSQL refuses root."""

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentorship.engines.errors import EnginesError

SERVER_USER = "mentorship-engines"
# Root's wheels may lie where the servers' user cannot reach them (/root is closed): a copy is
# made here instead of opening folders that the administrator has closed.
COPIES = Path("/var/lib") / SERVER_USER
# Nothing of LANG, LC_*, PG* is inherited: under locale C Cyrillic search silently finds nothing.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def process_arguments(self) -> dict[str, Any]:
        """Arguments of `subprocess` for a server: its user, its environment, no terminal."""
        arguments: dict[str, Any] = {
            "env": ENVIRONMENT,
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,
        }
        if os.geteuid() == 0:
            arguments |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return arguments

    def reaches(self, program: Path) -> bool:
        """Says whether the program with its libraries starts under this account."""
        with contextlib.suppress(OSError):
            done = subprocess.run(
                [program, "--version"],
                **self.process_arguments(),
                cwd="/",
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
            return done.returncode == 0
        return False


def server_account() -> Account:
    """Returns the caller's own account, or for root a system user made for the servers."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if not is_user(SERVER_USER):
        make_user(SERVER_USER)
    user = pwd.getpwnam(SERVER_USER)
    return Account(user.pw_uid, user.pw_gid)


def is_user(name: str) -> bool:
    return any(user.pw_name == name for user in pwd.getpwall())


def make_user(name: str) -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/"]
    try:
        done = subprocess.run(
            [*command, "--shell", "/usr/sbin/nologin", name], capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise EnginesError(
            f"От имени root серверам нужен системный пользователь {name}, а программы useradd нет"
        ) from error
    # Two first starts at once: the second finds the user made by the first.
    if done.returncode != 0 and not is_user(name):
        raise EnginesError(f"Не удалось создать системного пользователя {name}")


def reachable_program(package: str, program: str, account: Account) -> Path:
    """Finds a wheel's program without importing the wheel; copies the wheel if out of reach."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise EnginesError(f"Не установлен пакет {package}: выполните команду через папку bin/")
    wheel = Path(spec.origin).parent
    found = next(iter(sorted(wheel.glob(program))), None)
    if found is None:
        raise EnginesError(f"В пакете {package} нет программы {program} для этого компьютера")
    if os.geteuid() != 0 or account.reaches(found):
        return found
    return wheel_copy(wheel, package) / found.relative_to(wheel)


def wheel_copy(wheel: Path, package: str) -> Path:
    """Copies a wheel with its libraries to where every user may read it, once per version."""
    place = COPIES / f"{package}-{importlib.metadata.version(package)}"
    if not place.exists():
        COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=COPIES))
        for part in (wheel, wheel.with_name(f"{package}.libs")):
            if part.exists():
                shutil.copytree(part, draft / part.name)
        for path in (draft, *draft.rglob("*")):
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        try:
            draft.rename(place)
        except OSError:  # made by another command in the meantime
            shutil.rmtree(draft)
    return place / package
