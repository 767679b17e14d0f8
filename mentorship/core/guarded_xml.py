"""The XML inside an uploaded file, walked by a parser that takes no document type."""

from typing import Any
from xml.parsers import expat


class RefusalError(Exception):
    """Carries the code of a refusal; whoever asked has its words."""


def guarded_parser() -> Any:
    """Return an XML parser that refuses a document type, and with it every entity.

    An encoding other than UTF-8 is refused too: another reader would see another text.
    """

    def refuse(*_: object) -> None:
        raise RefusalError("dtd")

    def declared(version: str, encoding: str | None, standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
            raise RefusalError("damaged")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.XmlDeclHandler = declared
    return parser


def parse_part(parser: Any, data: bytes, *, matters: bool) -> None:
    """Parse a part; damage counts only where it matters, a careless side part is let be."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusalError("damaged")
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        if matters:
            raise RefusalError("damaged") from None
