import io
import re

import docx
from pypdf import PdfReader


def squeezed(text):
    """A text without any spaces: lines break differently in PDF and in Word."""
    return re.sub(r"\s", "", text)


def pages_of_pdf(content):
    """The text layer page by page without the page numbers, which are drawn last."""
    pages = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]
    return [
        page.removesuffix(str(number)) if number > 1 else page
        for number, page in enumerate(pages, 1)
    ]


def text_of_pdf(content):
    return "".join(pages_of_pdf(content))


def text_of_docx(content):
    body = docx.Document(io.BytesIO(content)).element.body
    return squeezed("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))
