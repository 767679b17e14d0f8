"""Files from people: judged by their structure here, parsed in a limited child process."""

from pathlib import Path, PurePath

from mentorship.core.limited import run_limited
from mentorship.core.spreadsheets import ole
from mentorship.core.spreadsheets.archive import ArchiveError, inspect_archive
from roadmaps.parsing import ParsedRoadmap, RoadmapError, parsed_from_json

LARGEST_FILE = 10 * 1024 * 1024  # bytes

_CHILD = Path(__file__).parent / "parsing" / "child.py"
_EXTENSIONS = frozenset({".doc", ".docx", ".xlsx"})
_TOO_LARGE = "Файл больше 10 МБ. Удалите из него рисунки или скопируйте таблицу и вставьте её сюда."
_TOO_MUCH = (
    "Файл слишком сложен или повреждён: разобрать его за отведённые время и память не удалось. "
    "Оставьте в нём только таблицу дорожной карты или скопируйте её и вставьте сюда."
)
_MACROS = (
    "В файле есть макросы, такие файлы не принимаются. Сохраните его как .docx или .xlsx и "
    "загрузите ещё раз."
)
_UNFIT = {
    "damaged": (
        "Файл повреждён или загружен не до конца. Откройте его, сохраните заново и загрузите "
        "ещё раз."
    ),
    "locked": (
        "Файл защищён паролем. Снимите пароль (Файл → Сведения → Защита), сохраните файл и "
        "загрузите его ещё раз."
    ),
    "odd": (
        "Файл собран необычно: {what}. Откройте его в Word или Excel, сохраните заново и загрузите "
        "ещё раз."
    ),
    "too_big": (
        "Файл слишком велик внутри: {what}. Удалите из него рисунки и всё лишнее или скопируйте "
        "таблицу и вставьте её сюда."
    ),
}


def parse_upload(content: bytes, filename: str) -> ParsedRoadmap:
    """The roadmap in a file of any supported format, read as `parse` reads it.

    Raises RoadmapError with a Russian text; a hostile file costs at most 10 s of CPU, 20 s and
    512 MB of a child. Of the name only a known extension is used.
    """
    if len(content) > LARGEST_FILE:
        raise RoadmapError(_TOO_LARGE)
    if content.startswith(b"PK\x03\x04"):
        _check_archive(content)
    if content.startswith(ole.SIGNATURE) and _is_locked(content):
        raise RoadmapError(_UNFIT["locked"])
    extension = PurePath(filename.lower()).suffix
    known = extension if extension in _EXTENSIONS else ""
    (answer,) = run_limited(_CHILD, content, known, refusal=RoadmapError(_TOO_MUCH))
    if refused := answer.get("refused"):
        raise RoadmapError(refused)
    return parsed_from_json(answer["roadmap"])


def _check_archive(content: bytes) -> None:
    try:
        parts = inspect_archive(content)
    except ArchiveError as fault:
        raise RoadmapError(_UNFIT[fault.kind].format(what=fault.what)) from None
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise RoadmapError(_MACROS)


def _is_locked(content: bytes) -> bool:
    """Leave a damaged container to the reader: it tells an old Word file by its name."""
    try:
        return ole.is_locked(content)
    except ValueError:
        return False
