"""Whatever stands in the cells, a row is sound and can be kept, or it is refused in words."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.bank.banks import Bank
from mentorship.bank.importing.checking import Forms, RowChecker
from mentorship.bank.importing.columns import codes_of
from mentorship.bank.importing.joining import WHOLE, joined
from mentorship.bank.importing.values import BankSheet
from mentorship.core.spreadsheets.lists import ListRow

TODAY = date(2022, 11, 1)
NAMES = st.sampled_from(["Ким Ян", "ГРОМОВА ПОЛИНА", "Громова П. С.", "Ли У 5А", "Громoв, Пeтр"])
CELLS = (
    st.text(max_size=40)
    | NAMES
    | st.integers(-1, 100_000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.sampled_from(["#N/A", "5.0", "8,9E+10", "сентябрь 2022", "2022/2023", "н. в.", ",", "1."])
)


@pytest.mark.django_db
@pytest.mark.parametrize("bank", Bank)
def test_any_row_is_sound_or_refused_in_words(bank):
    forms = Forms()
    cells = st.dictionaries(
        st.sampled_from(sorted(codes_of(bank))), st.lists(CELLS, min_size=1, max_size=3)
    )

    @given(cells)
    def check(found):
        row = ListRow(2, joined(found, bank))
        checker = RowChecker(BankSheet(bank, 1, {}, [row]), forms, on=TODAY, today=TODAY)
        checked = checker.check(row)
        assert not row.cells.keys() & WHOLE.keys()
        assert json.loads(json.dumps(checked.values)) == checked.values
        assert all(message.text for message in checked.messages)
        assert checked.is_refused or {"name", "category", "said_by"} <= checked.values.keys()

    check()
