"""What of a sent report those above the institution do not see."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from mentorship.organizations.small_cells import hidden_in
from monitoring.models import ReportVersion


def hidden_above(version: ReportVersion) -> frozenset[str]:
    """Keys of cells that those above do not see.

    What the report hides by itself, and what the sum of its municipality would give away: there a
    hidden count alone among the institutions takes the next smallest along.
    """
    hidden = {key for key, cell in version.cells.items() if cell["hidden"]}
    columns: dict[str, dict[int, int]] = defaultdict(dict)
    for owner, cells in _neighbours(version):
        for key, cell in cells.items():
            if cell["people"]:
                columns[key][owner] = cell["value"]
    own = version.report.organization_id
    return frozenset(hidden | {key for key, column in columns.items() if own in hidden_in(column)})


def _neighbours(version: ReportVersion) -> list[tuple[int, Mapping[str, Any]]]:
    """The newest sent cells of the institutions of the same municipality in this round."""
    report = version.report
    rows = ReportVersion.objects.filter(
        report__round=report.round_id,
        report__organization__parent=report.organization.parent_id,
    ).exclude(decision=ReportVersion.Decision.RECALLED)
    newest = rows.order_by("report_id", "-number").distinct("report_id")
    found = dict(newest.values_list("report__organization", "cells"))
    found[report.organization_id] = version.cells
    return list(found.items())
