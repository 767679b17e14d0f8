"""Names of files people download: safe in every system, Russian in every browser."""

import re
import unicodedata

from django.utils.http import content_disposition_header

# Windows refuses these; the slash and the backslash would make a path.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*%]')
_MAX_BYTES = 200


def safe_filename(filename: str) -> str:
    """Return the name without path signs, control and direction marks, at most 200 bytes long.

    The extension survives the cut; a name of which nothing is left becomes «файл».
    """
    printable = "".join(
        character if character.isprintable() else " "
        for character in unicodedata.normalize("NFC", filename)
        if unicodedata.category(character) not in ("Cf", "Cs")
    )
    clean = " ".join(_FORBIDDEN.sub("_", printable).split()).strip(". ")
    stem, dot, extension = clean.rpartition(".")
    if not dot or len(extension) > 8:
        stem, extension = clean, ""
    tail = f".{extension}" if extension else ""
    cut = stem.encode()[: _MAX_BYTES - len(tail.encode())].decode("utf-8", "ignore").strip()
    return f"{cut}{tail}" if cut else f"файл{tail}"


def content_disposition(filename: str) -> str:
    """Return the header that saves a download under this name (RFC 6266, with `filename*`)."""
    header = content_disposition_header(True, safe_filename(filename))
    return str(header)
