"""Runs one reader in a process of its own: bytes on stdin, one JSON line an answer on stdout.

A hostile file may take all memory or abort the interpreter, so the process limits itself to 10 s of
CPU and 512 MB, and the reader closes every door (no file, no socket, no process) before foreign
code sees the bytes. Started by its path; no reader may load Django.
"""

import json
import resource
import runpy
import sys
import types
from encodings import (  # noqa: F401 -- no file opens later
    cp437,
    cp866,
    cp1251,
    koi8_r,
    utf_8_sig,
    utf_16,
)
from pathlib import Path

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


def open_project() -> None:
    """Let readers import pure modules of the project without the package that loads Celery."""
    package = types.ModuleType("mentorship")
    package.__path__ = [str(PROJECT / "mentorship")]
    sys.modules["mentorship"] = package
    # openpyxl takes numpy along where it finds it: half of the start of a child, for nothing.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    sys.path.insert(0, str(PROJECT))


def main() -> None:
    """Call `answer(*arguments, content, lock)` of the script and write what it yields."""
    script, *arguments = sys.argv[1:]
    content = sys.stdin.buffer.read()
    limit_itself()
    open_project()
    answer = runpy.run_path(script)["answer"]
    for line in answer(*arguments, content, close_doors):
        sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace"))
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
