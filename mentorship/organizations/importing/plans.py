"""What a row of a list would do, in one word, and how it is kept until it is confirmed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models

from mentorship.core.spreadsheets.lists import CheckedRow, Message


class Outcome(models.TextChoices):
    CREATED = "created", "новая запись"
    UPDATED = "updated", "изменится"
    UNCHANGED = "unchanged", "без изменений"
    REFUSED = "refused", "не загрузится"


@dataclass
class RowPlan:
    """A row and what it would do; `remarks` came from comparing it with what is there already.

    `target` is the object to be written, new or changed already, `changes` the fields set.
    """

    row: CheckedRow
    title: str = ""
    outcome: Outcome = Outcome.REFUSED
    remarks: list[Message] = field(default_factory=list)
    target: Any = None
    changes: list[str] = field(default_factory=list)

    @property
    def messages(self) -> list[Message]:
        return [*self.row.messages, *self.remarks]

    def refuse(self, column: str, text: str) -> "RowPlan":
        self.outcome = Outcome.REFUSED
        self.remarks.append(Message(column, text))
        return self

    def warn(self, column: str, text: str) -> None:
        self.remarks.append(Message(column, text, is_error=False))

    def settle(self) -> "RowPlan":
        """The outcome of a row that was not refused, by whether its target is new or changed."""
        if self.target.pk is None:
            self.outcome = Outcome.CREATED
        else:
            self.outcome = Outcome.UPDATED if self.changes else Outcome.UNCHANGED
        return self

    def put(self, name: str, value: Any) -> None:
        """Set a field of the target where it says something else."""
        if getattr(self.target, name) != value:
            setattr(self.target, name, value)
            self.changes.append(name)


def counts_of(plans: Iterable[RowPlan]) -> dict[str, int]:
    """good + warned + refused are all rows; created + updated + unchanged those not refused."""
    kept = list(plans)
    outcomes = Counter(plan.outcome for plan in kept)
    taken = [plan for plan in kept if plan.outcome != Outcome.REFUSED]
    warned = sum(bool(plan.messages) for plan in taken)
    return {
        "good": len(taken) - warned,
        "warned": warned,
        **{str(outcome): outcomes[outcome] for outcome in Outcome},
    }


def kept(plan: RowPlan) -> dict[str, Any]:
    """The plan as JSON: enough to show it, and to plan the row anew."""
    return {
        "row": plan.row.number,
        "title": plan.title,
        "outcome": str(plan.outcome),
        "target": plan.target.pk if plan.target else None,
        "values": plan.row.values,
        "messages": [asdict(message) for message in plan.row.messages],
        "remarks": [asdict(message) for message in plan.remarks],
    }


def row_of(line: dict[str, Any]) -> CheckedRow:
    """A checked row back from what was kept of it."""
    messages = [Message(**message) for message in line["messages"]]
    return CheckedRow(line["row"], line["values"], messages)
