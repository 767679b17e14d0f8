import base64
import io
import json
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from mentorship.organizations.school_year import SchoolYear
from monitoring.workbooks.child import answer
from monitoring.workbooks.filling import fill_cells, plan_of
from monitoring.workbooks.layouts import layout_of
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory, form
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory
from tests.monitoring.conftest import TODAY

YEAR = SchoolYear(2022)


def saved(book):
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def drawn(cells, change=None):
    """A workbook of one sheet with these cells, changed once more before it is saved."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Лист"
    for address, value in cells.items():
        sheet[address] = value
    if change:
        change(sheet)
    return saved(book)


def asked(action, content, plan):
    """What the limited reader answers, asked here: a process for each test would take a second."""
    part = json.dumps(plan).encode()
    question = len(part).to_bytes(8, "big") + part + content
    (told,) = answer(action, question, lambda: None)
    return told


def layout(content):
    return layout_of(asked("scan", content, {}))


def filled(content, organization, manual=None, **kwargs):
    """The filled workbook as openpyxl reads it, and the cells."""
    kwargs.setdefault("today", TODAY)
    result = fill_cells(layout(content), organization, YEAR, manual, **kwargs)
    told = asked("fill", content, plan_of(result))
    return load_workbook(io.BytesIO(base64.b64decode(told["xlsx"]))), result


def values(sheet, area):
    return [[cell.value for cell in row] for row in sheet[area]]


@pytest.fixture
def coordinator(school):
    return MembershipFactory(role="coordinator", organization=school.parent.parent)


@pytest.fixture
def pair(school):
    mentor, mentee = (PersonFactory(institution=school, consented=True) for _ in range(2))
    return PairFactory(
        institution=school,
        state="active",
        form=form("uchitel-uchenik"),
        order=DocumentFactory(organization=school),
        mentor_agreed_on=date(2022, 9, 20),
        mentor_entry=MentorEntryFactory(institution=school, person=mentor),
        mentees=[MenteeEntryFactory(institution=school, person=mentee)],
    )
