import io
import zipfile
from datetime import date

import pytest
from pypdf import PdfReader

from mentorship.core.exceptions import DomainError
from mentorship.documents.batches.making import file_words, make_batch, make_row
from mentorship.documents.invariants import breaches
from mentorship.documents.models import Batch, BatchItem, Document, TakenNumber
from tests.documents.texts import squeezed, text_of_docx
from tests.factories.pairs import PairFactory

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 3)


def agreements():
    return Document.objects.filter(kind="pair_agreement").order_by("pk")


def test_batch_makes_a_draft_of_each_row_with_files_in_their_order(ask, progress, pairs, keys):
    batch, params = ask()

    result, url = make_batch(params, progress)

    batch.refresh_from_db()
    assert (result, url) == ({"made": 3, "left_out": 0}, f"/documents/batches/{batch.pk}/")
    assert [str(paper.fields["mentee"]) for paper in agreements()] == keys
    pages = [squeezed(page.extract_text()) for page in PdfReader(batch.pdf.open()).pages]
    names = [squeezed(pair.mentor_entry.person.full_name) for pair in pairs]
    assert [name for name in names if any(name in page for page in pages)] == names
    with zipfile.ZipFile(batch.archive.open()) as archive:
        assert archive.namelist() == [
            f"{place:03} Соглашение наставника и наставляемого {mentor} - {mentee}docx"
            for place, (mentor, mentee) in enumerate(map(_short_names, pairs), 1)
        ]
        first = archive.read(archive.namelist()[0])
    assert names[0] in text_of_docx(first)
    batch.pdf.close()
    batch.archive.close()


def _short_names(pair):
    people = (pair.mentor_entry.person, pair.members.get().person)
    return [person.short_name.replace("\N{NO-BREAK SPACE}", " ") for person in people]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Сертификат Ким А. Б.", "Сертификат Ким А. Б"),
        ('Школа «№ 1»: <"А/Б">?', "Школа № 1 А Б"),
        ("а" * 200, "а" * 120),
    ],
)
def test_files_are_named_as_windows_allows(words, name):
    assert file_words(words) == name


def test_batch_made_again_doubles_nothing(ask, progress):
    batch, params = ask(dated_on=DAY)
    make_batch(params, progress)
    before = list(agreements().values_list("pk", "number"))
    batch.refresh_from_db()
    old = batch.pdf.name

    make_batch(params, progress)

    batch.refresh_from_db()
    assert list(agreements().values_list("pk", "number")) == before
    assert not batch.pdf.storage.exists(old)


def test_batch_registers_in_the_order_of_its_rows_without_gaps(ask, progress):
    _batch, params = ask(dated_on=DAY)

    make_batch(params, progress)

    assert [paper.number for paper in agreements()] == ["1-С", "2-С", "3-С"]
    assert [(paper.state, paper.dated_on) for paper in agreements()] == [("registered", DAY)] * 3
    assert breaches() == []


def test_printed_file_holds_the_stored_pages(ask, progress):
    """What was issued is put together, never rendered again."""
    batch, params = ask(dated_on=DAY)
    make_batch(params, progress)
    batch.refresh_from_db()

    def streams(content):
        return [page.get_contents().get_data() for page in PdfReader(content).pages]

    stored = []
    for paper in agreements():
        with paper.files.get(role="pdf").file.open() as file:
            stored += streams(io.BytesIO(file.read()))
    with batch.pdf.open() as file:
        assert streams(io.BytesIO(file.read())) == stored


def test_whoever_took_the_consent_back_is_left_out_and_the_others_are_made(ask, progress, pairs):
    batch, params = ask(dated_on=DAY)
    pairs[1].members.get().person.consents.all().delete()

    result, _ = make_batch(params, progress)

    items = {item.key: item for item in batch.items.all()}
    assert result == {"made": 2, "left_out": 1}
    assert [items[key].left_out for key in batch.rows] == [
        "",
        "нет согласия на обработку данных",
        "",
    ]
    assert [paper.number for paper in agreements()] == ["1-С", "2-С"]


def test_refused_registration_leaves_a_draft_that_the_next_run_registers(ask, director, keys):
    batch, _params = ask(dated_on=DAY)
    row = {"member": director, "batch": batch, "key": keys[0]}

    refused = make_row(**row, fields={"mentee": int(keys[0]), "points": []})
    draft, taken = refused.document, TakenNumber.objects.count()
    draft.fields["points"] = None
    draft.save()
    mended = make_row(**row, fields={"mentee": int(keys[0])})

    assert (refused.left_out, taken) == ("Документ не готов: нет ни одного раздела.", 0)
    assert (mended.left_out, mended.document.pk) == ("", draft.pk)
    assert [(paper.state, paper.number) for paper in agreements()] == [("registered", "1-С")]


def test_lost_right_stops_the_work(ask, progress, director):
    _batch, params = ask()
    director.role = "council"
    director.save()

    with pytest.raises(DomainError, match="возможно, сменилась роль"):
        make_batch(params, progress)

    assert agreements().count() == 0


def test_row_of_another_organization_is_left_out(ask, progress):
    foreign = str(PairFactory().members.get().pk)
    _batch, params = ask(keys=[foreign])

    make_batch(params, progress)

    assert (agreements().count(), BatchItem.objects.get().left_out) == (0, "пары больше нет")
    assert Batch.objects.get().made_on is None


def test_row_made_meanwhile_is_left_as_it_is(ask, director, keys):
    batch, _params = ask()
    fields = {"mentee": int(keys[0])}

    first = make_row(member=director, batch=batch, key=keys[0], fields=fields)
    second = make_row(member=director, batch=batch, key=keys[0], fields=fields)

    assert (first.pk, first.document_id) == (second.pk, second.document_id)


def test_without_pango_there_is_the_archive_only(ask, progress, monkeypatch):
    monkeypatch.setattr("mentorship.documents.uploaded.services.pdf_is_available", lambda: False)
    batch, params = ask()

    make_batch(params, progress)

    batch.refresh_from_db()
    assert (bool(batch.pdf), bool(batch.archive)) == (False, True)
