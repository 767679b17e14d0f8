import io
from datetime import date

import openpyxl
import pytest
from django.utils.safestring import mark_safe

from mentorship.core.exceptions import DomainError
from mentorship.documents import services
from mentorship.documents.lengths import (
    MOST_AT_ONCE,
    MOST_PRINTED,
    MOST_UNDER_LOCK,
    prints_first,
    rows_in,
)
from mentorship.documents.long_documents import annex_workbook, register_document
from mentorship.documents.rendering import render
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 3)


@pytest.fixture
def long_draft(make_draft):
    """As many pairs as make more rows than a page waits for."""
    pairs = [["Седых Надежда Алексеевна", f"Жданова Ирина {n}"] for n in range(MOST_AT_ONCE)]
    return make_draft({"rows": pairs}, organization__order_numbering="own")


@pytest.fixture
def director(long_draft):
    return MembershipFactory(role="director", organization=long_draft.organization)


def run(job):
    Job.objects.filter(pk=job.pk).update(state="running")
    return register_document(job.params, Progress(job.pk))


def test_long_document_is_registered_by_a_job(long_draft, director, sign_in):
    page = sign_in(director).post(
        f"/documents/{long_draft.pk}/register/", {"dated_on": "03.10.2022"}
    )
    job = Job.objects.get()
    long_draft.refresh_from_db()
    waiting = long_draft.state

    result, address = run(job)

    long_draft.refresh_from_db()
    assert (page["Location"], waiting) == (f"/jobs/{job.pk}/", "draft")
    assert (result, address) == ({"number": "1-ОД"}, long_draft.get_absolute_url())
    assert sorted(file.role for file in long_draft.files.all()) == ["docx", "pdf"]
    assert run(job) == (result, address)


def test_job_asks_for_the_right_again(long_draft, director, sign_in):
    sign_in(director).post(f"/documents/{long_draft.pk}/register/", {"dated_on": "03.10.2022"})
    director.role = "mentor"
    director.save()

    with pytest.raises(DomainError, match="возможно, сменилась роль"):
        run(Job.objects.get())


def test_short_document_is_registered_at_once(make_draft, sign_in):
    draft = make_draft(organization__order_numbering="own")
    member = MembershipFactory(role="director", organization=draft.organization)

    page = sign_in(member).post(f"/documents/{draft.pk}/register/", {"dated_on": "03.10.2022"})

    assert (page["Location"], Job.objects.count()) == (draft.get_absolute_url(), 0)


def test_pdf_of_a_long_draft_is_left_to_registration(long_draft, director, sign_in):
    client = sign_in(director)

    page = client.get(f"/documents/{long_draft.pk}/")
    answer = client.get(f"/documents/{long_draft.pk}/files/pdf/", follow=True)

    assert f"/documents/{long_draft.pk}/files/pdf/" not in page.text
    assert "PDF строится при регистрации, в фоне" in answer.text


def test_annex_is_a_table_of_excel_with_the_same_cells(long_draft, director, sign_in):
    answer = sign_in(director).get(f"/documents/{long_draft.pk}/files/xlsx/")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    lines = list(sheet.iter_rows(values_only=True))
    assert (len(lines), lines[1][1]) == (MOST_AT_ONCE + 1, "Седых Надежда Алексеевна")
    assert answer["Content-Disposition"].endswith(".xlsx")


def test_document_without_a_table_has_no_workbook(draft, monkeypatch):
    text = mark_safe('<section class="sheet"><p>Без таблицы</p></section>')
    monkeypatch.setattr("mentorship.documents.long_documents.stored_text", lambda document: text)
    draft.state = "registered"

    assert annex_workbook(draft) == b""


def test_endless_document_is_not_registered_and_the_way_out_is_told(make_draft, monkeypatch):
    draft = make_draft(organization__order_numbering="own")
    member = MembershipFactory(role="director", organization=draft.organization)
    monkeypatch.setattr(
        "mentorship.documents.lengths.MOST_PRINTED", rows_in(render(draft).body) - 1
    )

    with pytest.raises(DomainError, match="Скачайте приложение в Excel"):
        services.register(document=draft, member=member, dated_on=DAY)

    draft.refresh_from_db()
    assert (draft.state, draft.number, MOST_PRINTED) == ("draft", "", 3000)


@pytest.mark.parametrize(
    ("rows", "is_first"), [(MOST_UNDER_LOCK, False), (MOST_UNDER_LOCK + 1, True)]
)
def test_document_of_many_rows_is_printed_before_it_is_numbered(rows, is_first):
    assert prints_first("<tr></tr>" * rows) is is_first
