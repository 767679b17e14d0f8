from datetime import date
from pathlib import Path

import pytest

from mentorship.documents import services
from mentorship.documents.invariants import breaches
from mentorship.documents.models import NumberSeries, TakenNumber
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(draft):
    draft.organization.order_numbering = "own"
    draft.organization.save()
    director = MembershipFactory(role="director", organization=draft.organization)
    return services.register(document=draft, member=director, dated_on=date(2022, 10, 3))


def test_registered_document_breaches_nothing(registered):
    assert breaches() == []


def test_skipped_number_is_a_gap(registered):
    NumberSeries.objects.update(last=2)

    assert breaches() == [
        f"организация {registered.organization_id}, ряд orders, 2022 год: номера идут не подряд"
    ]


def test_number_outside_the_book_is_told(registered):
    TakenNumber.objects.update(number_key="ДРУГОЙ")

    assert breaches() == [f"документ {registered.pk}: номера нет в книге занятых номеров"]


def test_number_held_by_a_draft_is_told(registered, make_draft):
    idle = make_draft(organization=registered.organization)
    TakenNumber.objects.create(
        organization=idle.organization, year=2022, series="orders", number_key="7", document=idle
    )

    assert breaches() == [f"документ {idle.pk}: черновик занял номер"]


def test_lost_and_changed_files_are_told(registered):
    docx, pdf = registered.files.order_by("pk")
    Path(docx.file.path).unlink()
    Path(pdf.file.path).write_bytes(b"%PDF-1.4 another")

    assert breaches() == [
        f"документ {registered.pk}: файл {docx.pk} потерян",
        f"документ {registered.pk}: файл {pdf.pk} изменён",
    ]
