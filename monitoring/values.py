"""What an indicator of one organization and year says, and how much of it may be read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isinf

from mentorship.core.wording import counted
from mentorship.organizations.small_cells import (
    HIDDEN_CELL,
    SMALL_TOTAL,
    SMALLEST_SHOWN,
    UNKNOWN,
    is_small,
)
from monitoring.models import Indicator, PlanValue, StatedValue

SMALL_REASON = "меньше 5 человек: число не показывается"
BESIDE_REASON = "число не показывается: по нему узнали бы другое, меньше 5 человек"
ABOVE, BELOW = "numerator", "denominator"
# The least and the most that a number may be for all that is shown.
Range = tuple[float, float]


@dataclass(frozen=True)
class Coverage:
    """How many answered a questionnaire and how many took part."""

    answered: int
    asked: int

    @property
    def is_partial(self) -> bool:
        return self.answered < self.asked

    def __str__(self) -> str:
        return f"ответили {self.answered} из {self.asked}"


@dataclass(frozen=True)
class IndicatorValue:
    """One indicator of one organization and school year.

    `reason` says in Russian why there is no percent; a number that is not known is None, never 0.
    Above the institution numbers are sums over the institutions whose denominator is known, and
    `left_out` counts the others. `small` names the parts hidden because they are under five people,
    `beside` those that would give a small number away.
    """

    indicator: Indicator
    numerator: int | None
    denominator: int | None
    reason: str = ""
    lacks_headcount: bool = False
    left_out: int = 0
    coverage: Coverage | None = None
    plan: PlanValue | None = None
    stated: StatedValue | None = None
    counts_people: bool = True
    small: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    # Of a hidden part it stays where it tells nothing of the part.
    told: int | None = None

    @property
    def percent(self) -> int | None:
        if self.told is not None:
            return self.told
        if self.reason or self.numerator is None or not self.denominator:
            return None
        return share(self.numerator, self.denominator)

    @property
    def hides(self) -> frozenset[str]:
        return self.small | self.beside

    @property
    def difference(self) -> int | None:
        """Percentage points above the plan; negative when below it."""
        if self.percent is None or self.plan is None:
            return None
        return self.percent - self.plan.value

    @property
    def shortfall(self) -> int:
        """Percentage points below the plan, 0 when it is reached or not known."""
        return max(0, -(self.difference or 0))

    @property
    def plan_origin(self) -> str:
        """Whose the plan value is: the nearest organization that set one, else federal."""
        if self.plan is None:
            return ""
        return self.plan.organization.short_name if self.plan.organization else "федеральный план"

    @property
    def numerator_text(self) -> str:
        return self._text("numerator", self.numerator)

    @property
    def denominator_text(self) -> str:
        return self._text("denominator", self.denominator)

    @property
    def text(self) -> str:
        """As the value stands in a report: «55 из 108 – 51 %», or the reason."""
        if self.percent is None:
            return self.reason
        if self.hides:
            return f"{self.percent} %"
        return f"{self.numerator} из {self.denominator} – {self.percent} %"

    @property
    def left_out_text(self) -> str:
        """«без 2 организаций: нет численности» or nothing."""
        if not self.left_out:
            return ""
        number = counted(self.left_out, "организации", "организаций", "организаций")
        return f"без {number}: нет численности"

    @property
    def differs_from_stated(self) -> bool:
        """An earlier report says another percent than the rows (domain.md L-2)."""
        return (
            self.stated is not None
            and self.percent is not None
            and self.stated.percent != self.percent
        )

    def _text(self, part: str, number: int | None) -> str:
        if part in self.hides:
            return SMALL_TOTAL if part in self.small else HIDDEN_CELL
        return UNKNOWN if number is None else str(number)


def share(numerator: int, denominator: int) -> int:
    """Whole percent, half rounded up: 33 of 59 is 56, 8 of 12 is 67 (domain.md L)."""
    return (200 * numerator + denominator) // (2 * denominator)


def share_beside(numerator: Range, denominator: Range) -> int | None:
    """The percent of numbers that are not told; None where it would tell of them.

    It is the same for all that the numbers may be, so who reads it, or misses it, learns nothing.
    """
    (fewest, most), (least, largest) = numerator, denominator
    if min(fewest, least) < SMALLEST_SHOWN or most > least or isinf(largest):
        return None
    percent = share(int(fewest), int(largest))
    return percent if percent == share(int(most), int(least)) else None


def without_hidden(value: IndicatorValue, hidden: Mapping[str, Range]) -> IndicatorValue:
    """The value as it may be read above the institution, without its `hidden` parts.

    Of each the range that it is in. Enterprises are not people: of their counts nothing is hidden.
    """
    numbers = {ABOVE: value.numerator, BELOW: value.denominator}
    parts = frozenset(part for part in hidden if numbers[part] is not None)
    if not parts:
        return value
    small = frozenset(part for part in parts if is_small(numbers[part]))
    told = None
    if not value.reason and value.numerator is not None and value.denominator is not None:
        known = {ABOVE: value.numerator, BELOW: value.denominator}
        told = share_beside(*(hidden.get(part, (known[part], known[part])) for part in known))
    reason = "" if told is not None else SMALL_REASON if small else BESIDE_REASON
    return replace(
        value,
        numerator=None if ABOVE in parts else value.numerator,
        denominator=None if BELOW in parts else value.denominator,
        reason=value.reason or reason,
        coverage=None,
        small=small,
        beside=parts - small,
        told=told,
    )
