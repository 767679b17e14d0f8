"""A sheet as it stands: criteria with marks and evidence, SWOT, growth; what is frozen at the end.

The same plain data is shown of a draft and kept of a finished sheet, so that page, print and file
need to know only one of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from monitoring.models import QualitySheet, QualityTable
from monitoring.quality.evidence import Proposal, Subject, proposals_for, swot_hints
from monitoring.quality.growth import growth_of
from monitoring.quality.results import SWOT
from monitoring.quality.tables import MARKS, criteria_of, greatest_score, level_of

CONCLUSION = "conclusion"
LONGEST = 5000
# What a person writes, by key of `QualitySheet.typed`.
MARK, WORDS = "mark-{}", "words-{}"


def subject_of(sheet: QualitySheet, today: date) -> Subject:
    return Subject(sheet.institution, sheet.year, today, sheet.form)


def proposals_of(sheet: QualitySheet, today: date) -> dict[str, Proposal]:
    return proposals_for(sheet.institution, sheet.year, today, sheet.form, sheet.table)


def hints_of(
    sheet: QualitySheet, today: date, proposals: Mapping[str, Proposal]
) -> dict[str, list[str]]:
    return swot_hints(subject_of(sheet, today), proposals)


def keys_of(table: QualityTable) -> list[str]:
    """Everything a person may write in a sheet, in the order of the form."""
    codes = [criterion["code"] for criterion in criteria_of(table)]
    of_criteria = [key.format(code) for code in codes for key in (MARK, WORDS)]
    return [*of_criteria, *SWOT, CONCLUSION]


def mark_of(typed: Mapping[str, str], code: str) -> int | None:
    """The mark of a criterion; None while it is not given."""
    text = typed.get(MARK.format(code), "")
    return int(text) if text in map(str, MARKS) else None


def unmarked(sheet: QualitySheet) -> list[str]:
    """Texts of the criteria that have no mark yet."""
    criteria = criteria_of(sheet.table)
    return [row["text"] for row in criteria if mark_of(sheet.typed, row["code"]) is None]


def content_of(sheet: QualitySheet, today: date) -> dict[str, Any]:
    """The sheet as plain data; `score` and `level` are None while a criterion has no mark."""
    table, typed = sheet.table, sheet.typed
    proposals = proposals_of(sheet, today)
    sections = [
        {
            "title": section["title"],
            "rows": [_row(criterion, typed, proposals) for criterion in section["criteria"]],
        }
        for section in table.sections
    ]
    marks = [mark_of(typed, criterion["code"]) for criterion in criteria_of(table)]
    score = None if None in marks else sum(mark or 0 for mark in marks)
    return {
        "is_draft": True,
        "organization": sheet.institution.short_name,
        "program": sheet.program,
        "year": str(sheet.year),
        "counted_on": sheet.year.counted_on(today).isoformat(),
        "table": _table(table),
        "sections": sections,
        "score": score,
        "greatest": greatest_score(table),
        "level": None if score is None else asdict(level_of(score, table)),
        "swot": {key: typed.get(key, "") for key in SWOT},
        "conclusion": typed.get(CONCLUSION, ""),
        "growth": list(_growth(sheet, today)),
    }


def _table(table: QualityTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "version": table.version,
        "source": table.source,
        "proposals_source": table.proposals_source,
        "checked_on": f"{table.checked_on:%d.%m.%Y}",
        "needs_check": table.needs_check,
        "levels": table.levels,
    }


def _row(
    criterion: Mapping[str, Any], typed: Mapping[str, str], proposals: Mapping[str, Proposal]
) -> dict[str, Any]:
    code = criterion["code"]
    proposal = proposals.get(code, Proposal(""))
    mark = mark_of(typed, code)
    return {
        "code": code,
        "text": criterion["text"],
        "mark": mark,
        "mark_words": "" if mark is None else MARKS[mark],
        "words": typed.get(WORDS.format(code), ""),
        "evidence": proposal.words,
        "proposed": proposal.mark,
    }


def _growth(sheet: QualitySheet, today: date) -> Iterator[dict[str, Any]]:
    form = sheet.form.code if sheet.form else ""
    told = growth_of(sheet.institution, sheet.year, today, form=form, table=sheet.table)
    for group in told:
        lines = [
            asdict(line) | {"words": line.words, "difference": line.shown_difference}
            for line in group.shown
        ]
        yield {"title": group.title, "is_hidden": group.is_hidden, "lines": lines}
