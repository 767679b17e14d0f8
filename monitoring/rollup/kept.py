"""Sums of frozen reports are kept in the process: the versions they are made of never change."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from monitoring.rollup.collecting import Collected
from monitoring.rollup.lines import RollupLine
from monitoring.rollup.numbers import Numbers

# Of a region of 800 institutions one takes about 10 MB.
MOST = 6


class Frozen(NamedTuple):
    """What the versions hold, and their sums with what of them is hidden; nobody changes them."""

    collected: Collected
    numbers: Numbers


_kept: OrderedDict[Hashable, Frozen] = OrderedDict()


def kept(key: Hashable, make: Callable[[], Frozen]) -> Frozen:
    """What was made under a key, else made now; the longest unused gives way."""
    found = _kept.pop(key, None) or make()
    _kept[key] = found
    if len(_kept) > MOST:
        _kept.popitem(last=False)
    return found


def forget() -> None:
    """Make all sums anew, as a process does that has just started."""
    _kept.clear()


def quantities_of(lines: Sequence[RollupLine]) -> tuple[tuple[Hashable, ...], ...]:
    """What of lines the numbers depend on: where each stands, what it sums, whether people."""
    return tuple(
        (line.key, line.kind, *((each.key, each.counts_people) for each in line.quantities))
        for line in lines
    )
