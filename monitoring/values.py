"""What an indicator of one organization and year says, and how much of it may be read."""

from dataclasses import dataclass, replace

from mentorship.core.wording import counted
from mentorship.organizations.small_cells import SMALL_TOTAL, UNKNOWN, is_small
from monitoring.models import Indicator, PlanValue, StatedValue

SMALL_REASON = "меньше 5 человек: число не показывается"


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
    `left_out` counts the others. `small` names the parts hidden because they are under five people.
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

    @property
    def percent(self) -> int | None:
        if self.reason or self.numerator is None or not self.denominator:
            return None
        return share(self.numerator, self.denominator)

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
        if part in self.small:
            return SMALL_TOTAL
        return UNKNOWN if number is None else str(number)


def share(numerator: int, denominator: int) -> int:
    """Whole percent, half rounded up: 33 of 59 is 56, 8 of 12 is 67 (domain.md L)."""
    return (200 * numerator + denominator) // (2 * denominator)


def without_small_counts(value: IndicatorValue) -> IndicatorValue:
    """The value as it may be read above the institution: no count of 1–4 people, no percent of it.

    Enterprises are not people and stay.
    """
    if not value.counts_people:
        return value
    numbers = {"numerator": value.numerator, "denominator": value.denominator}
    small = frozenset(part for part, number in numbers.items() if is_small(number))
    coverage = value.coverage
    if coverage and (is_small(coverage.answered) or is_small(coverage.asked)):
        coverage = None
    if not small:
        return replace(value, coverage=coverage)
    return replace(
        value,
        numerator=None if "numerator" in small else value.numerator,
        denominator=None if "denominator" in small else value.denominator,
        reason=value.reason or SMALL_REASON,
        coverage=coverage,
        small=small,
    )
