"""Names inside an OLE container (.xls, .doc, encrypted .xlsx), without reading any stream."""

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# How the stream of an Excel 97 book begins, and the record that tells of its encryption.
_BOOK_BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS = 0x2F
_ENTRY_SIZE = 128
_HEADER_FAT_SECTORS = 109
_SECTOR_SHIFTS = (9, 12)  # sectors of 512 or 4,096 bytes, no other
_NO_SECTOR = 0xFFFFFFFA  # this and above are marks: end of chain, free, allocation table


def stream_names(content: bytes) -> frozenset[str]:
    """List the top level of the container; a damaged one raises ValueError.

    The top level alone tells the kind: a Word file may carry a whole Excel book one level down.
    """
    try:
        entries = list(_directory(content))
        return frozenset(_level(entries, entries[0][4]))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError("damaged container") from error


def is_locked(content: bytes) -> bool:
    """Say whether a password hides a new document wrapped in here, or an Excel 97 book."""
    wrapped = {"EncryptedPackage", "EncryptionInfo"} & stream_names(content)
    return bool(wrapped) or has_password(content)


def has_password(content: bytes) -> bool:
    """Say whether the Excel 97 book inside is encrypted; the mark is among its first records."""
    position = content.find(_BOOK_BEGINS)
    for _ in range(4):
        if position < 0 or position + 4 > len(content):
            return False
        code, length = struct.unpack_from("<HH", content, position)
        if code == _FILEPASS:
            return True
        position += 4 + length
    return False


def _directory(content: bytes) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield (name, kind, left, right, child) of each entry in the directory chain."""
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in _SECTOR_SHIFTS:
        raise ValueError("damaged container")
    sector_size = 1 << shift
    (sector,) = struct.unpack_from("<I", content, 48)
    seen: set[int] = set()
    while sector < _NO_SECTOR and sector not in seen:
        seen.add(sector)
        start = (sector + 1) * sector_size
        for offset in range(start, start + sector_size, _ENTRY_SIZE):
            (length,) = struct.unpack_from("<H", content, offset + 64)
            name = content[offset : offset + max(min(length, 64) - 2, 0)].decode("utf-16-le")
            kind = content[offset + 66]
            yield name, kind, *struct.unpack_from("<III", content, offset + 68)
        sector = _next_sector(content, sector, sector_size)


def _next_sector(content: bytes, sector: int, sector_size: int) -> int:
    """Follow the allocation table; only its part listed in the header, enough for 7 MB."""
    index, place = divmod(sector, sector_size // 4)
    if index >= _HEADER_FAT_SECTORS:
        return _NO_SECTOR
    (fat_sector,) = struct.unpack_from("<I", content, 76 + index * 4)
    if fat_sector >= _NO_SECTOR:
        return _NO_SECTOR
    (following,) = struct.unpack_from("<I", content, (fat_sector + 1) * sector_size + place * 4)
    return int(following)


def _level(entries: list[tuple[str, int, int, int, int]], first: int) -> Iterator[str]:
    """Walk the tree of siblings that starts at an entry."""
    waiting, seen = [first], set()
    while waiting:
        index = waiting.pop()
        if index >= len(entries) or index in seen:
            continue
        seen.add(index)
        name, _, left, right, _ = entries[index]
        waiting += [left, right]
        yield name
