"""Shares with the interval they may lie in: Wilson's for one share, Newcombe's for a difference.

Newcombe R. G., Statistics in Medicine 17 (1998): 857–872 (method 3) and 873–890 (method 10).
"""

from dataclasses import dataclass
from math import sqrt

# Of the normal distribution, for a confidence of 95 %.
_Z = 1.959964


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


@dataclass(frozen=True)
class Share:
    """`hits` of `count` things; `count` is at least 1 where a value is asked for."""

    hits: int
    count: int

    @property
    def value(self) -> float:
        return self.hits / self.count

    @property
    def percent(self) -> int:
        """Whole per cent, half rounded up."""
        return (200 * self.hits + self.count) // (2 * self.count)

    @property
    def interval(self) -> Interval:
        squared = _Z * _Z / self.count
        middle = self.value + squared / 2
        half = _Z * sqrt(self.value * (1 - self.value) / self.count + squared / (4 * self.count))
        low, high = ((middle + side) / (1 + squared) for side in (-half, half))
        return Interval(max(0.0, low), min(1.0, high))

    @property
    def words(self) -> str:
        """«83 % (25 из 30; от 66 до 93 %)»."""
        low, high = (round(100 * edge) for edge in (self.interval.low, self.interval.high))
        return f"{self.percent} % ({self.hits} из {self.count}; от {low} до {high} %)"


def difference(first: Share, second: Share) -> Interval:
    """Between which values first − second lies, of two shares that are independent."""
    gap, one, two = first.value - second.value, first.interval, second.interval
    below = sqrt((first.value - one.low) ** 2 + (two.high - second.value) ** 2)
    above = sqrt((one.high - first.value) ** 2 + (second.value - two.low) ** 2)
    return Interval(gap - below, gap + above)
