"""What of a sent report those above the institution do not see."""

from collections.abc import Mapping
from typing import Any

from mentorship.organizations.models import Membership
from monitoring.models import ReportVersion
from monitoring.rollup.hiding import hidden_by_neighbours, hidden_in_summary


def hidden_from(version: ReportVersion, member: Membership) -> frozenset[str]:
    """Keys of cells that a member does not see; inside the institution all are seen."""
    if member.organization.is_institution:
        return frozenset()
    return hidden_above(version, member)


def hidden_above(version: ReportVersion, member: Membership | None = None) -> frozenset[str]:
    """Keys of cells that those above do not see.

    What the report hides by itself, what the sums of its municipality would give away, and for a
    member what the summary of the round hides from them: of a correction on its way too, whose
    number may be the one that the summary counts.
    """
    hidden = {key for key, cell in version.cells.items() if cell["hidden"]}
    hidden |= hidden_by_neighbours(version, _neighbours(version))
    in_force = ReportVersion.objects.in_force().filter(report=version.report_id)
    if member is not None and in_force.exists():
        hidden |= hidden_in_summary(version, member)
    return frozenset(hidden)


def _neighbours(version: ReportVersion) -> dict[int, Mapping[str, Any]]:
    """The newest sent cells of the institutions of the same municipality in this round."""
    report = version.report
    rows = ReportVersion.objects.filter(
        report__round=report.round_id,
        report__organization__parent=report.organization.parent_id,
    ).exclude(decision=ReportVersion.Decision.RECALLED)
    newest = rows.order_by("report_id", "-number").distinct("report_id")
    found = dict(newest.values_list("report__organization", "cells"))
    return found | {report.organization_id: version.cells}
