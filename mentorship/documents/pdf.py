"""PDF through WeasyPrint in a warm, limited child process; works without Pango by saying so."""

import atexit
import ctypes
import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import IO

from mentorship.core.exceptions import DomainError

WALL_SECONDS = 30
RENDERS_OF_A_CHILD = 300

_CHILD = Path(__file__).with_name("pdf_child.py")
_LENGTH = 8
# Brings Pango, HarfBuzz, fontconfig and GLib with it; without it WeasyPrint does not import.
_PANGO = "libpangoft2-1.0.so.0"
_TOO_LONG = "Документ слишком велик: PDF не построен за отведённое время. Разделите приложение."
_FAILED = "PDF не удалось построить. Скачайте документ в формате Word."

log = logging.getLogger(__name__)


@cache
def pdf_is_available() -> bool:
    """Whether Pango is installed; without it documents are given as DOCX and as a print page."""
    try:
        ctypes.CDLL(_PANGO)
    except OSError:
        return False
    return True


class PdfProcess:
    """One child of this process, started at the first document; a lock lets one in at a time.

    A child that takes longer than `wall_seconds` is killed; one killed from outside is started
    anew and asked once more. After a fork the new process starts a child of its own.
    """

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        self.wall_seconds = wall_seconds
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._left = 0

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def render(self, html: str, css: str, *, seconds: float | None = None) -> bytes:
        """Return the PDF; DomainError in Russian when it takes too long or cannot be made.

        `seconds` is the patience of a worker, where a page would wait `wall_seconds`.
        """
        question = json.dumps({"html": html, "css": css}).encode()
        with self._lock:
            is_warm = self._is_running()
            try:
                return self._ask(question, seconds)
            except (BrokenPipeError, EOFError):
                self.stop()
                if not is_warm:
                    raise DomainError(_FAILED) from None
            try:
                return self._ask(question, seconds)
            except (BrokenPipeError, EOFError):
                self.stop()
                raise DomainError(_FAILED) from None

    def render_many(self, pages: Iterable[str], css: str) -> bytes:
        """One PDF of several texts: each is laid out by itself, within the time of one document.

        A child of its own does it and keeps the pages until the last; nothing is asked twice, the
        caller begins anew. DomainError as in `render`.
        """
        with self._lock:
            self.stop()
            try:
                for html in pages:
                    self._ask(json.dumps({"html": html, "css": css, "keep": True}).encode())
                return self._ask(json.dumps({"finish": True}).encode())
            except (BrokenPipeError, EOFError):
                raise DomainError(_FAILED) from None
            finally:
                self.stop()

    def stop(self) -> None:
        """End the child; one of another process is left to it."""
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()

    def _is_running(self) -> bool:
        return (
            self._child is not None
            and self._owner == os.getpid()
            and self._left > 0
            and self._child.poll() is None
        )

    def _ask(self, question: bytes, seconds: float | None = None) -> bytes:
        questions, answers = self._pipes()
        self._left -= 1
        questions.write(len(question).to_bytes(_LENGTH) + question)
        questions.flush()
        deadline = time.monotonic() + (seconds or self.wall_seconds)
        head = self._read(answers, 1 + _LENGTH, deadline)
        content = self._read(answers, int.from_bytes(head[1:]), deadline)
        if head[:1] == b"D":
            return content
        self.stop()
        log.warning("a document was not rendered: %s", content.decode("ascii", "replace"))
        raise DomainError(_TOO_LONG if head[:1] == b"M" else _FAILED)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        child = self._child
        if child is None or not self._is_running():
            self.stop()
            child = self._child = subprocess.Popen(
                [sys.executable, "-I", "-B", str(_CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"LC_ALL": "C.UTF-8"},
                cwd="/",
            )
            self._owner, self._left = os.getpid(), RENDERS_OF_A_CHILD
        if child.stdin is None or child.stdout is None:
            raise EOFError
        return child.stdin, child.stdout

    def _read(self, answers: IO[bytes], length: int, deadline: float) -> bytes:
        """Read exactly so many bytes; kill the child at the deadline."""
        descriptor, taken = answers.fileno(), bytearray()
        while len(taken) < length:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                self.stop()
                log.warning("a document took too long")
                raise DomainError(_TOO_LONG)
            part = os.read(descriptor, min(length - len(taken), 1 << 20))
            if not part:
                raise EOFError
            taken += part
        return bytes(taken)


PDF = PdfProcess()
atexit.register(PDF.stop)
