import logging
import subprocess
import sys
from pathlib import Path

import pytest

import mentorship
from mentorship.core import limited
from mentorship.core.exceptions import DomainError
from mentorship.core.limited import run_limited

ROOT = Path(mentorship.__file__).parents[1]
CHILD = ROOT / "mentorship/core/limited_child.py"
READERS = ["mentorship/core/spreadsheets/child.py", "roadmaps/parsing/child.py"]


@pytest.fixture
def reader(tmp_path):
    def write(body):
        script = tmp_path / "child.py"
        script.write_text(f"import os\n\ndef answer(*arguments):\n    {body}\n")
        return script

    return write


def run(script, content=b"", *arguments):
    return run_limited(script, content, *arguments, refusal=DomainError("Слишком сложно."))


def test_answers_come_in_order(reader):
    script = reader("yield {'content': arguments[1].decode()}; yield {'kind': arguments[0]}")

    assert run(script, "Иванов\n".encode(), "csv") == [{"content": "Иванов\n"}, {"kind": "csv"}]


@pytest.mark.parametrize(
    "body",
    ["raise ValueError", "os.abort()", "yield len(b'x' * 600_000_000)", "yield 'x' * 70_000_000"],
    ids=["error", "abort", "memory", "output"],
)
def test_child_that_breaks_is_a_refusal(reader, body):
    with pytest.raises(DomainError, match=r"^Слишком сложно\.$"):
        run(reader(body))


def test_slow_child_is_killed_and_logged_without_names(reader, monkeypatch, caplog):
    monkeypatch.setattr(limited, "WALL_SECONDS", 0.5)
    script = reader("import time; time.sleep(30)")

    with caplog.at_level(logging.WARNING), pytest.raises(DomainError):
        run(script)

    assert [record.getMessage() for record in caplog.records] == [
        f"the limited reader of {script.parent.name} ended with None"
    ]


def in_child(statements):
    """Run statements inside a process that has limited itself and closed its doors."""
    program = (
        "import runpy, socket, os, sys\n"
        f"child = runpy.run_path({str(CHILD)!r})\n"
        "child['limit_itself'](); child['close_doors']()\n"
        f"try:\n    {statements}\n"
        "except (OSError, MemoryError) as error:\n    print(type(error).__name__)\n"
    )
    command = [sys.executable, "-I", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.parametrize(
    ("statements", "outcome"),
    [
        ("print('alive')", "alive"),
        ("open('/dev/zero')", "OSError"),
        ("open('/dev/null', 'w')", "OSError"),
        ("socket.socket()", "OSError"),
        ("os.pipe()", "OSError"),
        ("b'x' * 600_000_000", "MemoryError"),
        ("import resource; print(resource.getrlimit(resource.RLIMIT_CPU))", "(10, 10)"),
    ],
)
def test_reader_cannot_reach_anything(statements, outcome):
    assert in_child(statements).stdout.strip() == outcome


@pytest.mark.parametrize("script", READERS)
def test_readers_load_neither_django_nor_celery(reader, script):
    body = (
        f"import runpy, sys; runpy.run_path({str(ROOT / script)!r})\n"
        "    yield sorted({'django', 'celery', 'mentorship.celery'} & set(sys.modules))"
    )

    assert run(reader(body)) == [[]]


def test_openpyxl_is_read_only_when_its_own_names_are_asked_for(reader):
    script = reader(
        "import sys, openpyxl.utils; "
        "yield {'parts': 'openpyxl.workbook' in sys.modules}; "
        "yield {'whole': openpyxl.load_workbook.__module__}"
    )

    assert run(script) == [{"parts": False}, {"whole": "openpyxl.reader.excel"}]
