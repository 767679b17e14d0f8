"""Planned rows put down for the steps of the wizard, and taken up again."""

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from mentorship.bank.importing.changes import changes_of
from mentorship.bank.importing.planning import RowPlan
from mentorship.bank.importing.special import tells_special
from mentorship.bank.models import ImportRow, ImportRun
from mentorship.core.copying import copy_rows
from mentorship.core.spreadsheets.lists import CheckedRow, Message

ACCEPTED = ("created", "updated", "unchanged")
# Values a message quotes: without them it tells the kind of the fault.
_QUOTED = re.compile(r"«[^»]*»|\d[\d./:–-]*(?: (?:года?|лет)\b)?")
_SHORTEST_TO_PACK = 1


def pack(value: Any) -> bytes:
    """JSON, small: a long table weighs a tenth."""
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), _SHORTEST_TO_PACK)


def unpack(packed: bytes | memoryview) -> Any:
    return json.loads(zlib.decompress(packed))


class Groups:
    """Messages by column and kind, counted; a row names the kinds it has by their number.

    The first message of a kind is its `example`: the kind alone has holes instead of values.
    """

    def __init__(self, listed: Iterable[Mapping[str, Any]] = ()) -> None:
        self.listed = [dict(group) for group in listed]
        self._numbers = {
            (group["is_error"], group["column"], group["text"]): number
            for number, group in enumerate(self.listed)
        }

    def add(self, messages: Iterable[Message]) -> list[int]:
        """Count the messages of a row; gives the numbers of their kinds."""
        numbers = sorted({self._number(message) for message in messages})
        for number in numbers:
            self.listed[number]["count"] += 1
        return numbers

    def drop(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.listed[number]["count"] -= 1

    def _number(self, message: Message) -> int:
        key = message.is_error, message.column, kind_of(message.text)
        if key not in self._numbers:
            self._numbers[key] = len(self.listed)
            is_error, column, text = key
            group = {"is_error": is_error, "column": column, "text": text, "count": 0}
            self.listed.append(group | {"example": message.text})
        return self._numbers[key]


def kind_of(text: str) -> str:
    """«Даты «31.02.2009» не бывает» and «Даты «30.02.2010» не бывает» are one kind."""
    return _QUOTED.sub("…", text)


def counts_of(plans: Iterable[RowPlan]) -> dict[str, int]:
    """good + warned + asked + skipped + refused are all rows, created + updated + unchanged the
    good and the warned ones."""
    return counted(Counter((plan.outcome, bool(plan.row.messages)) for plan in plans))


def counted(pairs: Counter[tuple[str, bool]]) -> dict[str, int]:
    """Counts of rows from their numbers by outcome and by whether something was said of them."""
    outcomes: Counter[str] = Counter()
    for (outcome, _), number in pairs.items():
        outcomes[outcome] += number
    warned = sum(pairs[name, True] for name in ACCEPTED)
    return {
        "good": sum(outcomes[name] for name in ACCEPTED) - warned,
        "warned": warned,
        "refused": outcomes["refused"],
        "asked": outcomes["asked"],
        "skipped": outcomes["skipped"],
        **{name: outcomes[name] for name in ACCEPTED},
    }


def keep_plans(run: ImportRun, plans: list[RowPlan], cells: Mapping[int, Any]) -> None:
    """Put the rows of a run in the place of those kept before, and count them.

    `cells` are the rows of the file by number: they are kept with the rows that stay out.
    """
    groups = Groups()
    rows = [kept_row(run, plan, groups, cells.get(plan.row.number)) for plan in plans]
    run.rows.all().delete()
    copy_rows(rows)
    run.groups, run.counts = groups.listed, run.counts | counts_of(plans)


def kept_row(
    run: ImportRun, plan: RowPlan, groups: Groups, cells: list[Any] | None = None
) -> ImportRow:
    """A row of the run as its plan says; what is written already keeps no values."""
    is_written = run.state == ImportRun.State.CONFIRMED and plan.outcome in ImportRow.TAKEN
    is_over = run.state == ImportRun.State.CONFIRMED
    values = {} if is_written else plan.row.values
    return ImportRow(
        run=run,
        number=plan.row.number,
        outcome=plan.outcome,
        values={"name": values.get("name", [])} if is_over and values else values,
        messages=[asdict(message) for message in plan.row.messages],
        kinds=groups.add(plan.row.messages),
        cells=None if plan.outcome in ImportRow.TAKEN else _without_special(cells),
        candidates=[asdict(candidate) for candidate in plan.candidates],
        person_id=plan.person.pk if plan.person and plan.outcome in ImportRow.TAKEN else None,
        answer=plan.answer,
        effect=plan.effect
        | {"changes": changes_of(plan)}
        | ({"remembered": True} if plan.answer else {}),
    )


def _without_special(cells: list[Any] | None) -> list[Any] | None:
    """Cells of a row that stays out are kept for weeks: what is never kept is not among them."""
    if cells is None:
        return None
    return ["" if isinstance(cell, str) and tells_special(cell) else cell for cell in cells]


def taken_up(rows: Iterable[ImportRow]) -> list[CheckedRow]:
    """Rows as they were checked, to be planned anew."""
    return [
        CheckedRow(row.number, row.values, [Message(**said) for said in row.messages])
        for row in rows
    ]
