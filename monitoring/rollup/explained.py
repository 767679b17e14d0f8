"""What institutions have explained to the warnings of their reports, for those above them."""

from collections.abc import Iterator
from dataclasses import dataclass

from mentorship.organizations.models import Organization
from monitoring.models import ReportVersion
from monitoring.outcomes import Outcome, outcome_of
from monitoring.persons import names_in
from monitoring.rollup.hiding import hidden_keys
from monitoring.rollup.totals import Rollup

NAMED = "пояснение называет человека: оно на странице отчёта"


@dataclass(frozen=True)
class Explanation:
    """A warning of an accepted report and what the institution said to it."""

    institution: Organization
    outcome: Outcome
    words: str

    @property
    def message(self) -> str:
        """What was found, with the row it was found in."""
        title = self.outcome.row_title
        return f"{title}: {self.outcome.message}" if title else self.outcome.message


def explanations_of(rollup: Rollup) -> list[Explanation]:
    """Of the versions in the sums, by institution; one statement.

    A rule that reads a number the summary hides is left out, and so are words that name somebody:
    a summary is passed on.
    """
    rows = {row.organization_id: row.organization for row in rollup.reports}
    warned = ReportVersion.objects.filter(pk__in=rollup.versions, warnings__gt=0)
    found = [
        Explanation(rows[version.report.organization_id], outcome, words)
        for version in warned.select_related("report").defer("rows", "manual")
        for outcome, words in _told(rollup, version)
    ]
    return sorted(found, key=lambda row: (row.institution.name, row.institution.pk))


def _told(rollup: Rollup, version: ReportVersion) -> Iterator[tuple[Outcome, str]]:
    hidden = {key for key, cell in version.cells.items() if cell["hidden"]}
    hidden |= hidden_keys(rollup.frozen, version)
    for outcome in map(outcome_of, version.checks):
        words = outcome.words_in(version.explanations)
        if outcome.needs_words and words and not outcome.reads_hidden(hidden):
            yield outcome, NAMED if names_in(words) else words
