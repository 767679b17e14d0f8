"""Reads a roadmap as people have it: pasted text, TSV, pipes, an HTML table, .docx, .xlsx.

A *row* is one line of the text (or one row of a Word or Excel table) from the heading of the
roadmap's table to its end, if anything is written in it. The heading itself, the numbering of
columns and separators are rows too; they are dropped and listed. What stands around the table,
and other tables, are not rows. Every row becomes exactly one of: a task, a section, a joined
continuation, a dropped row:

    len(tasks) + len(own section rows) + len(joined) + len(dropped) == rows_read

A subheading («7.1 Контроль…», no deadline, 7.1.1 below it) is joined to the tasks under it.
Where the table lists stages and not sections («Наименование этапа»), every stage is a section
with its one task, and its row is counted once, as the task.
"""

from roadmaps.parsing.as_json import parsed_from_json, parsed_to_json
from roadmaps.parsing.errors import RoadmapError
from roadmaps.parsing.parse import parse, parse_rows
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

__all__ = [
    "Column",
    "Dropped",
    "ParsedRoadmap",
    "ParsedSection",
    "ParsedTask",
    "Remark",
    "RoadmapError",
    "Role",
    "Subheading",
    "parse",
    "parse_rows",
    "parsed_from_json",
    "parsed_to_json",
]
