"""The content of a program as plain data: of a template, of a practice, of what was approved.

    {"kind", "weeks", <the texts of TEXTS>,
     "problems": [{"key", "title", "goal"}],
     "activities": [{"key", "part", "problem", "title", "planned_result", "week", "due_on"}]}

A template says in which of its `weeks` an activity is due, a program says the day. `key` is how two
contents are compared line by line; "problem" of an activity is the key of what it answers.
"""

import math
from datetime import date, timedelta
from typing import Any

from mentorship.core.working_days import is_day_off, working_days_after
from mentorship.programs.models import Activity, Difficulty, Program
from mentorship.programs.models.plans import TEXTS

Content = dict[str, Any]
Line = dict[str, Any]
# What both lists of lines are called in pages and addresses.
LINES = ("problems", "activities")
MOST_LINES = 60


def empty_content() -> Content:
    """A template nobody has written yet: eight months, as a school year leaves them."""
    texts = dict.fromkeys(TEXTS, "")
    return {**texts, "kind": Program.Kind.PROGRAM, "weeks": 35, "problems": [], "activities": []}


def content_of(program: Program, *, by_origin: bool = False) -> Content:
    """The program as content; `by_origin` gives lines the keys of the template they came from."""
    problems = list(program.found_difficulties.all())
    keys = {row.pk: _key(row, by_origin=by_origin) for row in problems}
    weeks = weeks_between(program.starts_on, program.ends_on)
    return {
        **{name: getattr(program, name) for name in TEXTS},
        "kind": program.kind,
        "weeks": weeks,
        "starts_on": program.starts_on.isoformat(),
        "ends_on": program.ends_on.isoformat(),
        "problems": [
            {"key": keys[row.pk], "title": row.title, "goal": row.goal} for row in problems
        ],
        "activities": [
            {
                "key": _key(row, by_origin=by_origin),
                "part": row.part,
                "problem": keys[row.difficulty_id] if row.difficulty_id else "",
                "title": row.title,
                "planned_result": row.planned_result,
                "week": _week_of(row.due_on, program.starts_on, weeks),
                "due_on": row.due_on.isoformat() if row.due_on else "",
            }
            for row in program.activities.all()
        ],
    }


def as_template(content: Content) -> Content:
    """The same without days, with short keys of its own: what a template or a practice keeps."""
    problems = {row["key"]: f"p{number}" for number, row in enumerate(content["problems"], 1)}
    texts = {name: content.get(name, "") for name in TEXTS}
    return {
        **texts,
        "kind": content["kind"],
        "weeks": content["weeks"],
        "problems": [row | {"key": problems[row["key"]]} for row in content["problems"]],
        "activities": [
            {
                **{name: row.get(name) for name in ("part", "title", "planned_result", "week")},
                "key": f"a{number}",
                "problem": problems.get(row.get("problem", ""), ""),
            }
            for number, row in enumerate(content["activities"], 1)
        ],
    }


def fill_program(program: Program, content: Content) -> None:
    """Write the lines of a template into a program that has none; days fall into its period."""
    found = {}
    for position, row in enumerate(content["problems"]):
        found[row["key"]] = Difficulty.objects.create(
            program=program,
            origin=row["key"],
            title=row["title"],
            goal=row["goal"],
            position=position,
        )
    for position, row in enumerate(content["activities"]):
        Activity.objects.create(
            program=program,
            origin=row["key"],
            part=row["part"],
            difficulty=found.get(row["problem"]),
            title=row["title"],
            planned_result=row["planned_result"],
            due_on=due_day(row["week"], content["weeks"], program.starts_on, program.ends_on),
            position=position,
        )


def due_day(week: int | None, weeks: int, starts_on: date, ends_on: date) -> date | None:
    """The last day of a template's week, stretched over the period, on a working day inside it.

    A day off moves to the next working day, at the end of the period to the one before.
    """
    if not week:
        return None
    length = (ends_on - starts_on).days + 1
    passed = max(1, round(length * min(week, weeks) / weeks))
    day = working_days_after(starts_on + timedelta(days=passed - 2), 1)
    while day > ends_on or (is_day_off(day) and day > starts_on):
        day -= timedelta(days=1)
    return day


def title_of(name: str) -> str:
    """The heading of a text of a program: «Ожидаемые результаты»."""
    field: Any = Program._meta.get_field(name)
    title = str(field.verbose_name)
    return title[:1].upper() + title[1:]


def weeks_between(starts_on: date, ends_on: date) -> int:
    """How many weeks a period takes, the last one perhaps not whole."""
    return max(1, math.ceil(((ends_on - starts_on).days + 1) / 7))


def _week_of(due_on: date | None, starts_on: date, weeks: int) -> int | None:
    if due_on is None:
        return None
    return min(max(1, (due_on - starts_on).days // 7 + 1), weeks)


def _key(row: Activity | Difficulty, *, by_origin: bool) -> str:
    return row.origin if by_origin and row.origin else f"n{row.pk}"
