"""F17: spoilt files are read or refused in words, whatever is spoilt; more by the environment."""

import base64
import json
import os
from datetime import date
from pathlib import Path

import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.importing.checking import Forms, RowChecker
from mentorship.bank.importing.mapping import apply_mapping, propose
from mentorship.bank.importing.reading import to_be_kept
from mentorship.core.exceptions import DomainError
from mentorship.core.limited import run_limited
from mentorship.core.spreadsheets import (
    UnreadableFile,
    Workbook,
    child,
    read_workbook,
    workbook_from_json,
    workbook_to_json,
)
from mentorship.core.spreadsheets.as_json import sheet_from_json
from mentorship.core.spreadsheets.precheck import examine
from tests.bank.importing.corpus.mutants import good_files, mutants

COUNT = int(os.environ.get("IMPORT_MUTANTS", "600"))
SEED = os.environ.get("IMPORT_SEED", "1")
BATCH = 60
TODAY = date(2022, 11, 1)
WARM_CHILD = Path(__file__).with_name("warm_child.py")


class KilledError(DomainError):
    """The warm child was killed by one of its files."""


def read_together(batch):
    """Answers for each mutant that passes the pre-check, by its number."""
    examined = {}
    for number, content in batch:
        try:
            examined[number] = examine(content, "база.csv")[0], content
        except UnreadableFile:
            continue
    files = [(kind, base64.b64encode(data).decode()) for kind, data in examined.values()]
    given = json.dumps(files).encode()
    lines = run_limited(WARM_CHILD, given, child.__file__, refusal=KilledError("…"))
    return dict(zip(examined, [line["answers"] for line in lines], strict=True))


def read_one_by_one(batch):
    """The limits of one file for each: what killed the warm child is refused, the others read."""
    found = {}
    for number, content in batch:
        try:
            found[number] = read_workbook(content, "база.csv")
        except UnreadableFile:
            continue
    return found


def workbooks_of(batch):
    try:
        answers = read_together(batch)
    except KilledError:
        return read_one_by_one(batch)
    for found in answers.values():
        # Never a part of a file: the last word is «done» or a refusal with a known code.
        assert [line for line in found if "rows" not in line] == found[-1:]
        assert found[-1] in ({"done": True}, *({"refused": code} for code in CODES))
    return {
        number: Workbook("xlsx", tuple(map(sheet_from_json, found[:-1])))
        for number, found in answers.items()
        if "done" in found[-1]
    }


CODES = ("damaged", "dtd", "locked", "too_much", "encoding")


def use(workbook, forms):
    """All that the wizard does with a file before it asks the bank; True if people came out."""
    kept = to_be_kept(workbook)
    assert workbook_from_json(json.loads(json.dumps(workbook_to_json(kept)))) == kept
    try:
        bank = propose(kept, None, {})[0].bank or Bank.MENTEES
        table = propose(kept, bank, {})[0]
        sheet = apply_mapping(kept.sheets[table.sheet], table.header, table.mapping, bank)
    except DomainError:
        return False
    checker = RowChecker(sheet, forms, on=TODAY, today=TODAY)
    rows = [checker.check(row) for row in sheet.rows]
    # Whoever compares a row with the bank takes for granted that a sound one has a name.
    assert all(row.is_refused or (row.values["name"] and row.values["category"]) for row in rows)
    return bool(rows)


@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_spoilt_file_is_read_or_refused(first, db):
    batch = list(mutants(SEED, range(first, first + BATCH)))
    forms = Forms()

    outcomes = [use(workbook, forms) for workbook in workbooks_of(batch).values()]

    # Neither all is refused nor all is read: the mutants do reach the parser.
    assert 0 < sum(outcomes) < len(batch)


def test_good_files_are_good(db):
    files = good_files()

    workbooks = workbooks_of(list(enumerate(files)))

    assert len(files) == 30
    assert [number for number, workbook in workbooks.items() if use(workbook, Forms())] == [
        *range(30)
    ]
