from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.factories.organizations import MembershipFactory


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def make_sheet():
    """An .xlsx from a heading row and rows; `above` stands over the headings."""

    def make(headings, *rows, above=()):
        book = Workbook()
        for row in [*above, headings, *rows]:
            book.active.append(row)
        output = BytesIO()
        book.save(output)
        return output.getvalue()

    return make
