"""Structure of a zipped document, judged by the archive's directory alone; nothing is unpacked."""

import io
import stat
import struct
import zipfile

MAX_UNPACKED = 50 * 1024 * 1024
MAX_PART = 20 * 1024 * 1024
MAX_RATIO = 100
MAX_PARTS = 200
# A short part may be all zeros; only a part that grows past this is judged by its ratio.
_RATIO_FROM = 1024 * 1024


class ArchiveError(Exception):
    """The archive is unfit: what kind of refusal it earns, and in Russian what is wrong inside."""

    def __init__(self, kind: str, what: str = "") -> None:
        super().__init__(what or kind)
        self.kind = kind
        self.what = what


def inspect_archive(content: bytes) -> list[zipfile.ZipInfo]:
    """Return the directory of a zip within all limits.

    Anything else raises ArchiveError of the kind «damaged», «locked», «odd» or «too_big».
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    # RuntimeError: the library's word for a packing it does not know.
    except (zipfile.BadZipFile, RuntimeError, ValueError, struct.error, OverflowError):
        raise ArchiveError("damaged") from None
    _refuse_foreign_bytes(content, parts)
    _refuse_sizes(parts)
    for part in parts:
        _refuse_odd_part(part)
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise ArchiveError("odd", "две части с одним именем")
    return parts


def _refuse_foreign_bytes(content: bytes, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse bytes before the first part, after the end, and parts lying on one another."""
    end = content.rfind(b"PK\x05\x06")
    if end + 22 + struct.unpack_from("<H", content, end + 20)[0] != len(content):
        raise ArchiveError("odd", "после конца архива есть посторонние данные")
    position = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < position or (position == 0 and part.header_offset):
            raise ArchiveError("odd", "части архива наложены друг на друга")
        position = part.header_offset + 30 + part.compress_size


def _refuse_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise ArchiveError("too_big", f"частей больше {MAX_PARTS}")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ArchiveError("too_big", "после распаковки больше 50 МБ")
    for part in parts:
        if part.file_size > MAX_PART:
            raise ArchiveError("too_big", "одна из частей больше 20 МБ")
        if part.file_size > max(_RATIO_FROM, part.compress_size * MAX_RATIO):
            raise ArchiveError("too_big", "данные сжаты более чем в 100 раз")


def _refuse_odd_part(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename
    if part.flag_bits & 0x1:
        raise ArchiveError("locked")
    if ".." in name.split("/") or name.startswith("/") or "\\" in name or ":" in name:
        raise ArchiveError("odd", "имя части указывает за пределы архива")
    if not name or not name.isprintable():
        raise ArchiveError("odd", "в имени части есть служебные знаки")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise ArchiveError("odd", "внутри лежит ссылка вместо файла")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError("odd", "применён редкий способ сжатия")
