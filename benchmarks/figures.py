"""The contract: each figure is measured in pairs A B A B …, quoted as the median of the ratios."""

import gc
import os
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

PAIRS = 5


@dataclass(frozen=True)
class Figure:
    """One line of a benchmark: `ours` and `limit` in words, their ratio, and the ratio to hold."""

    name: str
    ours: str
    limit: str
    ratio: float
    target: float

    @property
    def holds(self) -> bool:
        return self.ratio <= self.target

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "SHORT"
        return (
            f"{self.name} | {self.ours} | {self.limit} | {self.ratio:.2f} | ≤ {self.target:g} | "
            f"{verdict}"
        )


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(
    name: str, ours: Callable[[], object], limit: Callable[[], object], target: float
) -> Figure:
    """Warm both up, time them in turn; `ours` and `limit` are shown as medians in milliseconds."""
    ours(), limit()
    pairs = [(seconds(ours), seconds(limit)) for _ in range(PAIRS)]
    medians = [statistics.median(column) * 1000 for column in zip(*pairs, strict=True)]
    ratio = statistics.median(mine / bare for mine, bare in pairs)
    return Figure(name, f"{medians[0]:.1f} ms", f"{medians[1]:.1f} ms", ratio, target)


def memory_figure(name: str, work: Callable[[], object], most: int) -> Figure:
    """How many MiB the work takes on top of the process that starts it, at its peak, in a child."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        # The parent's connection is not ours to use or to close: the work opens its own.
        connection.connection = None
        before = resident()
        work()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        os.write(writable, str(peak - before).encode())
        os._exit(0)
    os.waitpid(child, 0)
    taken = int(os.read(readable, 20) or 0) / 1024
    os.close(readable), os.close(writable)
    return Figure(name, f"{taken:.0f} MiB", f"{most} MiB", taken / most, 1)


def resident() -> int:
    """Memory of this process now, in KiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1024
