"""Runs one reader in a process of its own: bytes on stdin, one JSON line an answer on stdout.

A hostile file may take all memory or abort the interpreter, so the process limits itself to 10 s of
CPU and 512 MB, and the reader closes every door (no file, no socket, no process) before foreign
code sees the bytes. Started by its path; no reader may load Django.
"""

import importlib
import importlib.util
import json
import os
import resource
import runpy
import sys
import types
from collections.abc import Callable, Iterable
from encodings import (  # noqa: F401 -- no file opens later
    cp437,
    cp866,
    cp1251,
    koi8_r,
    utf_8_sig,
    utf_16,
)
from pathlib import Path
from typing import Any

CPU_SECONDS = 10
MEMORY = 512 * 1024 * 1024
OUTPUT = 64 * 1024 * 1024
PROJECT = Path(__file__).parents[2]


def limit_itself() -> None:
    """Bound CPU, memory and output for good; the parent adds the wall clock."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def close_doors() -> None:
    """Leave no way to open a file or a socket or to start a process, native code included."""
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


class Unread(types.ModuleType):
    """A package whose modules are imported without it, read when a name of its own is asked."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or self.__spec__ is None or self.__spec__.loader is None:
            raise AttributeError(name)
        self.__class__ = types.ModuleType  # type: ignore[assignment]
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def leave_unread(name: str) -> None:
    spec = importlib.util.find_spec(name)
    if spec is not None:
        package = importlib.util.module_from_spec(spec)
        package.__class__ = Unread
        sys.modules[name] = package


def open_project() -> None:
    """Let readers import pure modules of the project without the package that loads Celery."""
    package = types.ModuleType("mentorship")
    package.__path__ = [str(PROJECT / "mentorship")]
    sys.modules["mentorship"] = package
    sys.path.insert(0, str(PROJECT))
    # openpyxl takes numpy and all its own charts along: most of the start of a child, for nothing.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    leave_unread("openpyxl")


def read_script(script: Path) -> Callable[..., Iterable[Any]]:
    """A script of the project is a module, which is not compiled again for each file."""
    if not script.is_relative_to(PROJECT):
        return runpy.run_path(str(script))["answer"]  # type: ignore[no-any-return]
    name = ".".join(script.relative_to(PROJECT).with_suffix("").parts)
    return importlib.import_module(name).answer  # type: ignore[no-any-return]


def main() -> None:
    """Call `answer(*arguments, content, lock)` of the script and write what it yields."""
    script, *arguments = sys.argv[1:]
    content = sys.stdin.buffer.read()
    limit_itself()
    open_project()
    answer = read_script(Path(script))
    for line in answer(*arguments, content, close_doors):
        sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace"))
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()
    # Nothing is left to put away: taking trees apart would cost as much as reading them.
    os._exit(0)


if __name__ == "__main__":
    main()
