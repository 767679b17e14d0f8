"""What one mark shows: a value, or why there is none."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from monitoring.workbooks.counting import Point

KNOWN, HIDDEN, UNKNOWN, EMPTY = "known", "hidden", "unknown", "empty"
NO_VALUE = "нет данных"


@dataclass(frozen=True)
class Shown:
    """A value with its state; `reason` says in Russian what is to be known about it."""

    value: Any
    state: str = KNOWN
    reason: str = ""
    point: Point | None = None

    @property
    def cell_value(self) -> Any:
        """What stands in the cell: never 0 for what is not known."""
        return NO_VALUE if self.state == UNKNOWN else self.value

    @property
    def text(self) -> str:
        """The same inside a sentence."""
        value = self.cell_value
        if isinstance(value, date):
            return f"{value:%d.%m.%Y}"
        return "" if value is None else str(value)
