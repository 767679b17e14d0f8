"""What came of a rule of checks, as it is frozen with a version of a report."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from monitoring.models import CheckRule

PASSED, FAILED, UNCHECKED = "passed", "failed", "unknown"


@dataclass(frozen=True)
class Outcome:
    """What came of one rule, in one row of a block where it speaks of rows.

    `message` has the values in it, `masked` stands in its place above the institution when one of
    them is hidden there. `told` are the values of its words. Frozen with a version of a report.
    """

    rule: int
    root: int
    code: str
    title: str
    severity: str
    revision: int
    state: str
    message: str = ""
    masked: str = ""
    row: str = ""
    row_title: str = ""
    condition: str = ""
    cells: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    is_masked: bool = False

    @property
    def key(self) -> str:
        """Under which key it is explained: a rule rewritten, or another in its place, asks anew."""
        return f"check-{self.rule}.{self.revision}{self._place}"

    @property
    def about(self) -> str:
        """What it speaks of whoever has rewritten the rule: earlier words are shown beside."""
        return f"{self.root}{self._place}"

    def words_in(self, explanations: Mapping[str, str]) -> str:
        """Its explanation; versions frozen before keys had a revision have it by the root."""
        return explanations.get(self.key) or explanations.get(f"check-{self.about}", "")

    @property
    def _place(self) -> str:
        return f"@{self.row}" if self.row else ""

    @property
    def is_failed(self) -> bool:
        return self.state == FAILED

    @property
    def is_error(self) -> bool:
        return self.is_failed and self.severity == CheckRule.Severity.ERROR

    @property
    def needs_words(self) -> bool:
        return self.is_failed and self.severity == CheckRule.Severity.WARNING

    @property
    def is_unknown(self) -> bool:
        return self.state == UNCHECKED

    def reads_hidden(self, hidden: Collection[str]) -> bool:
        """Whether it reads a number of these cells, which its reader does not see.

        Such a rule tells neither its outcome nor its explanation: rules «не 1», «не 2» … would
        name the number by which of them is broken.
        """
        places = {key.partition("@")[0] for key in hidden}
        return self.is_masked or not places.isdisjoint(self.cells)

    def frozen(self) -> dict[str, Any]:
        return asdict(self) | {"cells": list(self.cells), "reads": list(self.reads)}


def outcome_of(kept: Mapping[str, Any]) -> Outcome:
    """An outcome as it was frozen."""
    return Outcome(**{**kept, "cells": tuple(kept["cells"]), "reads": tuple(kept["reads"])})
