"""The words of a response, whatever its format: what a person could read in it."""

import html
import io
import zipfile

from pypdf import PdfReader


def text_of(response):
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"%PDF") and len(content) > 100:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            words = (parts.read(name).decode(errors="replace") for name in parts.namelist())
            # openpyxl writes Cyrillic as character references.
            return html.unescape("\n".join(words))
    return content.decode(errors="replace")
