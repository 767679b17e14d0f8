"""What of one report those above do not see because sums would give it away."""

from collections.abc import Mapping
from typing import Any

from mentorship.organizations.models import Membership
from mentorship.organizations.small_cells import Tree
from monitoring.models import ReportVersion
from monitoring.rollup.collecting import Collected
from monitoring.rollup.lines import lines_of, marks_of_people
from monitoring.rollup.numbers import Numbers
from monitoring.rollup.totals import Rollup
from monitoring.workbooks.layouts import layout_of


def hidden_in_summary(version: ReportVersion, member: Membership) -> frozenset[str]:
    """Keys of cells that the summary of the round hides: its sums are known to the member."""
    rollup = Rollup(version.report.round, member)
    return hidden_keys(rollup.frozen, version)


def hidden_by_neighbours(
    version: ReportVersion, sent: Mapping[int, Mapping[str, Any]]
) -> frozenset[str]:
    """Keys hidden so that the sum of the municipality gives nothing away; `sent` are its cells."""
    place = version.report.organization.parent_id or 0
    form = version.report.round.version
    found, lines = Collected(), lines_of(layout_of(form.layout), {}, marks_of_people(form))
    for institution, cells in sent.items():
        found.take(institution, cells, lines)
    tree = Tree.of(place, dict.fromkeys(sent, place))
    return hidden_keys(Numbers(tree, found.columns, found.people, lines, found.hidden), version)


def hidden_keys(numbers: Numbers, version: ReportVersion) -> frozenset[str]:
    """Keys of the cells of a report that these sums hide."""
    own = version.report.organization_id
    lines = {line.kept_at(own) for line in numbers.lines if numbers.hides(line, own)}
    # Cells of words and several numbers are no lines.
    told = {
        key
        for key, cell in version.cells.items()
        if any((point, own) in numbers.hidden for point in cell["points"])
    }
    return frozenset(lines | told)
