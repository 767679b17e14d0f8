import io
import os
import signal
import socket
import threading

import pytest
from pypdf import PdfReader

from mentorship.core.exceptions import DomainError
from mentorship.documents.pdf import WALL_SECONDS, PdfProcess, pdf_is_available

CSS = "@page { size: A4 }"


@pytest.fixture(scope="module")
def process():
    pdf = PdfProcess()
    yield pdf
    pdf.stop()


@pytest.fixture
def listener():
    """A server on the loopback that counts who comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        came = []
        server.settimeout(0.2)

        def serve():
            while not came or came[-1] != "stop":
                try:
                    connection, _address = server.accept()
                except TimeoutError:
                    if stopping.is_set():
                        return
                    continue
                came.append("visit")
                connection.close()

        stopping = threading.Event()
        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], came
        stopping.set()
        thread.join()


VECTORS = [
    '<img src="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">файл</a>',
    '<link rel="stylesheet" href="{}">',
    '<style>@import url("{}");</style>',
    '<style>@font-face {{ font-family: x; src: url("{}") }} p {{ font-family: x }}</style>',
    '<p style="background: url({})">фон</p>',
    '<svg><image href="{}" width="9" height="9"/></svg>',
    '<svg><use href="{}#a"/></svg>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<iframe src="{}"></iframe>',
    '<base href="{}"><img src="picture.png">',
    '<p style="list-style-image: url({}); display: list-item">пункт</p>',
    '<p style="content: url({})">содержимое</p>',
]


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_is_fetched_or_embedded(process, listener, tmp_path, vector):
    port, came = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна")

    for address in (f"http://127.0.0.1:{port}/x", secret.as_uri()):
        content = process.render(f"<p>текст</p>{vector.format(address)}", CSS)
        (tmp_path / "made.pdf").write_bytes(content)
        reader = PdfReader(tmp_path / "made.pdf")
        assert reader.attachments == {}
        assert "тайна" not in "".join(page.extract_text() for page in reader.pages)
    assert came == []


def test_child_stays_warm_between_documents(process):
    process.render("<p>один</p>", CSS)
    first = process.pid
    process.render("<p>два</p>", CSS)

    assert process.pid == first


def test_killed_child_is_started_anew(process):
    process.render("<p>один</p>", CSS)
    killed = process.pid
    os.kill(killed, 9)

    assert process.render("<p>два</p>", CSS)[:5] == b"%PDF-"
    assert process.pid != killed


def test_endless_document_is_stopped_and_the_next_one_is_made():
    process = PdfProcess()
    process.render("<p>разогрев</p>", CSS)
    process.wall_seconds = 1
    endless = "<table>" + "<tr><td><p>строка</p></td></tr>" * 20_000 + "</table>"

    with pytest.raises(DomainError, match="слишком велик"):
        process.render(endless, CSS)

    process.wall_seconds = WALL_SECONDS
    assert process.render("<p>следующий</p>", CSS)[:5] == b"%PDF-"
    process.stop()


def test_without_pango_pdf_is_said_to_be_unavailable(monkeypatch):
    def missing(name):
        raise OSError(name)

    pdf_is_available.cache_clear()
    monkeypatch.setattr("ctypes.CDLL", missing)
    available = pdf_is_available()
    pdf_is_available.cache_clear()

    assert available is False


def numbered(count):
    return (f"<html><body><p>лист {number}</p></body></html>" for number in range(count))


def test_many_texts_are_one_file_in_their_order():
    pdf = PdfProcess()

    content = pdf.render_many(numbered(5), CSS)

    pages = PdfReader(io.BytesIO(content)).pages
    assert [page.extract_text() for page in pages] == [f"лист {n}" for n in range(5)]
    assert pdf.pid is None


def test_many_texts_are_asked_for_one_by_one():
    pdf, asked = PdfProcess(), []

    def parts():
        for html in numbered(3):
            asked.append(pdf.pid)
            yield html

    pdf.render_many(parts(), CSS)

    assert [pid is not None for pid in asked] == [False, True, True]


def test_many_texts_without_a_child_are_a_refusal():
    pdf = PdfProcess()

    def parts():
        yield from numbered(1)
        os.kill(pdf.pid, signal.SIGKILL)
        yield from numbered(1)

    with pytest.raises(DomainError, match="не удалось построить"):
        pdf.render_many(parts(), CSS)

    assert pdf.render("<p>снова</p>", CSS).startswith(b"%PDF")
    pdf.stop()


def test_caller_that_stops_leaves_no_child():
    pdf = PdfProcess()

    def parts():
        yield from numbered(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pdf.render_many(parts(), CSS)

    assert pdf.pid is None
