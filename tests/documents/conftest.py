from datetime import date

import pytest

from mentorship.documents import pairs_order
from mentorship.documents.kinds import KINDS, Kind
from mentorship.documents.pairs_order import PairRow, PairsOrderContext
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import SignatoryFactory

FIELDS = {
    "basis": "Положением о системе наставничества",
    "protocol_number": "1",
    "protocol_on": "2022-08-30",
    "curator": "Лебедева Мария Ивановна",
    "programs_due_on": "2022-10-31",
    "rows": [["Седых Надежда Алексеевна", "Жданова Ирина Петровна"]],
}


def row_of(mentor, *mentees):
    return PairRow(mentor, "", mentees, "учитель – учитель", date(2022, 11, 1), date(2023, 5, 31))


def build(document) -> PairsOrderContext:
    rows = [row_of(*names) for names in document.fields.get("rows", [])]
    return pairs_order.build_context(document, rows)


@pytest.fixture
def followed():
    """What the hooks of the kind were called with, in order."""
    return []


@pytest.fixture(autouse=True)
def order_kind(monkeypatch, followed):
    """The order on pairs over rows typed in `fields`: this room knows no pairs."""
    kind = Kind(
        code=pairs_order.CODE,
        title=pairs_order.TITLE,
        subject=pairs_order.SUBJECT,
        folder=pairs_order.FOLDER,
        group="pairs",
        form=pairs_order.PairsOrderForm,
        build=build,
        missing=pairs_order.missing,
        remarks=pairs_order.remarks,
        initial=lambda member, year: {"curator": member.user.full_name},
        on_registered=lambda document, member: followed.append(("registered", document.number)),
        on_cancelled=lambda document, member: followed.append(("cancelled", document.number)),
    )
    monkeypatch.setitem(KINDS._entries, pairs_order.CODE, kind)
    return kind


@pytest.fixture
def make_draft():
    """A draft with nothing missing, unless fields are given; `organization=…` as usual."""

    def make(fields=None, **given):
        document = DocumentFactory(fields=FIELDS | (fields or {}), **given)
        if not document.organization.signatories.exists():
            SignatoryFactory(organization=document.organization)
        return document

    return make


@pytest.fixture
def draft(db, make_draft):
    return make_draft()
