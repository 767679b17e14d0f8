"""Steps of the selection of a mentor: one table feeds buttons, refusals and tests (S002, 12–16)."""

from typing import NamedTuple

from mentorship.bank.models import MentorEntry
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right

Stage = MentorEntry.Stage
# The way of somebody who passes; the refusal may come at any stage before the last.
CHAIN = (Stage.APPLIED, Stage.INTERVIEWED, Stage.TRAINED, Stage.ADMITTED)


class Step(NamedTuple):
    """One step: stages it starts from, the stage it ends at, and its words.

    `target` None leads back to where the last step began. Steps forward are made with a consent in
    force only: their outcome is personal data too.
    """

    sources: frozenset[str]
    target: MentorEntry.Stage | None
    label: str
    done: str
    needs_consent: bool = False
    needs_comment: bool = False
    takes_order: bool = False


STEPS: dict[str, Step] = {
    "interview": Step(
        frozenset({Stage.APPLIED}),
        Stage.INTERVIEWED,
        "Собеседование пройдено",
        "Собеседование пройдено",
        needs_consent=True,
    ),
    "train": Step(
        frozenset({Stage.INTERVIEWED}),
        Stage.TRAINED,
        "Обучение пройдено",
        "Обучение пройдено",
        needs_consent=True,
    ),
    "admit": Step(
        frozenset({Stage.TRAINED}),
        Stage.ADMITTED,
        "Допустить приказом",
        "Допуск приказом",
        needs_consent=True,
        takes_order=True,
    ),
    "decline": Step(
        frozenset({Stage.APPLIED, Stage.INTERVIEWED, Stage.TRAINED}),
        Stage.DECLINED,
        "Отказать",
        "Отказ",
        needs_comment=True,
    ),
    "take_back": Step(
        frozenset({Stage.INTERVIEWED, Stage.TRAINED, Stage.ADMITTED, Stage.DECLINED}),
        None,
        "Вернуть на шаг назад",
        "Шаг назад",
        needs_comment=True,
    ),
}


def may_step(member: Membership, entry: MentorEntry, action: str) -> bool:
    """Whether the member may make this step with the entry now; who left is selected no more."""
    step = STEPS.get(action)
    return (
        step is not None
        and entry.stage in step.sources
        and entry.left_on is None
        and member.may(Right.BANK_EDIT)
        and entry.institution_id == member.organization_id
    )


def steps_open_to(member: Membership, entry: MentorEntry) -> list[str]:
    """Names of the steps that are buttons for this member and entry now."""
    return [action for action in STEPS if may_step(member, entry, action)]


def steps_from(stage: str) -> list[str]:
    """Names of the steps that start from a stage, for a list of people who are there."""
    return [action for action, step in STEPS.items() if stage in step.sources]
