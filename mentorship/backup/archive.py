"""The file of a copy: a ZIP with the dump, the stored files, and a manifest of their SHA-256."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from mentorship.core.exceptions import DomainError

FORMAT = 1
MANIFEST, DUMP, MEDIA = "manifest.json", "database.dump", "media/"
_BLOCK = 1 << 20
# Nothing here comes from outside of the clock: the same moment for all members.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_NOT_OURS = "Это не резервная копия наставничества"


@dataclass
class Manifest:
    """What a copy says of itself.

    `migrations` is the state of its schema, `rows` the count of rows by table, `files` the SHA-256
    of every other member of the archive.
    """

    format: int = FORMAT
    version: str = ""
    made_at: str = ""
    server: int = 0
    migrations: list[list[str]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


class Writer:
    """Adds members one after another and notes their hashes."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self.archive, self.manifest = archive, manifest

    def add(self, name: str, source: IO[bytes]) -> str:
        """Copy a stream into the archive; returns its SHA-256."""
        digest = hashlib.sha256()
        with self.archive.open(_member(name), "w", force_zip64=True) as target:
            for block in _blocks(source):
                digest.update(block)
                target.write(block)
        self.manifest.files[name] = digest.hexdigest()
        return digest.hexdigest()


@contextmanager
def writing(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """Write an archive under a temporary name; it gets its own name when it is whole.

    Only the owner may read it. Raises DomainError when the file is there or the disk is full.
    """
    if path.exists():
        raise DomainError(f"Файл «{path}» уже есть: укажите другое имя, копия ничего не затирает.")
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w") as archive:
                yield Writer(archive, manifest)
                told = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
                archive.writestr(_member(MANIFEST), told)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except OSError as error:
        raise DomainError(f"Файл «{path}» не записан: {_reason(error)}.") from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def reading(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open an archive; DomainError when it is none of ours or of a later format."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, _manifest_of(archive)
    except (zipfile.BadZipFile, EOFError) as error:
        raise DomainError(f"{_NOT_OURS}, или файл «{path}» повреждён.") from error
    except OSError as error:
        raise DomainError(f"Файл «{path}» не прочитан: {_reason(error)}.") from error


def check(archive: zipfile.ZipFile, manifest: Manifest, step: Callable[[str], None]) -> None:
    """Read the whole archive once; DomainError names the member that is not what was written."""
    for name, sha256 in manifest.files.items():
        try:
            with archive.open(name) as source:
                found = _sha256(source)
        except (KeyError, zipfile.BadZipFile):
            found = ""
        if found != sha256:
            raise DomainError(f"Копия повреждена: «{name}» не сходится с контрольной суммой.")
    step(f"Контрольные суммы сошлись: {len(manifest.files)}")


def take_out(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    """Write the stored files of an archive into a folder, readable by the owner only.

    Raises DomainError when the disk does not take them.
    """
    names = [name for name in manifest.files if name.startswith(MEDIA)]
    wanted = sum(archive.getinfo(name).file_size for name in names)
    free = shutil.disk_usage(folder.parent).free
    if wanted > free:
        raise DomainError(
            f"Не хватает места для файлов: нужно {wanted >> 20} МиБ, свободно {free >> 20} МиБ."
        )
    for name in names:
        target = folder / name.removeprefix(MEDIA)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file, archive.open(name) as source:
            for block in _blocks(source):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())


def _manifest_of(archive: zipfile.ZipFile) -> Manifest:
    try:
        manifest = Manifest(**json.loads(archive.read(MANIFEST)))
    except (KeyError, TypeError, ValueError) as error:
        raise DomainError(f"{_NOT_OURS}: в файле нет описи «{MANIFEST}».") from error
    if manifest.format > FORMAT:
        raise DomainError("Копия сделана более новой программой: сначала обновите эту.")
    for name in manifest.files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not (name == DUMP or name.startswith(MEDIA)):
            raise DomainError(f"{_NOT_OURS}: лишнее имя «{name}».")
    if DUMP not in manifest.files:
        raise DomainError(f"{_NOT_OURS}: в ней нет базы данных.")
    return manifest


def _member(name: str) -> zipfile.ZipInfo:
    """A member that is not compressed again: dumps, PDF and DOCX are compressed already."""
    member = zipfile.ZipInfo(name, _MOMENT)
    member.external_attr = 0o600 << 16
    return member


def _sha256(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for block in _blocks(source):
        digest.update(block)
    return digest.hexdigest()


def _blocks(source: IO[bytes]) -> Iterator[bytes]:
    while block := source.read(_BLOCK):
        yield block


def _reason(error: OSError) -> str:
    words = {28: "на диске нет места", 2: "нет такой папки или файла", 13: "нет прав на запись"}
    return words.get(error.errno or 0, error.strerror or "ошибка ввода-вывода")
