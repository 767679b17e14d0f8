"""Reads one uploaded roadmap in a limited process (`core.limited`): one answer for `uploads`."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from mentorship.core.guarded_xml import RefusalError, guarded_parser, parse_part
from roadmaps.parsing.as_json import parsed_to_json
from roadmaps.parsing.documents import DAMAGED, WORD, ZIP, refused
from roadmaps.parsing.errors import RoadmapError
from roadmaps.parsing.parse import parse


def answer(
    filename: str, content: bytes, lock: Callable[[], None]
) -> Iterator[dict[str, dict[str, Any] | str]]:
    """Yield {"roadmap"} or {"refused": text}; `lock` is called before a foreign reader starts."""
    try:
        if content.startswith(ZIP):
            check_archive(content)
        lock()
        yield {"roadmap": parsed_to_json(parse(content, filename=filename))}
    except RoadmapError as refusal:
        yield {"refused": str(refusal)}


def check_archive(content: bytes) -> None:
    """Unpack every XML part once; a document type or a broken text of the document is refused.

    The text of a Word document is walked by a guarded parser anyway: here only its beginning is.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for part in archive.infolist():
                name = part.filename.lower()
                if name.endswith((".xml", ".rels")):
                    is_text = part.filename == WORD
                    content_of_part = archive.read(part)[: 2 if is_text else None]
                    matters = name == WORD and not is_text
                    parse_part(guarded_parser(), content_of_part, matters=matters)
    except RefusalError as refusal:
        raise refused(refusal) from refusal
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise RoadmapError(DAMAGED) from error
