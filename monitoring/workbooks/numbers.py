"""Where the numbers of a form come from."""

from collections.abc import Iterable, Mapping

from monitoring.workbooks.counting import (
    Point,
    count_by_institution,
    count_points,
    keys_behind,
)
from monitoring.workbooks.entered import EnteredNumbers
from monitoring.workbooks.marks import Mark
from monitoring.workbooks.rows import Scope


class Numbers:
    """Counted when they are asked for; whoever fills many forms at once may count beforehand."""

    def counts(self, points: Iterable[Point], scope: Scope) -> dict[Point, int]:
        return count_points(points, scope)

    def behind(self, points: Iterable[Point], scope: Scope) -> dict[Point, list[int]]:
        """Keys of what each point counts, in order."""
        return keys_behind(points, scope)

    def columns(self, points: Iterable[Point], scope: Scope) -> Mapping[Point, Mapping[int, int]]:
        """Counts by institution: what of one is hidden follows from its neighbors."""
        return count_by_institution(points, scope)

    def entered(self, scope: Scope, marks: Iterable[Mark]) -> EnteredNumbers:
        return EnteredNumbers(scope, marks)


LIVE = Numbers()
