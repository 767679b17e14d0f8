"""Makes PDFs in a process of its own: asked by the frames of stdin, answers by frames of stdout.

It stays warm between documents (a process per document costs eighteen times the rendering), limits
its memory, and nothing it is given can reach a file or the network: the fetcher refuses every
address. It is started by its path and imports nothing of the project: the package loads Django.
"""

import json
import logging
import resource
import sys
from typing import NoReturn

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

MEMORY = 1024 * 1024 * 1024
LENGTH = 8
DONE, FAILED, TOO_BIG = b"D", b"F", b"M"


class DenyingFetcher(URLFetcher):
    """Refuses every address: our documents need none, and a name may carry any markup (P1)."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> NoReturn:
        raise ValueError("addresses are not fetched")


class Renderer:
    """Keeps one font configuration and the parsed style sheet for all documents."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.fetcher = DenyingFetcher()
        self.sheets: dict[str, CSS] = {}
        self.kept: list[Document] = []

    def layout(self, html: str, css: str) -> Document:
        sheet = self.sheets.get(css)
        if sheet is None:
            sheet = CSS(string=css, font_config=self.fonts, url_fetcher=self.fetcher)
            self.sheets = {css: sheet}
        page = HTML(string=html, url_fetcher=self.fetcher)
        # Column widths come from the `width` of `<col>`: a style attribute is against the policy.
        return page.render(stylesheets=[sheet], font_config=self.fonts, presentational_hints=True)

    def render(self, html: str, css: str) -> bytes:
        pdf: bytes = self.layout(html, css).write_pdf()
        return pdf

    def keep(self, html: str, css: str) -> bytes:
        """Lay a part of a long file out; its pages wait for `finish`."""
        self.kept.append(self.layout(html, css))
        return b""

    def finish(self) -> bytes:
        """One file of all parts: its pages in their order, each font in it once."""
        pages = [page for document in self.kept for page in document.pages]
        pdf: bytes = self.kept[0].copy(pages).write_pdf()
        return pdf


def answer(renderer: Renderer, question: bytes) -> tuple[bytes, bytes]:
    try:
        asked = json.loads(question)
        if asked.get("finish"):
            return DONE, renderer.finish()
        work = renderer.keep if asked.get("keep") else renderer.render
        return DONE, work(asked["html"], asked["css"])
    except MemoryError:
        return TOO_BIG, b""
    except Exception as error:
        return FAILED, type(error).__name__.encode()


def main() -> None:
    """Answer until stdin ends: the process that asks is gone."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    renderer = Renderer()
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := questions.read(LENGTH):
        kind, content = answer(renderer, questions.read(int.from_bytes(head)))
        answers.write(kind + len(content).to_bytes(LENGTH) + content)
        answers.flush()


if __name__ == "__main__":
    main()
