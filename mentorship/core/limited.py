"""A file of a stranger is read in a limited child process, never in the one that serves pages."""

import json
import logging
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

from mentorship.core.exceptions import DomainError

WALL_SECONDS = 20

_CHILD = Path(__file__).with_name("limited_child.py")

log = logging.getLogger(__name__)


def run_limited(
    script: Path, content: bytes, *arguments: str, refusal: DomainError
) -> list[dict[str, Any]]:
    """Return what `answer(*arguments, content, lock)` of the script yields, as it came by JSON.

    A child that breaks, or is killed over 10 s of CPU, 20 s or 512 MB, raises the refusal. The
    bytes are handed over in memory: a file with personal data is never written to a disk.
    Arguments are seen in the list of processes, so they must hold nothing personal.
    """
    with _memory_file("given") as given, _memory_file("taken") as taken:
        given.write(content)
        given.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-I", str(_CHILD), str(script), *arguments],
            stdin=given,
            stdout=taken,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        try:
            code = child.wait() if _ends_in_time(child.pid) else None
        finally:
            child.kill()
            child.wait()
        if code != 0:
            log.warning("the limited reader of %s ended with %s", script.parent.name, code)
            raise refusal
        taken.seek(0)
        return [json.loads(line) for line in taken.read().splitlines()]


def _ends_in_time(pid: int) -> bool:
    """Wait for the end itself: `Popen.wait` with a limit looks for it every 50 ms only."""
    process = os.pidfd_open(pid)
    try:
        ended = select.poll()
        ended.register(process, select.POLLIN)
        return bool(ended.poll(WALL_SECONDS * 1000))
    finally:
        os.close(process)


def _memory_file(name: str) -> Any:
    return os.fdopen(os.memfd_create(name, os.MFD_CLOEXEC), "w+b")
