"""Structure of a zipped workbook, judged by the archive's directory alone; nothing is unpacked."""

import io
import stat
import struct
import zipfile

from mentorship.core.spreadsheets.contents import UnreadableFile

MAX_UNPACKED = 50 * 1024 * 1024
MAX_PART = 20 * 1024 * 1024
MAX_RATIO = 100
MAX_PARTS = 200
# A short part may be all zeros; only a part that grows past this is judged by its ratio.
_RATIO_FROM = 1024 * 1024

_DAMAGED = (
    "Файл повреждён или загружен не до конца. Откройте его в Excel, сохраните заново как .xlsx "
    "и загрузите ещё раз."
)
_ODD = (
    "Файл собран необычно: {what}. Откройте его в Excel и сохраните заново как .xlsx — "
    "обычная книга Excel читается."
)
_TOO_BIG = (
    "Файл слишком велик внутри: {what}. Удалите из книги рисунки, лишние листы и пустые "
    "отформатированные строки и сохраните её заново."
)
_LOCKED = (
    "Файл защищён паролем. Снимите пароль в Excel (Файл → Сведения → Защита книги), сохраните "
    "книгу и загрузите её ещё раз."
)


def inspect_archive(content: bytes) -> list[zipfile.ZipInfo]:
    """Return the directory of a zip within all limits; anything else raises UnreadableFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError):
        raise UnreadableFile(_DAMAGED) from None
    _refuse_foreign_bytes(content, parts)
    _refuse_sizes(parts)
    for part in parts:
        _refuse_odd_part(part)
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise UnreadableFile(_ODD.format(what="две части с одним именем"))
    return parts


def locked() -> UnreadableFile:
    """Return the refusal of a file under a password."""
    return UnreadableFile(_LOCKED)


def damaged() -> UnreadableFile:
    """Return the refusal of a file cut short or broken."""
    return UnreadableFile(_DAMAGED)


def _refuse_foreign_bytes(content: bytes, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse bytes before the first part, after the end, and parts lying on one another."""
    end = content.rfind(b"PK\x05\x06")
    if end + 22 + struct.unpack_from("<H", content, end + 20)[0] != len(content):
        raise UnreadableFile(_ODD.format(what="после конца архива есть посторонние данные"))
    position = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < position or (position == 0 and part.header_offset):
            raise UnreadableFile(_ODD.format(what="части архива наложены друг на друга"))
        position = part.header_offset + 30 + part.compress_size


def _refuse_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise UnreadableFile(_TOO_BIG.format(what=f"частей больше {MAX_PARTS}"))
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableFile(_TOO_BIG.format(what="после распаковки больше 50 МБ"))
    for part in parts:
        if part.file_size > MAX_PART:
            raise UnreadableFile(_TOO_BIG.format(what="один из листов больше 20 МБ"))
        if part.file_size > max(_RATIO_FROM, part.compress_size * MAX_RATIO):
            raise UnreadableFile(_TOO_BIG.format(what="данные сжаты более чем в 100 раз"))


def _refuse_odd_part(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename
    if part.flag_bits & 0x1:
        raise locked()
    if ".." in name.split("/") or name.startswith("/") or "\\" in name or ":" in name:
        raise UnreadableFile(_ODD.format(what="имя части указывает за пределы архива"))
    if not name or not name.isprintable():
        raise UnreadableFile(_ODD.format(what="в имени части есть служебные знаки"))
    if stat.S_ISLNK(part.external_attr >> 16):
        raise UnreadableFile(_ODD.format(what="внутри лежит ссылка вместо файла"))
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableFile(_ODD.format(what="применён редкий способ сжатия"))
