from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class SchoolYear:
    """A school year by its first calendar year: 2022 is «2022/2023», 1 September – 31 August."""

    first: int

    @classmethod
    def containing(cls, day: date) -> "SchoolYear":
        return cls(day.year if day.month >= 9 else day.year - 1)

    @property
    def starts_on(self) -> date:
        return date(self.first, 9, 1)

    @property
    def ends_on(self) -> date:
        return date(self.first + 1, 8, 31)

    @property
    def lessons_end_on(self) -> date:
        """Last school day by custom: pairs of the year run until here unless said otherwise."""
        return date(self.first + 1, 5, 31)

    def counted_on(self, today: date) -> date:
        """The day a figure of this year speaks about: its last day, or today while it runs."""
        return min(self.ends_on, max(today, self.starts_on))

    def __str__(self) -> str:
        return f"{self.first}/{self.first + 1}"
