"""Run one function of a module in this fresh process; prints the KiB it took on top at its peak."""

import importlib
import os
import re
import sys
from pathlib import Path

import django


def memory(name: str) -> int:
    """A line of the kernel's account of this process, in KiB: VmRSS now, VmHWM at the peak."""
    status = Path("/proc/self/status").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    if not found:
        raise ValueError(name)
    return int(found[1])


def main(module: str, function: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415 -- app ready

    connection.settings_dict["NAME"] = os.environ["BENCHMARK_DATABASE"]
    work = getattr(importlib.import_module(module), function)
    before = memory("VmRSS")
    work()
    print(memory("VmHWM") - before)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
