"""The rules an institution may turn on and off itself; the others hold for everybody."""

from collections.abc import Mapping
from typing import NamedTuple


class Switch(NamedTuple):
    """One rule with the question it is asked by and whether it holds unless said otherwise."""

    code: str
    title: str
    question: str
    default: bool


SWITCHES = (
    Switch(
        "strict_form",
        "Только названная форма",
        "Предлагать только ту форму, которую назвали наставляемый и наставник?",
        True,
    ),
    Switch(
        "only_admitted",
        "Только допущенные приказом",
        "Предлагать только наставников, допущенных приказом?",
        False,
    ),
    Switch(
        "strict_age",
        "Только желаемый возраст",
        "Не предлагать наставляемых другого возраста, чем назвал наставник?",
        False,
    ),
    Switch(
        "no_broken",
        "Не повторять расторгнутые пары",
        "Не предлагать тех, чья общая пара была расторгнута?",
        True,
    ),
    Switch(
        "with_neighbors",
        "Наставники других школ",
        "Предлагать и наставников, которых предложили школы муниципалитета?",
        False,
    ),
)


def whole_switches(said: Mapping[str, bool]) -> dict[str, bool]:
    """Every switch with its value; what is not said has its default."""
    return {switch.code: bool(said.get(switch.code, switch.default)) for switch in SWITCHES}
