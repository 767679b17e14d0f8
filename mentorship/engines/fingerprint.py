"""Skips what is up to date: a stamp in the data folder keeps the hash of what was prepared."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from mentorship.engines.folder import PROJECT

APPLICATIONS = ("mentorship", "roadmaps", "monitoring")
# What `manage.py setup` puts into the database; the lock file stands for migrations of libraries.
SETUP_SOURCES = (
    "**/migrations/*.py",
    "**/reference/**/*",
    "**/reference*.py",
    "**/grants.py",
    "schema.py",
    "**/management/commands/setup.py",
)
STATIC_SOURCES = ("static/**/*", "**/static/**/*")


def setup_sources() -> list[Path]:
    folders = [PROJECT / name for name in APPLICATIONS]
    found = [path for folder in folders for glob in SETUP_SOURCES for path in folder.glob(glob)]
    return [PROJECT / "requirements.txt", PROJECT / "mentorship/settings.py", *found]


def static_sources() -> list[Path]:
    folders = [PROJECT / name for name in APPLICATIONS]
    found = [path for folder in folders for glob in STATIC_SOURCES for path in folder.glob(glob)]
    own = PROJECT.joinpath("static").rglob("*")
    return [PROJECT / "requirements.txt", PROJECT / "mentorship/settings.py", *own, *found]


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """Hash of the files' names and bytes and of whatever else the result depends on."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in sorted(set(paths)):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(b"\0" + bytes(path.relative_to(PROJECT)) + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()


class Stamp:
    """A file that says for which fingerprint something has been done to the end."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def says(self, mark: str) -> bool:
        return self.path.exists() and self.path.read_text() == mark

    def write(self, mark: str) -> None:
        draft = self.path.with_suffix(".draft")
        draft.write_text(mark)
        draft.replace(self.path)
