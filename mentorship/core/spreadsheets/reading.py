"""Reading of uploaded tables: checked by structure here, parsed in a limited child process."""

import datetime as dt
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from mentorship.core.spreadsheets.archive import locked
from mentorship.core.spreadsheets.contents import (
    Cell,
    Merged,
    Sheet,
    UnreadableFile,
    Workbook,
)
from mentorship.core.spreadsheets.precheck import examine

WALL_SECONDS = 20

_CHILD = Path(__file__).with_name("child.py")
_TOO_MUCH = (
    "Таблица слишком сложна: её разбор занял слишком много времени или памяти. Оставьте в книге "
    "один лист с данными, удалите лишние строки и столбцы и сохраните её заново как .xlsx."
)
_DTD = (
    "В файле есть служебные объявления XML, которых в таблицах не бывает. Откройте его в Excel и "
    "сохраните заново как .xlsx."
)
_BROKEN = (
    "Содержимое файла не удалось разобрать: он повреждён или записан необычной программой. "
    "Откройте его в Excel, сохраните заново как .xlsx и загрузите ещё раз."
)
_ENCODING = (
    "Не удалось понять кодировку текста. Сохраните таблицу в Excel как «CSV UTF-8» или как .xlsx."
)
_READERS: Mapping[str, Callable[[str], Cell]] = {
    "d": dt.date.fromisoformat,
    "m": dt.datetime.fromisoformat,
    "t": dt.time.fromisoformat,
}

log = logging.getLogger(__name__)


def read_workbook(content: bytes, filename: str = "") -> Workbook:
    """Read the first 100 columns and 10,000 rows of every sheet of an .xlsx, .xls, .ods or .csv.

    The name only tells a text table from other text. Every refusal is an UnreadableFile with a
    Russian text for the user; a hostile file costs at most 10 s of CPU, 20 s and 512 MB of a child.
    """
    kind, notes = examine(content, filename)
    return Workbook(kind, tuple(_sheet(line) for line in _run_child(kind, content)), notes)


def _run_child(kind: str, content: bytes) -> list[dict[str, Any]]:
    """Hand the bytes over in memory: a file with personal data is never written to a disk."""
    with _memory_file("workbook") as given, _memory_file("sheets") as taken:
        given.write(content)
        given.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-I", "-B", str(_CHILD), kind],
            stdin=given,
            stdout=taken,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        try:
            code = child.wait(timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            child.kill()
            child.wait()
        if code != 0:
            log.warning("the reader of a spreadsheet ended with %s", code)
            raise UnreadableFile(_TOO_MUCH)
        taken.seek(0)
        return _lines(taken.read())


def _memory_file(name: str) -> Any:
    return os.fdopen(os.memfd_create(name, os.MFD_CLOEXEC), "w+b")


def _lines(output: bytes) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in output.splitlines()]
    last: Mapping[str, Any] = lines[-1] if lines else {"refused": "damaged"}
    if code := last.get("refused"):
        raise _refusal(code)
    return lines[:-1]


def _refusal(code: str) -> UnreadableFile:
    if code == "locked":
        return locked()
    texts = {"too_much": _TOO_MUCH, "dtd": _DTD, "encoding": _ENCODING}
    return UnreadableFile(texts.get(code, _BROKEN))


def _sheet(line: Mapping[str, Any]) -> Sheet:
    return Sheet(
        name=line["name"],
        rows=tuple(tuple(_cell(value) for value in row) for row in line["rows"]),
        hidden=line["hidden"],
        merged=tuple(Merged(*corners) for corners in line["merged"]),
        hidden_rows=frozenset(line["hidden_rows"]),
        hidden_columns=frozenset(line["hidden_columns"]),
        truncated=line["truncated"],
    )


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return _READERS[kind](text)
    cell: Cell = value
    return cell
