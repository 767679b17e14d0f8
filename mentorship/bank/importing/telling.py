"""Which of the two banks the headings of a table tell of."""

import re
from collections.abc import Iterable

from mentorship.bank.banks import Bank
from mentorship.bank.importing.columns import CHILD, column_of
from mentorship.bank.importing.special import key_of

# Codes that only one of the two forms has; the first name of a kind decides where none is there.
_OWN = {
    Bank.MENTORS: {
        "competences",
        "achievements",
        "interests",
        "desired_age",
        "time_resource",
        "capacity",
    },
    Bank.MENTEES: {"request", "completion_mark"},
}
_OF_CHILDREN = {"letter", "representative", "representative_contacts"}
_WHOSE = (
    (Bank.MENTEES, re.compile(rf"(?:фио |фамилия |имя |список )*(?:{CHILD})")),
    (Bank.MENTORS, re.compile(r"(?:фио |фамилия |имя |список )*(?:педагог\w* )?наставник")),
)


def own_bank(headings: Iterable[str]) -> Bank | None:
    """Which bank the headings tell of: by the columns that one of them has, else by whose name
    comes first, else by what only children have; None when nothing tells."""
    filled = [heading for heading in headings if heading]
    if bank := bank_of_own_columns(filled):
        return bank
    for heading in filled:
        for bank, words in _WHOSE:
            if words.match(key_of(heading)):
                return bank
    children = {c.code for h in filled if (c := column_of(Bank.MENTEES, h))} & _OF_CHILDREN
    return Bank.MENTEES if children else None


def bank_of_own_columns(headings: Iterable[str]) -> Bank | None:
    """The bank that has more of its own columns among the headings."""
    filled = [heading for heading in headings if heading]
    own = {
        bank: len(codes & {c.code for heading in filled if (c := column_of(bank, heading))})
        for bank, codes in _OWN.items()
    }
    if own[Bank.MENTORS] == own[Bank.MENTEES]:
        return None
    return max(own, key=lambda bank: own[bank])
