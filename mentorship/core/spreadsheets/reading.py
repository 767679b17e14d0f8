"""Reading of uploaded tables: checked by structure here, parsed in a limited child process."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mentorship.core.limited import run_limited
from mentorship.core.spreadsheets.as_json import sheet_from_json
from mentorship.core.spreadsheets.contents import UnreadableFile, Workbook
from mentorship.core.spreadsheets.precheck import examine, locked

_CHILD = Path(__file__).with_name("child.py")
MAX_PASTE = 2_000_000  # characters
_TOO_MUCH = (
    "Таблица слишком сложна: её разбор занял слишком много времени или памяти. Оставьте в файле "
    "одну таблицу с данными, удалите лишние строки и столбцы и сохраните её заново как {suffix}."
)
_DTD = (
    "В файле есть служебные объявления XML, которых в таблицах не бывает. Откройте его в {program} "
    "и сохраните заново как {suffix}."
)
_BROKEN = (
    "Содержимое файла не удалось разобрать: он повреждён или записан необычной программой. "
    "Откройте его в {program}, сохраните заново как {suffix} и загрузите ещё раз."
)
_ENCODING = (
    "Не удалось понять кодировку текста. Сохраните таблицу в Excel как «CSV UTF-8» или как .xlsx."
)


def read_workbook(content: bytes, filename: str = "") -> Workbook:
    """Read the first 100 columns and 10,000 rows of every sheet of an .xlsx, .xls, .ods or .csv.

    Of a .docx each table is a sheet, or all its lines are one when it has no table. The name only
    tells a text table from other text. Every refusal is an UnreadableFile with a Russian text for
    the user; a hostile file costs at most 10 s of CPU, 20 s and 512 MB of a child.
    """
    kind, notes = examine(content, filename)
    return _read(kind, content, notes)


def read_paste(text: str) -> Workbook:
    """Read what was pasted from Word or Excel, or typed as a list; refusals as of a file."""
    if not text.strip():
        raise UnreadableFile("Вставьте таблицу или список: поле пустое.")
    if len(text) > MAX_PASTE:
        raise UnreadableFile("Текст слишком длинный. Сохраните таблицу как .xlsx и загрузите файл.")
    return _read("paste", text.encode("utf-8", "replace"), ())


def _read(kind: str, content: bytes, notes: tuple[str, ...]) -> Workbook:
    answers = run_limited(_CHILD, content, kind, refusal=_refusal(kind, "too_much"))
    last: Mapping[str, Any] = answers[-1] if answers else {"refused": "damaged"}
    if code := last.get("refused"):
        raise _refusal(kind, code)
    return Workbook(kind, tuple(sheet_from_json(line) for line in answers[:-1]), notes)


def _refusal(kind: str, code: str) -> UnreadableFile:
    if code == "locked":
        return locked()
    texts = {"too_much": _TOO_MUCH, "dtd": _DTD, "encoding": _ENCODING}
    program, suffix = ("Word", ".docx") if kind == "docx" else ("Excel", ".xlsx")
    return UnreadableFile(texts.get(code, _BROKEN).format(program=program, suffix=suffix))
