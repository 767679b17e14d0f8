"""What a note says of its round of reports: how many came, and who has not reported."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mentorship.organizations.models import Organization
from monitoring.models import Note, ReportVersion, Round, RoundReport
from monitoring.notes.blocks import Block, Grid, words
from monitoring.notes.readers import reader_of
from monitoring.rollup.explained import explanations_of
from monitoring.rollup.numbers import TotalCell
from monitoring.rollup.totals import Rollup
from monitoring.workbooks.shown import UNKNOWN, Shown

NOT_SUMMED = str(TotalCell())
NO_ROUND = "сбор отчётов для справки не выбран"


@dataclass(frozen=True)
class Collected:
    """A round as a note tells it; without one every name of it is «нет данных».

    A report counts once it was accepted: a correction on its way does not take it back. Whoever
    has not reported is named, and is never a zero.
    """

    note: Note

    @property
    def round(self) -> Round | None:
        return self.note.round

    @cached_property
    def reports(self) -> list[RoundReport]:
        if self.round is None:
            return []
        # A region's round in a municipality's note: only its own institutions are told of.
        rows = RoundReport.objects.visible_to(reader_of(self.note)).filter(round=self.round)
        rows = rows.select_related("organization__parent", "round").defer("manual")
        return list(rows.order_by("organization__parent__name", "organization__name", "pk"))

    @cached_property
    def accepted(self) -> frozenset[int]:
        found = ReportVersion.objects.in_force().filter(report__in=self.reports)
        return frozenset(found.values_list("report", flat=True))

    @property
    def missing(self) -> Sequence[RoundReport]:
        return [
            report
            for report in self.reports
            if report.pk not in self.accepted and report.state in RoundReport.EDITABLE
        ]

    def shown(self, name: str) -> Shown:
        """What a name of the round reads."""
        if self.round is None:
            return Shown(None, UNKNOWN, NO_ROUND)
        if name == "title":
            return Shown(self.round.title)
        if name == "due":
            return Shown(self.round.due_on)
        waiting = [row for row in self.reports if row.state == RoundReport.State.SUBMITTED]
        counts = {
            "asked": self.reports,
            "accepted": self.accepted,
            "waiting": [row for row in waiting if row.pk not in self.accepted],
            "missing": self.missing,
        }
        return Shown(len(counts[name]))


def totals_blocks(note: Note) -> list[Block]:
    """Frozen sums of the accepted reports; small ones are hidden by the roll-up itself."""
    if note.round is None:
        return [words("Сбор отчётов не выбран: нет данных.")]
    found = Rollup(note.round, reader_of(note)).totals()
    rows = tuple(
        (" – ".join(filter(None, (line.row_title, line.words))), str(found.cells[line.key]))
        for line in found.lines
        if line.is_summed and str(found.cells[line.key]) != NOT_SUMMED
    )
    if not found.summed or not rows:
        return [words("Принятых отчётов нет: свод не составлен.")]
    columns = (("Что показывает", 74), ("По принятым отчётам", 26))
    return [Grid(f"Свод: {found.headline}, {found.summed_words}", columns, rows)]


def explanations_blocks(note: Note) -> list[Block]:
    """Warnings that institutions have explained; in a region how many explained each."""
    if note.round is None:
        return []
    found = explanations_of(Rollup(note.round, reader_of(note)))
    if not found:
        return []
    if note.organization.level == Organization.Level.REGION:
        by_rule = Counter(row.outcome.title for row in found)
        counts = tuple((title, str(count)) for title, count in by_rule.most_common())
        return [Grid("Пояснено предупреждений", (("Проверка", 78), ("Пояснений", 22)), counts)]
    columns = (("Организация", 26), ("Что найдено", 37), ("Пояснение", 37))
    rows = tuple((row.institution.short_name, row.message, row.words) for row in found)
    return [Grid("Предупреждения проверок и пояснения организаций", columns, rows)]


def places_blocks(note: Note) -> list[Block]:
    """How each municipality has reported."""
    if note.round is None:
        return []
    columns = (("Муниципалитет", 46), ("Запрошено", 18), ("Сдали", 18), ("В своде", 18))
    rows = tuple(
        (place.organization.short_name, str(place.asked), str(place.sent), str(place.summed))
        for place in Rollup(note.round, reader_of(note)).municipalities()
    )
    return [Grid("Отчёты по муниципалитетам", columns, rows)] if rows else []
