"""Reading of uploaded tables: checked by structure here, parsed in a limited child process."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mentorship.core.limited import run_limited
from mentorship.core.spreadsheets.as_json import sheet_from_json
from mentorship.core.spreadsheets.contents import UnreadableFile, Workbook
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


def read_workbook(content: bytes, filename: str = "") -> Workbook:
    """Read the first 100 columns and 10,000 rows of every sheet of an .xlsx, .xls, .ods or .csv.

    The name only tells a text table from other text. Every refusal is an UnreadableFile with a
    Russian text for the user; a hostile file costs at most 10 s of CPU, 20 s and 512 MB of a child.
    """
    kind, notes = examine(content, filename)
    answers = run_limited(_CHILD, content, kind, refusal=UnreadableFile(_TOO_MUCH))
    return Workbook(kind, tuple(sheet_from_json(line) for line in _sheets(answers)), notes)


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
