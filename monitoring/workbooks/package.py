"""An .xlsx as its parts: which XML is which sheet, what belongs to it, and the file put together.

The parts are changed where they stand, so whatever is not touched stays as the author made it:
charts, pictures, validations, conditional formats, styles. It runs inside the limited child.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from mentorship.core.guarded_xml import RefusalError, guarded_parser, parse_part

WORKBOOK = "xl/workbook.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
# What a filled file must not carry along: stale orders of counting, signatures of another text.
_DROPPED = ("xl/calcchain.xml", "_xmlsignatures/")

Element = Any


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, name: str) -> list[Element]:
    return list(element.iterchildren(f"{{*}}{name}"))


def child_of(element: Element, name: str) -> Element | None:
    return next(element.iterchildren(f"{{*}}{name}"), None)


def parsed(data: bytes) -> Element:
    """The part as a tree; a document type, and with it every entity, is refused."""
    parse_part(guarded_parser(), data, matters=True)
    try:
        return etree.fromstring(data, _parser())
    except etree.XMLSyntaxError:
        raise RefusalError("damaged") from None


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


@dataclass
class SheetPart:
    """One worksheet: its name in the book, its part, and whether it is shown."""

    name: str
    path: str
    is_hidden: bool


@dataclass
class Package:
    """The parts of a workbook by path, in the order of the file; trees of those looked at."""

    parts: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes) -> "Package":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {
                name: archive.read(name)
                for name in archive.namelist()
                if not name.lower().startswith(_DROPPED) and not name.endswith("/")
            }
        if WORKBOOK not in parts:
            raise RefusalError("damaged")
        return cls(parts)

    def refuse_entities(self) -> None:
        """Look every part through now, not when a school is filling it."""
        for path, data in self.parts.items():
            if path.endswith((".xml", ".rels", ".vml")):
                parse_part(guarded_parser(), data, matters=not path.endswith(".vml"))

    def tree(self, path: str) -> Element:
        """The tree of a part; what is changed in it is written."""
        if path not in self.trees:
            if path not in self.parts:
                raise RefusalError("damaged")
            self.trees[path] = parsed(self.parts[path])
        return self.trees[path]

    def related(self, path: str) -> dict[str, tuple[str, str]]:
        """Relations of a part by id: the last word of their type, and the path they lead to."""
        folder, name = posixpath.split(path)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self.parts:
            return {}
        found = {}
        for row in self.tree(relations):
            if local(row) == "Relationship" and row.get("TargetMode") != "External":
                target = row.get("Target", "")
                reached = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                kind = row.get("Type", "").rpartition("/")[2]
                found[row.get("Id", "")] = (kind, posixpath.normpath(reached))
        return found

    def sheets(self) -> list[SheetPart]:
        """Worksheets in the order of the book; sheets that are charts or macros are passed over."""
        related = self.related(WORKBOOK)
        listed = child_of(self.tree(WORKBOOK), "sheets")
        found = []
        for row in listed if listed is not None else []:
            ids = [value for name, value in row.attrib.items() if name.endswith("}id")]
            kind, path = related.get(ids[0] if ids else "", ("", ""))
            if kind == "worksheet" and path in self.parts:
                hidden = row.get("state", "visible") != "visible"
                found.append(SheetPart(row.get("name", ""), path, hidden))
        return found

    def belonging(self, sheet: SheetPart, kind: str) -> list[str]:
        """Parts of one kind that hang on a sheet: «comments», «drawing», «table»."""
        return [path for found, path in self.related(sheet.path).values() if found == kind]

    def named(self, start: str) -> list[str]:
        return [path for path in self.parts if path.startswith(start) and path.endswith(".xml")]

    def shared_texts(self) -> list[str]:
        """Shared strings in order, runs of one cell joined."""
        paths = [path for kind, path in self.related(WORKBOOK).values() if kind == "sharedStrings"]
        if not paths or paths[0] not in self.parts:
            return []
        return [text_of(item) for item in self.tree(paths[0]) if local(item) == "si"]

    def forget(self, *, dropped: tuple[str, ...] = _DROPPED) -> None:
        """Take the relations and types of dropped parts out, or Excel would «repair» the file."""
        for path in [path for path in self.parts if path.endswith(".rels")]:
            for row in list(self.tree(path)):
                target = posixpath.normpath(row.get("Target", "")).lstrip("/").lower()
                if any(target.startswith(name.removeprefix("xl/")) for name in dropped) or any(
                    target.startswith(name) for name in dropped
                ):
                    row.getparent().remove(row)
        types = self.tree("[Content_Types].xml")
        for row in list(types):
            if row.get("PartName", "").lstrip("/").lower().startswith(dropped):
                types.remove(row)

    def packed(self) -> bytes:
        """The file; the same parts give the same bytes."""
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in self._written():
                archive.writestr(_dated(path), data, zipfile.ZIP_DEFLATED)
        return output.getvalue()

    def _written(self) -> Iterator[tuple[str, bytes]]:
        for path, data in self.parts.items():
            tree = self.trees.get(path)
            if tree is None:
                yield path, data
            else:
                yield (
                    path,
                    etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True),
                )


def text_of(item: Element) -> str:
    """The text of a string with or without runs; readings of signs (rPh) are no part of it."""
    parts = []
    for part in item:
        if local(part) == "t":
            parts.append(part.text or "")
        elif local(part) == "r":
            parts += [text.text or "" for text in children(part, "t")]
    return "".join(parts)


def cell_text(cell: Element, texts: Sequence[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        item = child_of(cell, "is")
        return text_of(item) if item is not None else ""
    if kind not in ("s", "str"):
        return ""
    value = child_of(cell, "v")
    text = (value.text or "") if value is not None else ""
    if kind == "str":
        return text
    return texts[int(text)] if text.isdecimal() and int(text) < len(texts) else ""


def children_of(tree: Element, name: str) -> list[Element]:
    found = child_of(tree, name)
    return list(found) if found is not None else []


def _dated(path: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(path, _EPOCH)
