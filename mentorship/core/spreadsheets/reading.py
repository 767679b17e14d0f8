"""Reading of uploaded tables: checked by structure here, parsed in a limited child process."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from mentorship.core.limited import run_limited
from mentorship.core.spreadsheets.contents import (
    Cell,
    Merged,
    Sheet,
    UnreadableFile,
    Workbook,
)
from mentorship.core.spreadsheets.precheck import examine, locked

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


def read_workbook(content: bytes, filename: str = "") -> Workbook:
    """Read the first 100 columns and 10,000 rows of every sheet of an .xlsx, .xls, .ods or .csv.

    The name only tells a text table from other text. Every refusal is an UnreadableFile with a
    Russian text for the user; a hostile file costs at most 10 s of CPU, 20 s and 512 MB of a child.
    """
    kind, notes = examine(content, filename)
    answers = run_limited(_CHILD, content, kind, refusal=UnreadableFile(_TOO_MUCH))
    return Workbook(kind, tuple(_sheet(line) for line in _sheets(answers)), notes)


def _sheets(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    last: Mapping[str, Any] = answers[-1] if answers else {"refused": "damaged"}
    if code := last.get("refused"):
        raise _refusal(code)
    return answers[:-1]


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
