from datetime import date

import pytest
from django.utils import timezone

from mentorship.documents import approval_sheet
from mentorship.documents.kinds import KINDS
from tests.documents.papers import draft_of, missing_of, words_of
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
PEOPLE = "Седых Надежда Алексеевна – председатель профкома\nКим Олег Юрьевич"


@pytest.fixture
def curator():
    return MembershipFactory()


def sheet(curator, **fields):
    return draft_of("approval_sheet", member=curator, **fields)


def test_sheet_names_the_order_and_those_who_agree(curator):
    order = DocumentFactory(
        organization=curator.organization,
        title="О парах",
        state="registered",
        number="7-ОД",
        number_key="7ОД",
        dated_on=date(2022, 10, 3),
        registered_at=timezone.now(),
        registered_by=curator,
    )
    document = sheet(curator, agreed=order.pk, people=PEOPLE)

    text = words_of(document)

    assert missing_of(document) == []
    assert "к документу «О парах» от 03.10.2022 № 7-ОД" in text
    assert "1 председатель профкома Н. А. Седых" in text
    assert approval_sheet.remarks(approval_sheet.build(document)) == [
        "не указана должность: Ким Олег Юрьевич"
    ]


def test_sheet_of_a_typed_title(curator):
    text = words_of(sheet(curator, title="Положение о наставничестве.", people=PEOPLE))

    assert "к документу «Положение о наставничестве» № Должность" in text


def test_foreign_document_is_not_there(curator):
    document = sheet(curator, agreed=DocumentFactory(title="Чужой").pk, people=PEOPLE)

    assert missing_of(document) == ["не указано, какой документ согласуют"]


def test_empty_sheet_lacks_everything(curator):
    assert missing_of(sheet(curator)) == [
        "не указано, какой документ согласуют",
        "не указано, кто согласовывает",
    ]


@pytest.mark.parametrize("title", ["", "Положение"])
def test_form_asks_one_document(curator, title):
    order = DocumentFactory(organization=curator.organization)
    given = {"people": PEOPLE, "title": title} | ({"agreed": order.pk} if title else {})

    form = KINDS["approval_sheet"].form(given, member=curator)

    assert list(form.errors) == ["title"]


def test_form_offers_documents_of_the_year_but_no_sheets(curator):
    order = DocumentFactory(organization=curator.organization)
    DocumentFactory(organization=curator.organization, school_year=2020)
    DocumentFactory()

    form = KINDS["approval_sheet"].form(member=curator, document=sheet(curator))

    field = form.fields["agreed"]
    assert list(field.queryset) == [order]
    assert field.label_from_instance(order) == "О закреплении наставнических пар (групп) (проект)"
