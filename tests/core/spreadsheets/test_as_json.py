import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from mentorship.core.spreadsheets import (
    Merged,
    Sheet,
    Workbook,
    workbook_from_json,
    workbook_to_json,
)

CELLS = (
    st.none()
    | st.text()
    | st.integers()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.datetimes()
    | st.times()
)
SHEETS = st.builds(
    Sheet,
    name=st.text(),
    rows=st.lists(st.tuples(CELLS, CELLS)).map(tuple),
    hidden=st.booleans(),
    merged=st.lists(st.builds(Merged, *[st.integers(0, 99)] * 4)).map(tuple),
    hidden_rows=st.frozensets(st.integers(0, 99)),
    hidden_columns=st.frozensets(st.integers(0, 99)),
    truncated=st.booleans(),
)


@given(st.builds(Workbook, st.text(), st.tuples(SHEETS), st.tuples(st.text())))
def test_workbook_comes_back_from_json(workbook):
    kept = json.loads(json.dumps(workbook_to_json(workbook)))

    assert workbook_from_json(kept) == workbook


def test_kinds_of_cells_come_back():
    row = (dt.date(2022, 9, 1), dt.datetime.fromisoformat("2022-09-01T10:00"), dt.time(9), True, 1)
    workbook = workbook_from_json(workbook_to_json(Workbook("xlsx", (Sheet("а", (row,)),))))

    assert [type(cell) for cell in workbook.sheets[0].rows[0]] == [type(cell) for cell in row]
