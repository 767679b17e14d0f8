"""The contract: each figure is measured in pairs A B A B …, quoted as the median of the ratios."""

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

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
    """How many MiB a function of a module takes at its peak, in a process that did nothing before.

    A fork would not do: what the parent has freed is room that the work gets for nothing.
    """
    command = [sys.executable, "-m", "benchmarks.memory", work.__module__, work.__name__]
    database = {"BENCHMARK_DATABASE": str(connection.settings_dict["NAME"])}
    told = subprocess.run(
        command, env=os.environ | database, capture_output=True, check=True, text=True
    )
    taken = int(told.stdout) / 1024
    return Figure(name, f"{taken:.0f} MiB", f"{most} MiB", taken / most, 1)
