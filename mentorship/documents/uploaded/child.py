"""Reads or fills one uploaded template in a limited process (`core.limited`).

`answer("fields", …)` yields what a template names; `answer("fill", …)` the filled file. The bytes
are the length of a JSON part (8 bytes), the JSON and the template. It never loads Django; the
language is jinja's sandbox without loaders: a template reads its values and nothing else.
"""

import base64
import io
import json
import re
import unicodedata  # noqa: F401 -- compiled templates need it; no file opens later
import zipfile
from collections.abc import Callable, Iterable, Iterator
from encodings import unicode_escape  # noqa: F401 -- texts of templates need it
from typing import Any

import jinja2.debug  # noqa: F401 -- loaded by the first error; no file opens later
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

Answer = dict[str, Any]


class ReachesOutError(Exception):
    """The file would fetch or start something of somebody else; says what."""


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELDS = re.compile(
    r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE)\b|^\s*(IMPORT|LINK)\b", re.I | re.M
)
# What Word calls that which a relation fetches.
_FETCHED = {
    "attachedTemplate": "связанный шаблон Word",
    "image": "рисунок, который хранится вне файла",
    "oleObject": "связанный объект",
    "frame": "вставленная страница",
    "subDocument": "вложенный документ",
}
_QR_WIDTH = Mm(20)
_PARTS = (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI)
_BRACKETS = (("{{", "}}"), ("{%", "%}"))


def answer(action: str, content: bytes, lock: Callable[[], None]) -> Iterator[Answer]:
    """One answer: {"fields": […]}, {"docx": base64} or {"refused": code, "what": words}."""
    length = int.from_bytes(content[:8], "big")
    values = json.loads(content[8 : 8 + length])
    given = content[8 + length :]
    template = io.BytesIO(given)
    lock()
    try:
        refuse_reaching_out(given)
        yield fields_of(template) if action == "fields" else filled(template, values)
    except ReachesOutError as error:
        yield {"refused": "reaches_out", "what": str(error)}
    except TemplateSyntaxError:
        yield {"refused": "syntax", "what": broken_line(io.BytesIO(given))}
    except (TemplateError, ArithmeticError, TypeError):
        yield {"refused": "language", "what": ""}
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError):
        yield {"refused": "damaged", "what": ""}


