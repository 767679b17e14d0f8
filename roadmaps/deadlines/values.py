"""What a deadline phrase is read into."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DOUBTFUL_BELOW = 0.6


class Kind(StrEnum):
    """What a phrase names; the plural forms are ranges and lists."""

    UNTIL = "until"  # «до 20.03.2022», «не позднее», «в срок до»: an end without a start
    OPEN = "open"  # «с 2024 г. ежегодно»: a start without an end
    DATE = "date"
    DATES = "dates"
    MONTH = "month"
    MONTHS = "months"
    QUARTER = "quarter"
    QUARTERS = "quarters"
    HALF_YEAR = "half_year"
    HALF_YEARS = "half_years"
    SCHOOL_YEAR = "school_year"
    SCHOOL_YEARS = "school_years"
    YEAR = "year"
    YEARS = "years"
    PERIOD = "period"  # «в течение всего периода реализации»: the roadmap's own period
    SCHEDULE = "schedule"  # «по отдельному графику»: another paper sets the dates
    EXTERNAL = "external"  # «в сроки, устанавливаемые Минпросвещения»: another body sets them
    EVENT = "event"  # «по завершении встречи», «через 2 недели»: counted from something else
    CONTINUOUS = "continuous"  # «постоянно»
    AS_NEEDED = "as_needed"  # «по мере необходимости»
    RECURRING = "recurring"  # «ежемесячно», «ежегодно сентябрь»: a rule without a first date
    EMPTY = "empty"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Window:
    """Days from start to end, both included; None is an open side."""

    start: date | None
    end: date | None


@dataclass(frozen=True)
class Deadline:
    """A phrase and its reading.

    `recurrence` is "", yearly, half_yearly, quarterly, termly, monthly, fortnightly, weekly,
    daily, as_needed, continuous or by_schedule; yearly may carry months: "yearly:10",
    "yearly:9-10", "yearly:9,12", monthly its last day: "monthly:5". `confidence` runs from 0 to 1;
    `unclear` says in Russian what was guessed and is empty when nothing was.
    """

    raw: str
    windows: tuple[Window, ...]
    recurrence: str
    kind: Kind
    confidence: float
    unclear: tuple[str, ...]

    @property
    def start(self) -> date | None:
        """The first day of all windows; None when one of them has no beginning."""
        starts = [window.start for window in self.windows]
        return None if None in starts else min(filter(None, starts), default=None)

    @property
    def end(self) -> date | None:
        """The last day of all windows; None when one of them has no end."""
        ends = [window.end for window in self.windows]
        return None if None in ends else max(filter(None, ends), default=None)

    @property
    def is_doubtful(self) -> bool:
        """Whether a person has to be asked before the dates are relied on."""
        return self.confidence < DOUBTFUL_BELOW

    def as_json(self) -> dict[str, str | float | None]:
        """The line of `read_deadlines`: several windows give the first start and the last end."""
        return {
            "raw": self.raw,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "recurrence": self.recurrence,
            "kind": self.kind.value,
            "confidence": self.confidence,
        }
