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
from collections.abc import Callable, Iterator
from encodings import unicode_escape  # noqa: F401 -- texts of templates need it
from typing import Any

import jinja2.debug  # noqa: F401 -- loaded by the first error; no file opens later
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import XMLSyntaxError

Answer = dict[str, Any]


class ReachesOutError(Exception):
    """The file would fetch or start something of somebody else; says what."""


# An external target is let be in a hyperlink only: nothing happens until somebody clicks it.
_FETCHED = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode=[\"']External)(?![^>]*/relationships/hyperlink[\"'])"
)
_FIELDS = re.compile(
    rb"(?:instrText[^>]*>|w:instr=[\"'])\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT)\b",
    re.I,
)
_PARTS = (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI)


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
        yield {"refused": "syntax", "what": ""}
    except (TemplateError, ArithmeticError, TypeError):
        yield {"refused": "language", "what": ""}
    except (PackageNotFoundError, KeyError, ValueError, XMLSyntaxError):
        yield {"refused": "damaged", "what": ""}


def refuse_reaching_out(content: bytes) -> None:
    """Refuse what Word would fetch or start by itself when the printed file is opened."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name) if name.endswith((".rels", ".xml")) else b""
            if name.endswith(".rels") and _FETCHED.search(part):
                raise ReachesOutError("внешняя ссылка")
            if name.startswith("word/") and _FIELDS.search(part):
                raise ReachesOutError("поле, которое подставляет чужой файл")


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


def filled(template: io.BytesIO, values: Answer) -> Answer:
    """The template with the values put in; whatever they hold stands as text."""
    file = DocxTemplate(template)
    file.render(_lined(values), jinja_env=environment())
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
    return {"fields": sorted(names)}


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