def refuse_reaching_out(content: bytes) -> None:
    """Refuse what Word would fetch or start by itself when the printed file is opened."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                _refuse_fetching(_parsed(archive.read(name)))
            elif name.startswith("word/") and name.endswith(".xml"):
                _refuse_starting(_parsed(archive.read(name)))


def _parsed(part: bytes) -> Any:
    # Read as Word reads it, in whatever encoding; what a declaration names stays outside.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(part, parser)


def _refuse_fetching(relations: Any) -> None:
    """An external target is let be in a hyperlink only: nothing happens until it is clicked."""
    for relation in relations:
        kind = relation.get("Type", "").rpartition("/")[2]
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            what = _FETCHED.get(kind, "внешняя ссылка")
            raise ReachesOutError(f"{what} («{relation.get('Target', '')[:80]}»)")


def _refuse_starting(part: Any) -> None:
    """Instructions of fields as one text: Word joins them over runs."""
    said = [node.text or "" for node in part.iter(f"{_W}instrText")]
    simple = [node.get(f"{_W}instr", "") for node in part.iter(f"{_W}fldSimple")]
    if found := _FIELDS.search("\n".join(["".join(said), *said, *simple])):
        name = (found[1] or found[2]).upper()
        raise ReachesOutError(f"поле {name}, которое подставляет чужой файл")


def broken_line(template: io.BytesIO) -> str:
    """The paragraph in which a field is written wrongly; empty where each is right by itself."""
    for paragraph in _paragraphs(template):
        if any(paragraph.count(opens) != paragraph.count(closes) for opens, closes in _BRACKETS):
            return paragraph[:120]
        try:
            environment().compile(re.sub(r"\{%.*?%\}", "", paragraph))
        except TemplateSyntaxError:
            return paragraph[:120]
    return ""


def _paragraphs(template: io.BytesIO) -> Iterator[str]:
    with zipfile.ZipFile(template) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                for node in _parsed(archive.read(name)).iter(f"{_W}p"):
                    yield "".join(text.text or "" for text in node.iter(f"{_W}t"))


def environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=True)


class Lines(list[Any]):
    """A list that prints as lines where a template names it without repeating over it."""

    def __str__(self) -> str:
        return "\n".join(map(str, self))


def _lined(value: Any) -> Any:
    if isinstance(value, list):
        return Lines(map(_lined, value))
    if isinstance(value, dict):
        return {name: _lined(part) for name, part in value.items()}
    return value


class Picture:
    """A picture in a field; a template sees nothing of it but the picture."""

    def __init__(self, file: DocxTemplate, png: str) -> None:
        self._image = InlineImage(file, io.BytesIO(base64.b64decode(png)), width=_QR_WIDTH)

    def __str__(self) -> str:
        return str(self._image)

    __html__ = __str__


def _shown(file: DocxTemplate, value: Any) -> Any:
    is_picture = isinstance(value, dict) and value.keys() == {"png"}
    return Picture(file, value["png"]) if is_picture else _lined(value)


def filled(template: io.BytesIO, values: Answer) -> Answer:
    """The template with the values put in; whatever they hold stands as text."""
    file = DocxTemplate(template)
    shown = {name: _shown(file, value) for name, value in values.items()}
    file.render(shown, jinja_env=environment())
    output = io.BytesIO()
    file.save(output)
    return {"docx": base64.b64encode(output.getvalue()).decode()}


def fields_of(template: io.BytesIO) -> Answer:
    """The names a template uses, as paths: «номер», «пары.наставник» for a field of a loop."""
    file = DocxTemplate(template)
    file.init_docx()
    sources = [file.get_xml()]
    for uri in _PARTS:
        sources += [file.get_part_xml(part) for _key, part in file.get_headers_footers(uri)]
    names: set[str] = set()
    for source in sources:
        _walk(environment().parse(file.patch_xml(source)), {}, names)
    template.seek(0)
    _try_out(template, names)
    return {"fields": sorted(names)}


class _Sample(str):
    """A value of which everything can be asked: a text, a list of one, something with parts."""

    def __iter__(self) -> Iterator[Any]:
        return iter([self])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self


def _try_out(template: io.BytesIO, names: Iterable[str]) -> None:
    """Fill it once, so that what cannot be printed is told now, not when an order is registered."""
    values = {name.split(".")[0]: _Sample("образец") for name in names}
    file = DocxTemplate(template)
    file.render(values, jinja_env=environment())
    file.save(io.BytesIO())


def _walk(node: nodes.Node, loops: dict[str, str], names: set[str]) -> None:
    """Note what is read; the variable of a loop stands for the rows of what it goes through."""
    if isinstance(node, nodes.For):
        _walk(node.iter, loops, names)
        rows = _path(node.iter, loops)
        inner = {
            **loops,
            **({node.target.name: rows} if isinstance(node.target, nodes.Name) else {}),
        }
        for child in [*node.body, *node.else_]:
            _walk(child, inner | {"loop": ""}, names)
        return
    if path := _path(node, loops):
        names.add(path)
        return
    for child in node.iter_child_nodes():
        _walk(child, loops, names)


def _path(node: nodes.Node, loops: dict[str, str]) -> str:
    """«пары.наставник» of a name or of names joined by dots; empty for anything else."""
    if isinstance(node, nodes.Name):
        return loops.get(node.name, node.name) if node.ctx == "load" else ""
    if isinstance(node, nodes.Getattr):
        owner = _path(node.node, loops)
        return f"{owner}.{node.attr}" if owner else ""
    return ""
