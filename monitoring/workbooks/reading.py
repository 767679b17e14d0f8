"""A workbook of a stranger: checked by structure here, read and filled in a limited process."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mentorship.core.exceptions import DomainError
from mentorship.core.limited import run_limited
from mentorship.core.spreadsheets.archive import inspect_archive
from mentorship.core.spreadsheets.precheck import examine

LARGEST = 2 * 1024 * 1024
_CHILD = Path(__file__).with_name("child.py")
_SAVE_AS = (
    "Откройте файл в Excel, выберите «Файл → Сохранить как → Книга Excel (.xlsx)» и загрузите её."
)
_OTHER_KINDS = {
    "xls": f"Это книга старого Excel (.xls). {_SAVE_AS}",
    "ods": f"Это таблица OpenDocument (.ods). {_SAVE_AS}",
    "csv": f"Это текст, а не книга Excel: в нём нет ни ячеек, ни оформления. {_SAVE_AS}",
    "docx": "Это документ Word. Форма отчёта – книга Excel (.xlsx).",
}
_REFUSED = {
    "damaged": f"Содержимое книги не удалось разобрать: она повреждена. {_SAVE_AS}",
    "dtd": f"В файле есть служебные объявления XML, которых в книгах не бывает. {_SAVE_AS}",
    "too_much": (
        "В книге слишком много ячеек. Оставьте в ней только листы формы, удалите пустые "
        "отформатированные строки и сохраните заново."
    ),
}
_EMBEDDED = (
    ("xl/embeddings/", "вложенный файл"),
    ("xl/activex/", "элемент управления ActiveX"),
    ("xl/ctrlprops/", "элемент управления формы"),
)
_BROKEN = DomainError(
    "Книгу не удалось прочитать: её разбор занял слишком много времени или памяти. Оставьте в ней "
    "только листы формы и сохраните заново."
)


def scan_form(content: bytes, filename: str = "") -> dict[str, Any]:
    """What a workbook holds, as `layouts.layout_of` takes it; a refusal is a DomainError.

    Refused are .xls, macros, passwords, embedded files, bombs and whatever cannot be read.
    """
    _refuse_unfit(content, filename)
    scan = _ask("scan", content, {})
    if scan.pop("reaches_out"):
        raise DomainError(
            "Книга обращается к другой программе (связь DDE или OLE): удалите эту связь."
        )
    if not any(sheet["marked"] for sheet in scan["sheets"]):
        raise DomainError(
            "В книге нет ни одного имени в двойных скобках: заполнять нечего. Впишите в ячейки "
            "имена, например {{ organization.name }}, и загрузите файл снова."
        )
    return scan


def fill_workbook(content: bytes, plan: Mapping[str, Any]) -> bytes:
    """The workbook with blocks repeated and values put in."""
    filled: str = _ask("fill", content, plan)["xlsx"]
    return base64.b64decode(filled)


def _ask(action: str, content: bytes, plan: Mapping[str, Any]) -> dict[str, Any]:
    part = json.dumps(plan, ensure_ascii=False).encode("utf-8", "replace")
    question = len(part).to_bytes(8, "big") + part + content
    (answer,) = run_limited(_CHILD, question, action, refusal=_BROKEN)
    if code := answer.get("refused"):
        raise DomainError(_REFUSED.get(code, _REFUSED["damaged"]))
    return answer


def _refuse_unfit(content: bytes, filename: str) -> None:
    if len(content) > LARGEST:
        raise DomainError("Форма больше 2 МБ: уменьшите рисунки и удалите лишние листы.")
    kind, _notes = examine(content, filename)
    if kind != "xlsx":
        raise DomainError(_OTHER_KINDS[kind])
    names = [part.filename.lower() for part in inspect_archive(content)]
    for start, what in _EMBEDDED:
        if any(name.startswith(start) for name in names):
            raise DomainError(f"В книге есть {what}: удалите его и загрузите форму снова.")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise DomainError(f"В книге есть макросы, такие формы не принимаются. {_SAVE_AS}")
