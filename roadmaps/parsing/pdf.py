"""Whether a PDF holds text or only a picture of it; nothing more of a PDF is read."""

import re
import zlib

FONT = b"/Font"
OBJECT_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
MOST_STREAMS = 200
LONGEST_STREAM = 1_000_000  # bytes unpacked: fonts are named at once


def has_text(content: bytes) -> bool:
    """Text needs a font; a scan has none. Newer files name fonts inside packed objects."""
    return FONT in content or any(FONT in _unpacked(content, at) for at in _starts(content))


def _starts(content: bytes) -> list[int]:
    found = OBJECT_STREAM.finditer(content)
    return [match.end() for match, _ in zip(found, range(MOST_STREAMS), strict=False)]


def _unpacked(content: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(content[start:], LONGEST_STREAM)
    except zlib.error:
        return b""
