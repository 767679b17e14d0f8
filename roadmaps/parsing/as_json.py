"""A parsed roadmap as plain JSON and back: for a draft and for the answer of the child."""

from datetime import date
from typing import Any

from roadmaps.parsing.values import (
    Column,
    Dropped,
    ParsedRoadmap,
    ParsedSection,
    ParsedTask,
    Remark,
    Role,
    Subheading,
)


def parsed_to_json(parsed: ParsedRoadmap) -> dict[str, Any]:
    """Plain values all the way down; `asdict` would copy each of them three times as long."""
    return vars(parsed) | {
        "period": parsed.period and [day.isoformat() for day in parsed.period],
        "columns": [vars(column) for column in parsed.columns],
        "sections": [_section_to_json(section) for section in parsed.sections],
        "dropped": [vars(row) for row in parsed.dropped],
        "warnings": [vars(remark) for remark in parsed.warnings],
        "outside": [vars(row) for row in parsed.outside],
    }


def _section_to_json(section: ParsedSection) -> dict[str, Any]:
    return vars(section) | {
        "tasks": [vars(task) for task in section.tasks],
        "subheadings": [vars(row) for row in section.subheadings],
    }


def parsed_from_json(kept: dict[str, Any]) -> ParsedRoadmap:
    return ParsedRoadmap(
        title=kept["title"],
        period=_period(kept["period"]),
        columns=tuple(Column(each["heading"], Role(each["role"])) for each in kept["columns"]),
        sections=tuple(_section(section) for section in kept["sections"]),
        joined=tuple(kept["joined"]),
        dropped=tuple(Dropped(**row) for row in kept["dropped"]),
        warnings=tuple(Remark(**remark) for remark in kept["warnings"]),
        rows_read=kept["rows_read"],
        outside=tuple(Dropped(**row) for row in kept.get("outside", ())),
    )


def _period(kept: list[str] | None) -> tuple[date, date] | None:
    return (date.fromisoformat(kept[0]), date.fromisoformat(kept[1])) if kept else None


def _section(kept: dict[str, Any]) -> ParsedSection:
    parts = {
        "tasks": tuple(ParsedTask(**_with_rows(task)) for task in kept["tasks"]),
        "subheadings": tuple(Subheading(**_with_rows(row)) for row in kept["subheadings"]),
    }
    return ParsedSection(**_with_rows(kept) | parts)


def _with_rows(kept: dict[str, Any]) -> dict[str, Any]:
    return kept | {"source_rows": tuple(kept["source_rows"])}
