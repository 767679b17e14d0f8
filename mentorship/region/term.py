"""The days the invented year is lived in: from October, up to the day the region is made."""

from dataclasses import dataclass
from datetime import date, timedelta

from mentorship.organizations.school_year import SchoolYear

# Pairs begin when the banks are filled and the consents signed: a month after the year.
BEGINS_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Term:
    """Pairs run from `begins` to `ends`; nothing that has happened is later than `until`."""

    year: SchoolYear
    until: date

    @property
    def begins(self) -> date:
        return self.year.starts_on + BEGINS_AFTER

    @property
    def ends(self) -> date:
        return self.year.lessons_end_on

    @property
    def has_begun(self) -> bool:
        return self.until > self.begins

    @property
    def is_over(self) -> bool:
        return self.until >= self.ends

    def moment(self, share: float) -> date:
        """A day of the term by its share of what has been lived: 0 is its first day."""
        lived = (min(self.until, self.ends) - self.begins).days
        return self.begins + timedelta(days=int(lived * share))
